"""What is meant for a list is one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from site_builder.markup import LIST_ITEM, line_finder, prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

CLOSE = re.compile(r"^(?P<indent> *)(?P<mark>[-+](?=[^\W\d_])|\d{1,2}\.(?=[^\W\d_]|\*\*))")
"""A mark with no space behind it; a star may begin italic words, which `unclosed_mark` judges."""
DASH = re.compile(r"^(?P<indent> *)(?P<mark>[o–—]) +(?=\S)")
LETTER = re.compile(r"^(?P<indent> *)(?P<mark>(?P<letter>[A-Za-z])[.)]) +(?=\S)")
MEANING = re.compile(r"^(?P<indent>)(?P<mark>:)(?=[^\W_])(?!\w+:)")
INNER = re.compile(r"^(?P<indent> *(?:[-*+]|\d+\.) +)(?P<mark>[•‣▪●◦‧∙○■□▶►➢✓✔·–—-]) +(?=\S)")

ANY = line_finder(CLOSE, DASH, LETTER, MEANING, INNER)


def list_mark(source: Source) -> Iterator[Problem]:
    """A list item begins with `-` or a number and a full stop, and then a space; a meaning with `:` and a space.

    Example:
        -Water for three days
        -Food that keeps

    Why: anything else is text to Markdown, and the list becomes one long line.
    Fix: put a space behind the mark, or write `-` or `1.` in its place; `python3 build.py fix` does it but for letters,
    which the text may name.
    """
    if not ANY.search(source.text):
        return
    lines = (*prose_lines(source.text, source.body_line), (0, ""))
    above = ""
    for (number, line), (_, below) in pairwise(lines):
        if found := fault_of(above, line, below):
            mark, message, new = found
            column = line.index(mark) + 1
            edit = Edit(number, 1, (new,), is_safe=mark == "o" or not mark[0].isalpha())
            yield Problem(source.path, number, "list-mark", message, "Write it as Markdown does", column, edit)
        above = line


def fault_of(above: str, line: str, below: str) -> tuple[str, str, str] | None:
    """Return the mark that begins no item, what is wrong with it, and the line with one that does; None for others."""
    if inner := INNER.match(line):
        return (
            inner["mark"],
            f"`{inner['mark']}` is a second mark of the list item",
            line.replace(inner[0], inner[1], 1),
        )
    if (meaning := MEANING.match(line)) and above.strip():
        return ":", "`:` has no space behind it", f": {line[meaning.end() :]}"
    if (close := CLOSE.match(line)) and begins(CLOSE, above, below):
        message = f"`{close['mark']}` has no space behind it, and begins no list item"
        return close["mark"], message, f"{close[0]} {line[close.end() :]}"
    if (dash := DASH.match(line)) and begins(DASH, above, below):
        message = f"`{dash['mark']}` begins no list item"
        return dash["mark"], message, f"{dash['indent']}- {line[dash.end() :]}"
    if (letter := LETTER.match(line)) and follows(letter["letter"], above, below):
        message = f"`{letter['mark']}` begins no list item: Markdown counts with numbers"
        number = ord(letter["letter"].lower()) - ord("a") + 1
        return letter["mark"], message, f"{letter['indent']}{number}. {line[letter.end() :]}"
    return None


def begins(mark: re.Pattern[str], above: str, below: str) -> bool:
    """Tell whether a line with a mark is meant for a list item: a wrapped sentence may begin with one too."""
    return (
        not above.strip()
        or above.rstrip().endswith(":")
        or any(mark.match(line) or LIST_ITEM.match(line) for line in (above, below))
    )


def follows(letter: str, above: str, below: str) -> bool:
    """Tell whether a letter counts: the one before it stands above, or the one behind it below."""
    near = ((above, -1), (below, 1))
    return any((found := LETTER.match(line)) and ord(found["letter"]) == ord(letter) + step for line, step in near)
