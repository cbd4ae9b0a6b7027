"""Every picture can be heard."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from site_builder.checks.blame import as_written, blame, pages_of
from site_builder.document import Image
from site_builder.model import Built
from site_builder.problems import Problem, clipped

FILE_NAME = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
IDLE_START = re.compile(r"(image|picture|photo|photograph|graphic|icon) of\b", re.IGNORECASE)
LONGEST = 160


def image_text(built: Built) -> Iterator[Problem]:
    """Every image has words that stand for it, and they say what it shows.

    Example:
        ![](/images/map.png)

    Why: a screen reader reads them aloud, and a slow phone shows them in place of the picture. (WCAG 2.2, 1.1.1)
    Fix: `![What the picture shows](/images/name.png)`.
    """
    for output, page in pages_of(built):
        own = page.fragment.images
        seen: Counter[str] = Counter()
        for published in built.documents[output.path].images:
            image = replace(published, address=as_written(built, published.address))
            seen[image.address] += 1
            message = fault_of(image, is_content=image in own)
            if message:
                path, line = blame(built, output, image.address, seen[image.address])
                yield Problem(path, line, "image-text", message, "Say in one sentence what the picture tells")


def fault_of(image: Image, is_content: bool) -> str:
    """Return what is wrong with an image's words, or ""; a template may use "" for decoration."""
    name = f"the image `{image.address}`"
    if image.alt is None or (is_content and not image.alt.strip()):
        return f"{name} has no words that stand for it"
    if FILE_NAME.search(image.alt) or image.alt == PurePosixPath(image.address).stem:
        return f"{name} has its file name for words"
    if IDLE_START.match(image.alt):
        return f"{name} has words that begin `{clipped(image.alt, 20)}`: a screen reader says that it is an image"
    if len(image.alt) > LONGEST:
        return f"{name} has {len(image.alt)} characters of words, and {LONGEST} fit"
    return ""
