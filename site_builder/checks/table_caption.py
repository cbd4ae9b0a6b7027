"""Every table says what it shows."""

from collections.abc import Iterator
from itertools import pairwise

from site_builder.document import Element
from site_builder.model import Built
from site_builder.problems import Problem
from site_builder.source import line_with

RULE = r"(?m)^ *\|?(?: *:?-{3,}:? *\|)+(?: *:?-{3,}:? *)?$"
"""The line of a Markdown table that stands between its heads and its rows."""


def table_caption(built: Built) -> Iterator[Problem]:
    """Every table has a caption.

    Example:
        | Sign | Meaning |
        | --- | --- |
        | Siren | Go inside |

    Why: somebody who hears the page, or meets the table after scrolling, has to know what it is about before its cells.
    (WCAG 2.2, 1.3.1, technique H39)
    Fix: write `Table: What it shows` above the table, with a blank line between.
    """
    for page in built.site.pages:
        number = 0
        for element, after in pairwise((*page.fragment.elements, Element("", ()))):
            if element.name == "table":
                number += 1
                if after.name != "caption":
                    line = line_with(page.source.text, rf"(?i){RULE}|<table", number) or page.source.body_line
                    hint = "Write `Table: What it shows` above it, with a blank line between"
                    yield Problem(page.source.path, line, "table-caption", "the table has no caption", hint)
