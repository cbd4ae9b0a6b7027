"""Knows where things stand in YAML text, and how its lines look with one thing changed. Reads no YAML."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.problems import Edit

Keys = tuple[str | int, ...]
Place = tuple[int, int]

PLAIN = re.compile(r"[A-Za-z0-9/+][^:#\[\]{},\"&*!|>%@`\n]*")
KEY = re.compile(
    r"(?P<indent>\s*)(?P<dash>(?:- +)*)(?P<key>[^\s:#'\"\[{][^:#]*|\"[^\"]*\"|'[^']*')(?P<colon>:)(?P<value>.*)"
)
QUOTES = (
    ("'", "'"),
    ("\N{LEFT SINGLE QUOTATION MARK}", "\N{RIGHT SINGLE QUOTATION MARK}"),
    ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
)
TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\]}]*")


@dataclass(frozen=True)
class Lines:
    """YAML text with the line and column, both from 1, of each key and item. The text begins on line `first`."""

    text: str
    first: int
    places: Mapping[Keys, Place]

    def line(self, number: int) -> str:
        """Return a line by its number in the file."""
        return self.text.split("\n")[number - self.first]

    def span(self, number: int) -> int:
        """Return how many lines a key or item takes, with all that is indented under it."""
        lines = self.text.split("\n")[number - self.first :]
        indent = depth(lines[0])
        below = 0
        for count, line in enumerate(lines[1:], 1):
            is_item = (
                line.lstrip().startswith("- ") and depth(line) == indent and not lines[0].lstrip().startswith("- ")
            )
            if line.strip() and depth(line) <= indent and not is_item:
                break
            below = count if line.strip() else below
        return 1 + below

    def without(self, location: Keys) -> Edit:
        """Return the edit that takes a key out, with all under it."""
        number = self.places[location][0]
        return Edit(number, self.span(number), ())

    def renamed(self, location: Keys, name: str) -> Edit:
        """Return the edit that gives a key another name."""
        number, column = self.places[location]
        line = self.line(number)
        old = str(location[-1])
        return Edit(number, 1, (f"{line[: column - 1]}{line[column - 1 :].replace(old, name, 1)}",))

    def with_value(self, location: Keys, value: str, is_safe: bool = False) -> Edit:
        """Return the edit that gives a key or an item another value, written as YAML."""
        number, column = self.places[location]
        line = self.line(number)
        before, rest = line[: column - 1], line[column - 1 :]
        key = KEY.match(rest) if isinstance(location[-1], str) else None
        if before.strip(" -"):
            start = len(key["key"]) + 2 if key else 0
            end = start + len(TOKEN.match(rest[start:])[0].rstrip())  # type: ignore[index]
            return Edit(number, 1, (f"{before}{rest[:start]}{value}{rest[end:]}",), is_safe)
        changed = f"{before}{key['key']}: {value}" if key else f"{before}{value}"
        return Edit(number, self.span(number), (changed,), is_safe)


def depth(line: str) -> int:
    """Return by how many spaces a line is indented."""
    return len(line) - len(line.lstrip())


def as_yaml(text: str) -> str:
    """Return text as a YAML value: plain where that can only be read as the text, else in quotes."""
    is_plain = PLAIN.fullmatch(text) and text == text.strip()
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def quoted(line: str) -> str | None:
    """Return a line with its whole value in quotes, None for a line that has no `key: value`."""
    match = KEY.fullmatch(line)
    value = match["value"].strip() if match else ""
    if not match or not value:
        return None
    return f"{line[: match.start('value')]} {json.dumps(unquoted(value), ensure_ascii=False)}"


def unquoted(value: str) -> str:
    """Return a value without the quotes round it, also those of a word processor."""
    return value[1:-1].strip() if len(value) > 1 and (value[0], value[-1]) in QUOTES else value.strip('"')
