"""Knows how to write the reference pages of `docs/` from the code itself, so that they cannot fall behind it."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import yaml

from site_builder.checks import CHECKS, SOURCE_CHECKS
from site_builder.cli import COMMANDS, OPTIONS
from site_builder.facts import Facts, Glossary
from site_builder.kinds import KINDS, FrontMatter
from site_builder.markup import COMPONENTS
from site_builder.model import Project
from site_builder.reading_rules import READING, Rule
from site_builder.rules import COPIES, RULES, code_of
from site_builder.schema import walk_types
from site_builder.settings import Settings

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


def checks_page() -> str:
    """Return the page that explains every problem by its code."""
    parts = ["# Problems and what to do", GENERATED, "Each line of a failed build ends with a code in brackets."]
    parts.append("## What would not look as its writer thinks")
    parts += [part for check in SOURCE_CHECKS for part in rule_parts(RULES[code_of(check)])]
    parts.append("## Rules that a finished build is held to")
    parts += [part for check in CHECKS for part in rule_parts(RULES[code_of(check)])]
    parts.append("## Faults that keep a file from being read")
    parts += [part for rule in sorted(READING, key=lambda each: each.code) for part in rule_parts(rule)]
    parts.append("## In what a copy differs from its manifest")
    parts += [part for rule in COPIES for part in rule_parts(rule)]
    return "\n\n".join(parts) + "\n"


def rule_parts(rule: Rule) -> tuple[str, ...]:
    """Return the section of one code."""
    example = f"For example:\n\n```text\n{rule.example}\n```"
    return f"### {rule.code}", rule.what, example, f"Why: {rule.why}", f"Fix: {rule.fix}"


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
            if "markdown" in example:
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
