"""A list, a table and the text behind them stand apart."""

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.checks.pasted_text import BULLET, NUMBER
from site_builder.markup import FENCE, LIST_ITEM, prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

TABLE_RULE = re.compile(r"^ {0,3}\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?\s*$")
ALONE = re.compile(r"^(?: {0,3}(?:#|>|<|\||\* \* \*|---|\[\^?[^\]]+\]:|: )|\s)")
"""The beginning of a line that is no paragraph."""
HINTS = {
    True: "Put a blank line above it",
    False: "Put a blank line above it, or indent it to go on with the item",
}


def blank_line(source: Source) -> Iterator[Problem]:
    """A blank line stands before a list or a table, and between a list and the text behind it.

    Example:
        You need:
        - water
        - food

    Why: without it Markdown goes on with the line above, and the reader sees hyphens and bars in a sentence.
    Fix: put a blank line between them; `python3 build.py fix` does it where it cannot change the meaning.
    """
    lines = list(prose_lines(source.text, source.body_line))
    inside = ""
    for place, ((_, above), (number, line)) in enumerate(pairwise(lines), 1):
        if not above.strip() or not line.strip():
            inside = ""
            continue
        inside = "list" if LIST_ITEM.match(above) else "" if FENCE.match(above) else inside
        following = lines[place + 1][1] if place + 1 < len(lines) else ""
        if fault := between(above, line, following, inside):
            message, is_safe = fault
            edit = Edit(number, 0, ("",), True) if is_safe else None
            yield Problem(source.path, number, "blank-line", message, HINTS[is_safe], 1, edit)


def between(above: str, line: str, following: str, inside: str) -> tuple[str, bool] | None:
    """Return what a line below a text does for want of a blank line between, and whether one can only be right."""
    if FENCE.match(above) or FENCE.match(line):
        return None
    item, item_above = LIST_ITEM.match(line), LIST_ITEM.match(above)
    if item and item_above:
        is_other = item["indent"] == item_above["indent"] and is_other_kind(item["mark"], item_above["mark"])
        return ("the list goes on in the item above, which is of another kind", True) if is_other else None
    if item and not item["indent"] and is_text(above) and not inside and starts_a_list(item["mark"], above, following):
        return "the list goes on in the sentence above", True
    if is_text(line) and inside and not item and not line.startswith(" ") and not is_pasted(line):
        return "the text goes on in the list item above", False
    if TABLE_RULE.match(following) and "|" in line and is_text(above) and "|" not in above:
        return "the table goes on in the sentence above", True
    return None


def is_pasted(line: str) -> bool:
    """Tell whether a line is an item as a word processor writes it, which has a problem of its own."""
    return bool(NUMBER.match(line) or BULLET.match(line))


def is_other_kind(mark: str, above: str) -> bool:
    """Tell whether of two marks of list items one is a number and one is not."""
    return (mark[-1] == ".") != (above[-1] == ".")


def is_text(line: str) -> bool:
    """Tell whether a line can be part of a paragraph."""
    return bool(line.strip()) and not ALONE.match(line) and not LIST_ITEM.match(line)


def starts_a_list(mark: str, above: str, following: str) -> bool:
    """Tell whether a line that looks like an item is one: a wrapped sentence may begin with a hyphen or a number."""
    return mark in ("-", "*", "+", "1.") or above.rstrip().endswith(":") or bool(LIST_ITEM.match(following))
