"""No cell of a table is lost."""

import re
from collections.abc import Iterator
from itertools import groupby

from site_builder.markup import prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

ROW = re.compile(r"\s*\||\s*:?-+:?\s*\|")
RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
CODE = re.compile(r"`[^`]*`|\\\|")
"""Where a bar parts no cells."""


def table_row(source: Source) -> Iterator[Problem]:
    """Every row of a table has as many cells as its head, and a line of hyphens stands below the head.

    Example:
        | Sound | Do |
        | --- | --- |
        | Siren | Go inside | At once |

    Why: Markdown leaves out cells that have no head, and shows rows without the line of hyphens as bars in a sentence.
    Fix: give each row as many bars as the head; the line of hyphens too.
    """
    if "|" not in source.text:
        return
    lines = prose_lines(source.text, source.body_line)
    above: list[tuple[int, str]] = []
    for is_row, group in groupby(lines, lambda line: bool(ROW.match(line[1]))):
        rows = list(group)
        if is_row and is_cut(above):
            first, blanks = rows[0][0], above[1:]
            message, hint = "a blank line parts the row from its table", "Take the blank line above it out"
            edit = Edit(blanks[0][0], len(blanks), ())
            yield Problem(source.path, first, "table-row", message, hint, 1, edit)
        elif is_row:
            yield from judge(source.path, rows)
        elif any(" | " in line for _, line in rows):
            yield from without_bars(source.path, rows)
        above = above_next(above, rows, is_row)


def judge(path: str, rows: list[tuple[int, str]]) -> Iterator[Problem]:
    """Yield what is wrong with lines that begin with a bar; where the head begins with none, nothing is judged."""
    (first, head), *below = rows
    if RULE.match(head):
        return
    wanted = cells(head)
    if not below or not RULE.match(below[0][1]):
        hint = "Write a line of hyphens below the head"
        yield Problem(
            path,
            first,
            "table-row",
            "the table has no line of hyphens",
            hint,
            1,
            Edit(first + 1, 0, (rule_for(wanted),)),
        )
        return
    for number, row in below:
        count = cells(row)
        if count != wanted and row == below[0][1]:
            message = f"the line of hyphens has {counted(count)}, and the head has {wanted}"
            edit = Edit(number, 1, (rule_for(wanted),), True)
            yield Problem(path, number, "table-row", message, "Write as many as in the head", 1, edit)
        elif count != wanted:
            message = f"the row has {counted(count)}, and the head has {wanted}"
            hint = "Write as many as in the head; an empty cell is `| |`"
            yield Problem(path, number, "table-row", message, hint, 1)


def above_next(above: list[tuple[int, str]], rows: list[tuple[int, str]], is_row: bool) -> list[tuple[int, str]]:
    """Return the last row of a table and the blank lines behind it, or nothing where text stands between."""
    if is_row:
        return [rows[-1]] if len(rows) > 1 or above else []
    return [*above, *rows] if above and not any(line.strip() for _, line in rows) else []


def is_cut(above: list[tuple[int, str]]) -> bool:
    """Tell whether what stands above a row is a table and a blank line."""
    return len(above) == 2


def without_bars(path: str, rows: list[tuple[int, str]]) -> Iterator[Problem]:
    """Yield a problem for lines with bars in them, two or more, that make no table for want of a line of hyphens."""
    for has_bars, group in groupby(rows, lambda line: " | " in CODE.sub("", line[1])):
        lines = list(group)
        if has_bars and len(lines) > 1:
            number, head = lines[0]
            edit = Edit(number + 1, 0, (rule_for(cells(head)),))
            hint = "Write a line of hyphens below the head"
            yield Problem(path, number, "table-row", "the table has no line of hyphens", hint, 1, edit)


def rule_for(count: int) -> str:
    """Return the line of hyphens for a head of some cells."""
    return f"| {' | '.join(['---'] * count)} |"


def counted(count: int) -> str:
    """Return a number of cells in words."""
    return "1 cell" if count == 1 else f"{count} cells"


def cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    return CODE.sub("", row).strip().removeprefix("|").removesuffix("|").count("|") + 1
