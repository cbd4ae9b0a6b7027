"""What stands in `content/images/` is a picture."""

import re
from collections.abc import Iterator

from site_builder.late import late
from site_builder.model import Built
from site_builder.problems import Problem

image_fault = late("images", "image_fault")

GOOD_NAME = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.[A-Za-z]+")


def image_file(built: Built) -> Iterator[Problem]:
    """Each file of `content/images/` is a picture of the kind that its name says, which phones can draw.

    Example:
        -- content/images/map.svg --
        <svg xmlns="http://www.w3.org/2000/svg"><script>go()</script></svg>

    Why: each is published as it is; a page or a drawing with a script would run on the office's own address, and a
    picture of many million points can stop an old phone.
    Fix: save it again as PNG, JPEG, WebP or AVIF, smaller; a drawing as plain SVG, without scripts and links.
    """
    for path, body in built.site.project.under("content/images").items():
        name = path.removeprefix("content/images/")
        if not GOOD_NAME.fullmatch(name):
            message = f"`{name}` cannot be an address"
            hint = "Name it with letters, digits and hyphens, and one dot before its ending"
            yield Problem(path, 0, "image-file", message, hint)
        elif fault := image_fault(path, body):
            yield Problem(path, 0, "image-file", f"this is no picture for a page: {fault}", "Save it again as one")
