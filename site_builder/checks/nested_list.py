"""A list within a list comes out within it."""

import re
from collections.abc import Iterator
from itertools import groupby

from site_builder.markup import LIST_ITEM, prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

ASTRAY = re.compile(r"\n(?:    )* {1,3}(?:[-*+]|\d+\.) ")
"""An item that stands off every level: a text that holds none is not looked at again."""


def nested_list(source: Source) -> Iterator[Problem]:
    """A list within a list is indented by 4 spaces.

    Example:
        - Food
          - Beans

    Why: Markdown takes less for a list beside the one above, and the reader sees one flat list.
    Fix: indent by 4 spaces for each level; `python3 build.py fix` does it.
    """
    for lines in lists(source) if ASTRAY.search(source.text) else ():
        written = {number: len(match["indent"]) for number, line in lines if (match := LIST_ITEM.match(line))}
        levels = levels_of(written)
        wrong = [number for number, level in levels.items() if level and written[number] % 4]
        if wrong:
            spaces = written[wrong[0]]
            message = f"the list item is indented by {spaces} spaces, and would stand beside the one above"
            edit = Edit(lines[0][0], len(lines), tuple(mended(lines, written, levels)), True)
            yield Problem(source.path, wrong[0], "nested-list", message, "Indent it by 4 spaces", spaces + 1, edit)


def lists(source: Source) -> Iterator[list[tuple[int, str]]]:
    """Yield the lines of each list: from its first item to the line before text that is not indented."""
    inside = False
    marked = []
    for number, line in prose_lines(source.text, source.body_line):
        is_item = bool(LIST_ITEM.match(line))
        inside = is_item or (inside and line[:1] in ("", " "))
        marked.append((inside, (number, line)))
    for is_list, group in groupby(marked, key=lambda each: each[0]):
        lines = [line for _, line in group]
        while lines and not lines[-1][1].strip():
            lines.pop()
        if is_list and lines:
            yield lines


def levels_of(written: dict[int, int]) -> dict[int, int]:
    """Return how deep each item is meant to be, from how far it is indented next to those above it."""
    above: list[int] = []
    levels = {}
    for number, indent in written.items():
        while above and above[-1] >= indent:
            above.pop()
        levels[number] = len(above)
        above.append(indent)
    return levels


def mended(lines: list[tuple[int, str]], written: dict[int, int], levels: dict[int, int]) -> Iterator[str]:
    """Yield the lines of a list with each item 4 spaces further in than the one it belongs to."""
    shift = 0
    for number, line in lines:
        if number in levels:
            shift = 4 * levels[number] - written[number] if levels[number] else 0
        indent = len(line) - len(line.lstrip())
        yield " " * max(0, indent + shift) + line.lstrip() if line.strip() else line
