"""Knows how to write the reference pages of `docs/` from the code itself, so that they cannot fall behind it."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import yaml

from site_builder.checks import CHECKS
from site_builder.cli import COMMANDS, OPTIONS
from site_builder.facts import Facts, Glossary
from site_builder.kinds import KINDS, FrontMatter
from site_builder.markup import COMPONENTS
from site_builder.model import Project
from site_builder.schema import walk_types
from site_builder.settings import Settings

READING_FAULTS = {
    "disk": ("The disk refuses to take the output.", "Make room, or allow writing there. The old output is untouched."),
    "duplicate-key": ("A setting is given twice.", "Keep one of the two lines."),
    "file-encoding": ("A file is not plain UTF-8 text.", "Save it as UTF-8 without BOM."),
    "file-name": (
        "A file name cannot be an address.",
        "Use small letters, digits and hyphens, and end pages in `.md`: the name is what people type and share.",
    ),
    "form": (
        "A form asks for something that it cannot do, or lacks a message.",
        "Mend the line of the form; each fault that an answer can have needs a message that says what to do.",
    ),
    "foreign-output": (
        "The output folder holds files that no build made.",
        "Name another folder with `--output`: a build replaces the whole folder, and must not eat your files.",
    ),
    "front-matter": ("A page has no front matter, or it has no end.", "Begin and end it with a line `---`."),
    "idle-acceptance": (
        "`accepted` in site.yaml names a problem that is not there.",
        "Delete the entry, so that the list shows what is really accepted.",
    ),
    "line-ends": ("Lines end as Windows or old Mac programs end them.", "Save the file with LF line ends."),
    "missing-field": ("A setting that every page of the kind needs is missing.", "Add the line."),
    "nesting": ("Lists or quotes are nested hundreds deep.", "Write them flatter."),
    "no-site": ("The folder holds no site.", "Run the command where `content/` is, or name the folder with `--site`."),
    "stray-file": (
        "A file in `content/` is in no folder that anything reads.",
        "Move it: a page that silently stays out would be lost.",
    ),
    "template": ("A template has a fault.", "Mend it at the line given."),
    "unbalanced-block": ("A `:::` block is never closed, or `:::` closes nothing.", "Close each block once."),
    "unknown-block": ("The word after `:::` is not a block.", "Use one of the blocks in docs/components.md."),
    "unknown-field": ("A setting is not known.", "Correct its name: a typing slip must not be ignored in silence."),
    "unknown-kind": ("`kind` is not a kind of page.", "Use one of the kinds in docs/front-matter.md."),
    "wrong-value": ("A setting has a value that does not fit.", "Write it as the hint says."),
    "yaml-alias": ("A value begins with `*` or `&`, which YAML takes for an alias or an anchor.", "Put it in quotes."),
    "yaml-syntax": ("The settings cannot be read as YAML.", "Mend the place given; quotes help most often."),
    "yaml-tag": ("A value begins with `!`, which YAML takes for a tag.", "Put it in quotes."),
}
"""Codes of what readers refuse, before any check runs: what is wrong, and the fix."""

GENERATED = "This page is made from the code: `python3 build.py test --rewrite` writes it anew."


def reference_pages(project: Project) -> dict[str, str]:
    """Return each generated page of `docs/`, by file name."""
    return {
        "checks.md": checks_page(),
        "commands.md": commands_page(),
        "components.md": components_page(project),
        "front-matter.md": front_matter_page(),
        "settings.md": settings_page(),
    }


def code_of(check: object) -> str:
    """Return the code of a check's problems, which is its name with hyphens."""
    return str(getattr(check, "__name__")).replace("_", "-")  # noqa: B009  (checks are functions, typed as callables)


