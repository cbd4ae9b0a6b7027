"""What stands behind a value is not lost."""

import re
from collections.abc import Iterator

from site_builder.problems import Edit, Problem
from site_builder.source import Source
from site_builder.yaml_lines import quoted

WITH_COMMENT = re.compile(r"^[\w-]+: +(?![\"'\[{#|>])[^#]*?\s(?P<lost>#.*)$")


def yaml_comment(source: Source) -> Iterator[Problem]:
    """No value in the settings of a page is cut short by a `#`.

    Example:
        ---
        title: Storm #1
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Go inside.

    Why: YAML takes ` #` and all behind it for a note, so that the title would be only "Storm".
    Fix: put the value in quotes; write a note on a line of its own that begins with `#`.
    """
    for number, line in enumerate(source.text.split("\n")[1 : source.body_line - 2], 2):
        if match := WITH_COMMENT.match(line):
            message = f"`{match['lost']}` is taken for a note and left out"
            new = quoted(line)
            edit = Edit(number, 1, (new,)) if new else None
            hint = "Put the whole value in quotes, or the note on a line of its own"
            yield Problem(source.path, number, "yaml-comment", message, hint, match.start("lost") + 1, edit)
