"""Knows how the front matter of a page is found, read and, where it has a fault, what its lines should be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from site_builder.kinds import KINDS, FrontMatter
from site_builder.problems import Edit, Invalid, Problem, did_you_mean
from site_builder.quick_yaml import read_yaml
from site_builder.records import to_record
from site_builder.source import Source
from site_builder.yaml_lines import KEY, as_yaml

MARK = "---"
FIRST_LINE = 2
ALMOST_MARK = re.compile(r"\s*[-–—]{1,}\s*")
SENTENCE = re.compile(r"[A-Z0-9][^\n]*?[.!?](?=\s|$)")
MARKUP = re.compile(r"[*_`]|\{\{.*?\}\}|\[([^\]]*)\]\([^)]*\)")
SETTING = re.compile(r"(?:kind|title|description|checked|draft): ")
DESCRIPTION = (30, 170)


def split_front_matter(source: Source) -> tuple[str, str, int]:
    """Return front matter, body, and the line on which the body begins. Raises Invalid."""
    if not source.text.strip():
        hint = "Write front matter between two `---` lines, then the text"
        raise Invalid(Problem(source.path, 1, "front-matter", "the file is empty", hint, 1))
    lines = source.text.split("\n")
    if lines[0].rstrip() != MARK:
        raise Invalid(without_start(source.path, lines))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == MARK), 0)
    if not end:
        message = "the front matter that begins here has no end"
        hint = "Add a line `---` below the last setting"
        raise Invalid(Problem(source.path, 1, "front-matter", message, hint, 1, closing(lines)))
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def without_start(path: str, lines: list[str]) -> Problem:
    """Return the problem of a file that does not begin with `---`."""
    first = next(number for number, line in enumerate(lines, 1) if line.strip())
    edit = None
    if lines[first - 1].rstrip() == MARK:
        hint = "Take the empty lines above `---` out"
        edit = Edit(1, first - 1, (), True)
    elif ALMOST_MARK.fullmatch(lines[first - 1]):
        hint = "Write `---` on the first line: three hyphens, nothing else"
        edit = Edit(1, first, (MARK,), True)
    elif KEY.fullmatch(lines[0]) and any(line.rstrip() == MARK for line in lines):
        hint = "Put a line `---` above the settings"
        edit = Edit(1, 0, (MARK,))
    else:
        hint = "Make `---` the first line, then `title: …`, `description: …`, `checked: …`, then `---`"
    return Problem(path, 1, "front-matter", "the file does not begin with front matter", hint, 1, edit)


def closing(lines: list[str]) -> Edit:
    """Return the edit that ends front matter below its last setting."""
    almost = [number for number, line in enumerate(lines[1:], 2) if ALMOST_MARK.fullmatch(line)]
    if almost:
        return Edit(almost[0], 1, (MARK,))
    inside = next(
        (n for n, line in enumerate(lines[1:], 1) if not (KEY.fullmatch(line) or line[:1] in (" ", "-", "#"))), 1
    )
    return Edit(inside + 1, 0, (MARK,))


def read_front_matter(source: Source, front: str, body: str) -> FrontMatter:
    """Return the front matter as the dataclass of its kind. Raises Invalid."""
    data, lines = read_yaml(front, source.path, FIRST_LINE)
    if not isinstance(data, dict):
        message = "the front matter has no settings"
        hint = "Write each setting as `key: value`, one a line"
        raise Invalid(Problem(source.path, FIRST_LINE, "front-matter", message, hint, 1))
    data.setdefault("kind", "section" if source.path.endswith("/index.md") else "page")
    if data["kind"] not in KINDS:
        line, column = lines.places[("kind",)]
        message = f"`{data['kind']}` is not a kind of page"
        near = get_close_matches(str(data["kind"]), KINDS, n=1)
        edit = lines.with_value(("kind",), near[0]) if near else None
        hint = did_you_mean(str(data["kind"]), KINDS)
        raise Invalid(Problem(source.path, line, "unknown-kind", message, hint, column, edit))
    try:
        meta = to_record(KINDS[data["kind"]], data, lines, source.path)
    except Invalid as fault:
        raise Invalid(*(with_suggestion(problem, source, body) for problem in fault.problems)) from None
    if meta.publish and meta.expires and meta.expires <= meta.publish:
        line, column = lines.places[("expires",)]
        message = "`expires` does not come after `publish`, so that nobody would ever see the page"
        raise Invalid(Problem(source.path, line, "wrong-value", message, "Correct one of the two", column))
    return meta


def second_front_matter(source: Source, first_line: int) -> Iterator[Problem]:
    """Yield a problem where a second block of settings stands in the text: readers would see it."""
    lines = source.text.split("\n")
    for number in range(first_line, len(lines)):
        if lines[number - 1].rstrip() == MARK and SETTING.match(lines[number]):
            message, hint = "a second front matter begins here", "Keep one, at the head of the file"
            yield Problem(source.path, number, "front-matter", message, hint, 1)
            return


def with_suggestion(problem: Problem, source: Source, body: str) -> Problem:
    """Return a problem about a title, a description or a number that is missing or too short with one from the file."""
    name = problem.message.split("`")[1] if "`" in problem.message else ""
    is_missing = problem.message.endswith(("is missing", "are needed", "has no value"))
    value = suggested(name, source.path, body) if is_missing and problem.edit is None else ""
    if not value:
        return problem
    old = 0 if problem.message.endswith("is missing") else 1
    return replace(problem, edit=Edit(problem.line, old, (f"{name}: {as_yaml(value)}",)))


def suggested(name: str, path: str, body: str) -> str:
    """Return a title or a number from the name of a file, or a description from the first sentences of its text."""
    parts = path.removesuffix("/index.md").removesuffix(".md").split("/")
    if name == "title":
        words = parts[-1].replace("-", " ")
        return words[:1].upper() + words[1:] if len(parts) > 2 and len(words) > 1 else ""
    if name == "number":
        return re.sub(r"\D", "", parts[-1])
    shortest, longest = DESCRIPTION
    text = ""
    for sentence in SENTENCE.findall(MARKUP.sub(lambda match: match[1] or "", body)) if name == "description" else ():
        text = f"{text} {sentence}".strip()
        if len(text) >= shortest:
            break
    return text if shortest <= len(text) <= longest else ""
