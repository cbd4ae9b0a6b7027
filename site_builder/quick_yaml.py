"""Knows how to read YAML whose every line is a plain setting at once, just as `yaml_text` reads it.

Most settings of a page are a name with some words, or with a list of words in brackets. A text that holds anything else
goes to the parser, and its library is loaded only then.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from site_builder.late import late
from site_builder.yaml_lines import Keys, Lines, Place

LETTER = "A-Za-z0-9\u00c0-\u00ff"
QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"
WORDS = rf"[A-Za-z0-9/](?:[{LETTER} ./()'{QUOTE}+&;,!?-]*[{LETTER}.)!?/])?"
ITEM = rf"[A-Za-z0-9/](?:[{LETTER} ./()'{QUOTE}+&-]*[{LETTER}.)/])?"
SETTING = re.compile(rf"(?P<name>[a-z][a-z0-9_]*): (?P<value>{WORDS}|\[{ITEM}(?:, {ITEM})*\])")
STAYS = re.compile(r"[A-Za-z/].*|\d{4}-\d\d-\d\d|0|[1-9]\d*")
"""What is no number to YAML, or one that it writes as it stands."""

parsed = late("yaml_text", "read_yaml")
parsed_numbers = late("yaml_text", "changed_numbers")


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Lines]:
    """Return YAML as plain dicts, lists, strings and None, and the lines with the place of each key and item.

    Raises Invalid.
    """
    read: tuple[Any, Lines] = read_plainly(text, first_line) or parsed(text, path, first_line)
    return read


def read_plainly(text: str, first_line: int) -> tuple[dict[str, str | list[str]], Lines] | None:
    """Return plain settings with their places, None for what may be anything else."""
    data: dict[str, str | list[str]] = {}
    places: dict[Keys, Place] = {(): (first_line, 1), ("\0key",): (first_line, 1)}
    for number, line in enumerate(text.split("\n"), first_line):
        match = SETTING.fullmatch(line)
        if match is None or match["name"] in data:
            return None
        name, value = match["name"], match["value"]
        places[(name,)] = (number, 1)
        data[name] = value
        if value.startswith("["):
            data[name] = items = value[1:-1].split(", ")
            column = match.start("value") + 2
            for count, item in enumerate(items):
                places[(name, count)] = (number, column)
                column += len(item) + len(", ")
    return data, Lines(text, first_line, places)


def changed_numbers(text: str, first_line: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the line, the column and the value of each number that YAML would change, and what it would read."""
    read = read_plainly(text, first_line)
    values = chain.from_iterable([each] if isinstance(each, str) else each for each in read[0].values()) if read else ()
    if not read or not all(STAYS.fullmatch(each) for each in values):
        yield from parsed_numbers(text, first_line)
