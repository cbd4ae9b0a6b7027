"""No cell of a table is lost."""

import re
from collections.abc import Iterator
from itertools import groupby

from site_builder.markup import prose_lines
from site_builder.model import Source
from site_builder.problems import Edit, Problem

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
    lines = prose_lines(source.text, source.body_line)
    for is_row, rows in groupby(lines, lambda line: bool(ROW.match(line[1]))):
        if is_row:
            yield from judge(source.path, list(rows))


def judge(path: str, rows: list[tuple[int, str]]) -> Iterator[Problem]:
    """Yield what is wrong with lines that begin with a bar; where the head begins with none, nothing is judged."""
    (first, head), *below = rows
    if RULE.match(head):
        return
    wanted = cells(head)
    if not below or not RULE.match(below[0][1]):
        rule = f"| {' | '.join(['---'] * wanted)} |"
        hint = "Write a line of hyphens below the head"
        yield Problem(
            path, first, "table-row", "the table has no line of hyphens", hint, 1, Edit(first + 1, 0, (rule,))
        )
        return
    for number, row in below:
        if (count := cells(row)) != wanted:
            message = f"the row has {count} cells, and the head has {wanted}"
            hint = "Write as many as in the head; an empty cell is `| |`"
            yield Problem(path, number, "table-row", message, hint, 1)


def cells(row: str) -> int:
    """Return how many cells a row of a table has."""
    return CODE.sub("", row).strip().removeprefix("|").removesuffix("|").count("|") + 1
