"""Knows the files by which an editor such as Visual Studio Code completes and underlines what people write.

JSON Schemas come from the same dataclasses that read the files, so that neither can know more than the other.
"""

import json
from dataclasses import MISSING, fields
from typing import Any

from site_builder.facts import Facts, Glossary
from site_builder.forms import StrictForm
from site_builder.kinds import KINDS, FrontMatter
from site_builder.new_page import BODIES, FIRST_WORDS
from site_builder.schema import json_schema
from site_builder.settings import Settings

FOLDER = ".vscode"
DIALECT = "http://json-schema.org/draft-07/schema#"
"""The newest that editors' YAML plug-ins know in full."""
DAY = r"^\d{4}-\d{2}-\d{2}$"
MOMENT = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$"
STRINGS = {"type": "object", "additionalProperties": {"type": ["string", "number"]}}
SCHEMAS: dict[str, tuple[str, str]] = {
    "site": ("content/site.yaml", "The settings of the site"),
    "facts": ("content/facts.yaml", "Figures and their sources"),
    "glossary": ("content/glossary/*.yaml", "Words that readers may not know"),
    "form": ("content/forms/*.yaml", "A form"),
    "strings": ("content/strings/*.yaml", "The words of templates"),
    "front-matter": ("", "The settings of a page"),
}
"""Each schema: the files that it describes, "" for none of their own, and what they hold."""


def editor_files() -> dict[str, str]:
    """Return each file of `.vscode/` by its path."""
    schemas = {f"{FOLDER}/{name}.schema.json": schema for name, schema in json_schemas().items()}
    others = {
        "settings.json": editor_settings(),
        "extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        "tasks.json": TASKS,
        "pages.code-snippets": snippets(),
    }
    files = {**schemas, **{f"{FOLDER}/{name}": data for name, data in others.items()}}
    return {path: json.dumps(data, ensure_ascii=False, indent=2) + "\n" for path, data in files.items()}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file by its name."""
    made = {
        "site": json_schema(Settings),
        "facts": json_schema(Facts),
        "glossary": json_schema(Glossary),
        "form": json_schema(StrictForm),
        "strings": STRINGS,
        "front-matter": front_matter_schema(),
    }
    return {name: {"$schema": DIALECT, "title": SCHEMAS[name][1], **as_editors_read(made[name])} for name in made}


def front_matter_schema() -> dict[str, Any]:
    """Return the schema of front matter: the kind decides which settings there are."""
    definitions: dict[str, Any] = {}
    for name, kind in KINDS.items():
        schema = json_schema(kind)
        schema["properties"] = {**schema["properties"], "kind": {"type": "string", "enum": [*KINDS]}}
        definitions[name] = schema
    rules = [
        {"if": {"properties": {"kind": {"const": name}}, "required": ["kind"]}, "then": {"$ref": f"#/$defs/{name}"}}
        for name in KINDS
    ]
    without = {"if": {"not": {"required": ["kind"]}}, "then": {"$ref": "#/$defs/page"}}
    kinds = {"kind": {"type": "string", "enum": [*KINDS], "description": "The kind of page"}}
    return {"type": "object", "properties": kinds, "allOf": [without, *rules], "$defs": definitions}


def as_editors_read(schema: Any) -> Any:
    """Return a schema for YAML as editors read it: what is a text to us may look like a number to them.

    A setting is left out or has a value, so that an empty one is a fault.
    """
    if isinstance(schema, list):
        return [as_editors_read(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    given = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(given) == 1:
        return as_editors_read({**{name: schema[name] for name in schema if name != "anyOf"}, **given[0]})
    changed = {RENAMED.get(name, name): of_keyword(name, value) for name, value in schema.items() if name in KEYWORDS}
    if schema.get("type") != "string" or {"enum", "const"} & schema.keys():
        return changed
    if look := LOOKS.get(schema.get("format", "")):
        return {**{name: value for name, value in changed.items() if name != "format"}, "pattern": look}
    return {**changed, "type": ["string", "number"]}


def of_keyword(name: str, value: Any) -> Any:
    """Return what stands behind a keyword of a schema."""
    if name in ("properties", "patternProperties", "$defs"):
        return {each: as_editors_read(schema) for each, schema in value.items()}
    return value.replace("#/$defs/", "#/definitions/") if name == "$ref" else as_editors_read(value)


LOOKS = {"date": DAY, "date-time": MOMENT}
RENAMED = {"$defs": "definitions", "prefixItems": "items"}
"""Keywords that have another name in this dialect."""
KEYWORDS = frozenset(
    "$defs $ref additionalProperties allOf anyOf const description enum format if items maxItems maxLength maximum"
    " minItems minLength minProperties minimum not pattern patternProperties prefixItems properties required then"
    " type".split()
)
"""All but `default` and `title`, which say nothing here."""


def editor_settings() -> dict[str, Any]:
    """Return the settings that apply the schemas, and offer the beginnings of pages while one types."""
    return {
        "yaml.schemas": {f"./{FOLDER}/{name}.schema.json": [glob] for name, (glob, _) in SCHEMAS.items() if glob},
        "yaml.validate": True,
        "[markdown]": {"editor.quickSuggestions": {"other": True}, "editor.wordWrap": "on"},
        "files.eol": "\n",
    }


def snippets() -> dict[str, Any]:
    """Return the beginning of a page of each kind, offered when its name is typed in an empty Markdown file."""
    return {
        f"page of the kind {name}": {
            "scope": "markdown",
            "prefix": [name, f"kind: {name}"],
            "description": (kind.__doc__ or "").split("\n")[0],
            "body": [*beginning(name, kind), "", *body_of(name)],
        }
        for name, kind in KINDS.items()
    }


def beginning(name: str, kind: type[FrontMatter]) -> tuple[str, ...]:
    """Return front matter with a stop for each setting that a kind needs."""
    asked = [each.name for each in fields(kind) if each.default is MISSING and each.name != "checked"]
    today = "checked: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    stops = (f"{each}: ${{{number}:{each}}}" for number, each in enumerate(asked, 1))
    return ("---", f"kind: {name}", *stops, today, "draft: true", "---")


def body_of(kind: str) -> list[str]:
    """Return the text that a page of a kind begins with, as a snippet: `$` and `}` are plain there but for stops."""
    text = BODIES.get(kind, FIRST_WORDS).format(links="")
    return text.rstrip("\n").split("\n")


TASKS = {
    "version": "2.0.0",
    "tasks": [
        {
            "label": "Check the site",
            "detail": "Builds and checks everything; problems are underlined in their files",
            "type": "shell",
            "command": "python3 build.py check",
            "windows": {"command": "py build.py check"},
            "group": {"kind": "build", "isDefault": True},
            "presentation": {"reveal": "silent", "clear": True},
            "problemMatcher": {
                "owner": "site",
                "source": "site",
                "severity": "error",
                "fileLocation": ["relative", "${workspaceFolder}"],
                "pattern": {
                    "regexp": r"^([^\s:][^:]*?):(?:(\d+):)?(?:(\d+):)? (.*) \[([a-z-]+)\]$",
                    "file": 1,
                    "line": 2,
                    "column": 3,
                    "message": 4,
                    "code": 5,
                },
            },
        }
    ],
}
"""One task, the default build: its problems stand in the list of problems and under the words, in Markdown too.

Source: Visual Studio Code documentation, "Integrate with External Tools via Tasks", defining a problem matcher.
"""
