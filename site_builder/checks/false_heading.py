"""A heading is a heading."""

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.markup import FENCE, prose_lines
from site_builder.problems import Edit, Problem, clipped
from site_builder.source import Source

HEADING = re.compile(r"^(#{1,6})\s")
STRESSED = re.compile(r"^(?P<mark>\*{1,3}|_{1,3})(?P<words>[^\s*_](?:[^*_]*[^\s*_.!?:,;)])?)(?P=mark)\s*$")
CAPITALS = re.compile(r"^[^\Wa-z\d_][^a-z\d*_`|<>#\[\]{}]*[^a-z\W\d_]$")
ALONE = re.compile(r"\n(?:[*_]|[^\Wa-z\d_][^a-z\n]*(?:\n|$))")
"""What a text holds that has any of them."""
WORD = re.compile(r"[^\W\d_]{2,}")
LONGEST = 70


def false_heading(source: Source) -> Iterator[Problem]:
    """No line alone that is all bold, italic or in capitals stands where a heading should.

    A sentence with its full stop, and words that lead on with a colon, are fine.

    Example:
        **Before the storm**

        Charge your phone.

    Why: it looks like a heading, but a screen reader cannot jump to it, and no link or list of contents leads there.
    Fix: write it as a heading, `## Before the storm`.
    """
    if not ALONE.search(source.text):
        return
    level, above = 1, ""
    lines = (*prose_lines(source.text, source.body_line), (0, ""))
    for (number, line), (_, below) in pairwise(lines):
        if heading := HEADING.match(line):
            level = len(heading[1])
        words = words_of(line) if ends(above) and ends(below) else ""
        if words:
            message = f"`{clipped(line, 50)}` looks like a heading and is none"
            edit = Edit(number, 1, (f"{'#' * min(level + 1, 6)} {words}",))
            yield Problem(source.path, number, "false-heading", message, "Write it as one", 1, edit)
        above = line


def words_of(line: str) -> str:
    """Return the words of a line that is all stress, "" for any other."""
    if stressed := STRESSED.match(line):
        return stressed["words"] if len(stressed["words"]) <= LONGEST else ""
    is_shout = CAPITALS.match(line) and len(WORD.findall(line)) > 1 and len(line) <= LONGEST
    return line.capitalize() if is_shout else ""


def ends(line: str) -> bool:
    """Tell whether a paragraph ends, or has not begun, at a line."""
    return not line.strip() or bool(FENCE.match(line) or HEADING.match(line))