def checks_page() -> str:
    """Return the page that explains every problem by its code."""
    parts = ["# Problems and what to do", GENERATED, "Each line of a failed build ends with a code in brackets."]
    parts.append("## Rules that a finished build is held to")
    for check in CHECKS:
        parts += [f"### {code_of(check)}", inspect.getdoc(check) or ""]
    parts.append("## Faults that keep a file from being read")
    for code, (what, fix) in sorted(READING_FAULTS.items()):
        parts += [f"### {code}", what, f"Fix: {fix[0].lower()}{fix[1:]}"]
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Return the page of commands and options."""
    parts = ["# Commands", GENERATED, "Each is `python3 build.py` and the word."]
    parts += [f"## {name}\n\n{sentence(meaning)}." for name, meaning in COMMANDS.items()]
    options = [f"| `{flag}` | {settings['help']} |" for flag, settings in OPTIONS.items()]
    parts += ["## Options", "\n".join(["| option | meaning |", "| --- | --- |", *options])]
    return "\n\n".join(parts) + "\n"


def components_page(project: Project) -> str:
    """Return the page of blocks, each with what its template says and its examples."""
    parts = ["# Blocks", GENERATED, "A block begins with `::: name Title` and ends with `:::`, each on its own line."]
    for name in COMPONENTS:
        folder = f"templates/components/{name}"
        comment = re.match(r"\{# *[\w-]+: *(.*?) *#\}", project.files[f"{folder}/{name}.html"].decode(), re.DOTALL)
        parts += [f"## {name}", sentence(comment[1] if comment else "")]
        for example in yaml.safe_load(project.files[f"{folder}/examples.yaml"]):
            parts.append(f"{example['name']}:\n\n```markdown\n{example['markdown'].rstrip()}\n```")
    return "\n\n".join(parts) + "\n"


def front_matter_page() -> str:
    """Return the page of front matter fields, those of every page and those of each kind."""
    parts = ["# Front matter", GENERATED, "## Every page", table(FrontMatter)]
    for name, kind in KINDS.items():
        own = [each for each in rows(kind) if each not in rows(FrontMatter)]
        parts += [f"## {name}", inspect.getdoc(kind) or ""]
        if own:
            parts.append("\n".join([*HEAD, *own]))
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """Return the page of what `content/site.yaml`, `content/facts.yaml` and the glossary may hold."""
    parts = ["# Settings, facts and glossary", GENERATED]
    for title, kind in (
        ("content/site.yaml", Settings),
        ("content/facts.yaml", Facts),
        ("content/glossary/<language>.yaml", Glossary),
    ):
        parts.append(f"## {title}")
        for each in records_in(kind):
            parts += [f"### {each.__name__}", inspect.getdoc(each) or "", table(each)]
    return "\n\n".join(parts) + "\n"


HEAD = ("| field | needed | meaning |", "| --- | --- | --- |")


def table(kind: type[Any]) -> str:
    """Return the fields of a dataclass as a Markdown table."""
    return "\n".join([*HEAD, *rows(kind)])


def rows(kind: type[Any]) -> list[str]:
    """Return one row for each field: its name, whether it is needed, and its description."""
    hints = get_type_hints(kind, include_extras=True)
    return [f"| `{each.name}` | {needed(each)} | {description(hints[each.name])} |" for each in fields(kind)]


def needed(field: Any) -> str:
    """Tell whether a field must be given, and else what stands in for it."""
    if field.default is MISSING and field.default_factory is MISSING:
        return "yes"
    default = field.default if field.default is not MISSING else ""
    shown = {True: "true", False: "false", None: "", "": "", (): ""}.get(default, default)
    return f"no: `{shown}`" if shown != "" else "no"


def description(hint: Any) -> str:
    """Return the description that a field's annotation carries."""
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((note.description for note in notes if getattr(note, "description", None)), "")


def records_in(kind: type[Any]) -> Iterator[type[Any]]:
    """Yield a dataclass and all the dataclasses in its fields."""
    yield kind
    for hint in get_type_hints(kind).values():
        for part in walk_types(hint):
            if is_dataclass(part):
                yield from records_in(part)  # type: ignore[arg-type]


def sentence(text: str) -> str:
    """Return text with a capital letter first."""
    return f"{text[:1].upper()}{text[1:]}"
