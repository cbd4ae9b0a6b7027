"""A picture is shown."""

import re
from collections.abc import Iterator

from site_builder.markup import prose_lines
from site_builder.problems import Edit, Problem, clipped
from site_builder.source import Source

ENDING = re.compile(r"\.(?:avif|gif|jpe?g|png|svg|webp)\)", re.IGNORECASE)
PICTURE_LINK = re.compile(
    r"`[^`]*`|(?:!\s+)?(?<![!\]\\])\[(?P<words>[^\[\]]*)\]\((?P<address>[^()\s]+\.(?:avif|gif|jpe?g|png|svg|webp))\)",
    re.IGNORECASE,
)
"""A link to a picture; or code, which has none."""


def picture_link(source: Source) -> Iterator[Problem]:
    """A picture has `!` right before its words; without it there is only a link to the file.

    Example:
        [Two people carry a kit](/images/kit.png)

    Why: the reader sees words in place of the picture, and leaves the page to see it.
    Fix: write `![Two people carry a kit](/images/kit.png)`.
    """
    lines = prose_lines(source.text, source.body_line) if ENDING.search(source.text) else ()
    for number, line in lines:
        found = next((each for each in PICTURE_LINK.finditer(line) if each["address"]), None)
        if found:
            message = f"`{clipped(found[0])}` is a link to a picture, not the picture"
            new = f"{line[: found.start()]}![{found['words']}]({found['address']}){line[found.end() :]}"
            edit = Edit(number, 1, (new,))
            hint = "Write `!` right before the `[`"
            yield Problem(source.path, number, "picture-link", message, hint, found.start() + 1, edit)
