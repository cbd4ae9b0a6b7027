"""Knows why text is not YAML, as a person would say it, and how the line looks when it is mended."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from site_builder.problems import Edit, Problem
from site_builder.yaml_lines import KEY, depth, quoted


@dataclass(frozen=True)
class Slip:
    """One kind of slip: what the parser says of it, what to tell, and how a line is mended (None: not this slip).

    `at` finds the column, from 0, where the parser's own is not what a person would look at.
    """

    said: str
    message: str
    hint: str
    mend: Callable[[str], str | None]
    is_safe: bool = False
    at: Callable[[str], int] | None = None


def spaced(line: str) -> str | None:
    """Put a space behind the colon of the key."""
    return re.sub(r"^(\s*[\w-]+):(?=[^\s:])", r"\1: ", line)


def unindented(line: str) -> str | None:
    """Take the spaces before a key out."""
    return line.lstrip() if depth(line) and KEY.fullmatch(line) else None


def keyed(line: str) -> str | None:
    """Put a colon behind the first word."""
    return re.sub(r"^([a-z_]+)\s+(?=\S)", r"\1: ", line)


def untabbed(line: str) -> str | None:
    """Write each tab before the text as two spaces."""
    return re.sub(r"^\s+", lambda space: space[0].replace("\t", "  "), line)


def special_in_quotes(line: str) -> str | None:
    """Put a value that begins with a sign that YAML keeps for itself in quotes."""
    match = KEY.fullmatch(line)
    return quoted(line) if match and match["value"].strip()[:1] in SPECIAL else None


def value_start(line: str) -> int:
    """Return where the value of a line begins."""
    match = KEY.fullmatch(line)
    return len(line) - len(match["value"].lstrip()) if match else 0


def with_closing_quote(line: str) -> str | None:
    """Close the quote that the value begins with."""
    match = KEY.fullmatch(line) or re.fullmatch(r"\s*- (?P<value>.*)", line)
    mark = match["value"].strip()[:1] if match else ""
    return f"{line.rstrip()}{mark}" if mark in ("'", '"') else None


def with_closing_bracket(line: str) -> str | None:
    """Close the list or group."""
    return f"{line.rstrip().rstrip(',')}{']' if line.rfind('[') > line.rfind('{') else '}'}"


def plain_signs(line: str) -> str | None:
    """Take control characters out."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", "", line)


def with_colon(line: str) -> str | None:
    """Write a colon in place of another sign behind the key."""
    return re.sub(r"^([A-Za-z_]+)\s*[=;\N{FULLWIDTH COLON}]\s*(?=\S)", r"\1: ", line)


def with_plain_space(line: str) -> str | None:
    """Write a plain space in place of another one behind the colon."""
    return re.sub(r"^([\w-]+):[^\S \n\t]+", r"\1: ", line)


SPECIAL = tuple("*&!%@`|>?-")
IN_QUOTES = "Put the whole value in quotes"
SLIPS = (
    Slip(r".", "a value begins with a special character", IN_QUOTES, special_in_quotes, True, value_start),
    Slip(r"found character '\\t'|found a tab", "a tab is used to indent", "Indent with spaces", untabbed, True),
    Slip(r"found character '\\t'|found a tab", "a tab is used to indent", "Take the tab out", unindented, True),
    Slip(
        r"mapping values are not allowed|could not find expected ':'|expected <document start>",
        "another sign stands where the colon should",
        "Write `key: value`",
        with_colon,
    ),
    Slip(
        r"mapping values are not allowed|could not find expected ':'|expected <document start>",
        "a space of a word processor stands behind the colon",
        "Type a plain space",
        with_plain_space,
        True,
    ),
    Slip(
        r"mapping values are not allowed|could not find expected ':'|expected <document start>",
        "a colon has no space behind it",
        "Write `key: value`",
        spaced,
        True,
    ),
    Slip(
        r"mapping values are not allowed|expected <block end>",
        "a setting is indented, but the line above takes none",
        "Take the spaces before it out",
        unindented,
        at=depth,
    ),
    Slip(
        r"quoted scalar|found unexpected end of stream",
        "a quote is opened and not closed",
        "Add the closing quote",
        with_closing_quote,
    ),
    Slip(r"mapping values are not allowed", "a value holds `: `", IN_QUOTES, quoted, True),
    Slip(r"expected <block end>", "text follows the closing quote", IN_QUOTES, quoted),
    Slip(
        r"could not find expected ':'|expected <document start>",
        "a line has no colon after its key",
        "Write `key: value`",
        keyed,
    ),
    Slip(
        r"expected ',' or '[\]}]'|flow (sequence|mapping)",
        "a list is opened and not closed",
        "Close the list with `]` or `}`",
        with_closing_bracket,
    ),
    Slip(
        r"special characters are not allowed",
        "a control character stands here",
        "Delete it and type the text again",
        plain_signs,
        True,
    ),
    Slip(
        r"expected <block end>",
        "the indentation does not fit the lines above",
        "Line the keys up under each other",
        unindented,
    ),
)
"""The first that fits and whose mended line can be read is told; if none can be read, the last that fits.

The parser may say anything of the first.
"""


def syntax_problem(text: str, path: str, first_line: int) -> Problem:
    """Explain why text is not YAML, at the place a person would mend."""
    line, column, reason = first_fault(text) or (0, 0, "the text cannot be read as YAML")
    fitting = [slip for slip in SLIPS if re.search(slip.said, reason)]
    lines = text.split("\n")
    if wraps(lines, line):
        message, hint = "the value goes on here, and has one line only", "Write the whole value on one line"
        joined = f"{lines[line - 1].rstrip()} {lines[line].strip()}"
        edit = Edit(line - 1 + first_line, 2, (joined,))
        return Problem(path, line + first_line, "yaml-syntax", message, hint, 1, edit)
    for slip in fitting:
        for number in dict.fromkeys((line, max(0, line - 1))):
            mended = slip.mend(lines[number])
            if mended is None or mended == lines[number]:
                continue
            fault = first_fault("\n".join((*lines[:number], mended, *lines[number + 1 :])))
            if fault is None or fault[0] > number + 1:
                at = slip.at(lines[number]) if slip.at else column if number == line else depth(lines[number])
                edit = Edit(number + first_line, 1, (mended,), slip.is_safe)
                return Problem(path, number + first_line, "yaml-syntax", slip.message, slip.hint, at + 1, edit)
    if told := fitting[1:]:
        return Problem(path, line + first_line, "yaml-syntax", told[-1].message, told[-1].hint, column + 1)
    hint = "Write each setting as `key: value`, one a line"
    return Problem(path, line + first_line, "yaml-syntax", reason.strip(), hint, column + 1)


def wraps(lines: list[str], number: int) -> bool:
    """Tell whether a line, three words or more without a colon, goes on with the plain value above it."""
    above = KEY.fullmatch(lines[number - 1]) if number else None
    has_value = bool(above and above["value"].strip()[:1] not in ("", "'", '"', "[", "{", "|", ">"))
    return has_value and ":" not in lines[number] and len(lines[number].split()) > 2


def first_fault(text: str) -> tuple[int, int, str] | None:
    """Return where the parser stops, line and column from 0, and what it says; None when it can read all."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        return before.count("\n"), len(before) - before.rfind("\n") - 1, str(fault.reason)
    except yaml.MarkedYAMLError as fault:
        begun_earlier = re.search("quoted scalar|simple key|flow (?:sequence|mapping)", fault.context or "")
        mark = (fault.context_mark if begun_earlier else None) or fault.problem_mark or fault.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return line, column, f"{fault.context if begun_earlier else ''} {fault.problem or ''}"
    return None
