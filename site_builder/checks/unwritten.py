"""No page is public before it is written."""

import re
from collections.abc import Iterator

from site_builder.markup import prose_lines
from site_builder.problems import Problem
from site_builder.source import Source

SKELETON = (
    "Write how to get ready.",
    "Write the first thing to do.",
    "Write what harms people.",
    "Write what has happened, and what to do.",
    "Write what readers need to know first.",
    "Write what to do when it is over.",
    "Write what to do while it lasts.",
    "Write which way is safe here, and where it is not.",
)
"""What `new` puts where a text goes."""
PLACEHOLDER = re.compile(rf"{'|'.join(map(re.escape, SKELETON))}|\b(?:TODO|TBD|FIXME)\b|\b[Ll]orem ipsum\b")
SIGNS = (*SKELETON, "TODO", "TBD", "FIXME", "orem ipsum")
"""What each of them holds one of: a text that holds none is not looked at again."""
DRAFT = re.compile(r"^draft: true\s*$", re.MULTILINE)


def unwritten(source: Source) -> Iterator[Problem]:
    """No page but a draft has a line that stands for a text still to be written.

    Example:
        Write what readers need to know first.

    Why: a reader who needs help would find a note to a colleague in its place.
    Fix: write the text, or keep `draft: true` in the settings until it is written.
    """
    if not any(sign in source.text for sign in SIGNS):
        return
    if DRAFT.search("\n".join(source.text.split("\n")[1 : source.body_line - 2])):
        return
    for number, line in prose_lines(source.text, source.body_line):
        if found := PLACEHOLDER.search(line):
            message = f"`{found[0]}` stands where a text should"
            hint = "Write the text, or keep `draft: true` until it is written"
            yield Problem(source.path, number, "unwritten", message, hint, found.start() + 1)
