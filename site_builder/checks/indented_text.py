"""Text that is indented is not taken for code."""

import re
from collections.abc import Iterator

from site_builder.markup import LIST_ITEM, prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

HOLDS_PARAGRAPHS = re.compile(r"(?: {0,3})(?::   |\[\^[^\]]+\]:)")
"""A definition or a footnote: what is indented below belongs to it, as it does in a list."""

LOOSE = re.compile(r"\n(?:\s*|(?:---|```|~~~).*)\n    ")
"""A line that is indented and has no text above it."""


def indented_text(source: Source) -> Iterator[Problem]:
    """No paragraph begins with 4 spaces, but in a list, a definition or a footnote.

    Example:
        Go inside.

            Stay away from windows.

    Why: Markdown takes it for the text of a program, in letters of one width that no line breaks.
    Fix: take the spaces out; `python3 build.py fix` does it.
    """
    if not LOOSE.search(source.text):
        return
    is_inside, above = False, ""
    for number, line in prose_lines(source.text, source.body_line):
        is_indented = line.startswith("    ") and bool(line.strip())
        if line.strip() and not line.startswith(" "):
            is_inside = bool(LIST_ITEM.match(line) or HOLDS_PARAGRAPHS.match(line)) or (
                is_inside and bool(above.strip())
            )
        elif LIST_ITEM.match(line) and not is_indented:
            is_inside = True
        if is_indented and not is_inside and not above.strip():
            edit = Edit(number, 1, (line.strip(),), True)
            hint = "Take the spaces before it out"
            yield Problem(source.path, number, "indented-text", "the text is taken for code", hint, 1, edit)
        above = line
