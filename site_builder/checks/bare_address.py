"""An address in the text is a link."""

import re
from collections.abc import Iterator

from site_builder.markup import prose_lines
from site_builder.problems import Problem
from site_builder.source import Source

NO_TEXT = re.compile(
    r"`[^`]*`"
    r"|!?\[[^\]]*\]\([^)]*\)"
    r"|^ {0,3}\[[^\]]+\]:.*"
    r"|<[^>]*>"
    r"|\{\{[^}]*\}\}"
)
"""What a reader does not see as text: code, the address of a link, a defined address, an element, a fact."""
ADDRESS = re.compile(r"(?<![\w@/.-])(?:https?://|www\.)[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?'*_]", re.IGNORECASE)


def bare_address(source: Source) -> Iterator[Problem]:
    """No web address stands bare in a text.

    Example:
        See https://www.weather.gov/jan for warnings.

    Why: Markdown makes no link of it, so that the reader must type it; and a screen reader spells it out.
    Fix: link the words that name the page: `[the Weather Service](https://www.weather.gov/jan)`.
    """
    for number, line in prose_lines(source.text, source.body_line):
        if "://" not in line and "www." not in line.lower():
            continue
        seen = NO_TEXT.sub(lambda match: " " * len(match[0]), line)
        for found in ADDRESS.finditer(seen):
            message = f"the address `{found[0]}` is no link"
            hint = f"Write `[words that name the page]({found[0]})`"
            yield Problem(source.path, number, "bare-address", message, hint, found.start() + 1)
