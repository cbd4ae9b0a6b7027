"""Headings are an outline that screen readers walk through."""

from collections.abc import Iterator
from itertools import pairwise

from site_builder.checks.blame import blame, pages_of
from site_builder.document import Heading
from site_builder.model import Built, Output, Page
from site_builder.problems import Problem


def heading_order(built: Built) -> Iterator[Problem]:
    """A page has one h1, its title, and no heading skips a level.

    Example:
        ## Before a storm

        #### At home

        Go inside.

    Why: a screen reader jumps from heading to heading; a missing level sounds like a missing part. (WCAG 2.2, 1.3.1)
    Fix: begin with `##` under the title, and go one `#` deeper at a time.
    """
    for output, page in pages_of(built):
        headings = built.documents[output.path].headings
        for extra in [each for each in headings if each.level == 1][1:]:
            message = f"`{extra.text}` is a second main heading: the title is the page's only one"
            yield at_heading(built, output, page, extra, message, "Write it with `##`")
        for before, heading in pairwise(headings):
            if heading.level > before.level + 1:
                message = f"the heading `{heading.text}` skips a level: h{before.level} to h{heading.level}"
                part = f"`{'#' * (before.level + 1)}`"
                beside = f"`{'#' * before.level}`, or with {part} for a part of `{before.text}`"
                hint = f"Write it with {beside if before.level > 1 else part}"
                yield at_heading(built, output, page, heading, message, hint)


def at_heading(built: Built, output: Output, page: Page, heading: Heading, message: str, hint: str) -> Problem:
    """Return a problem at a heading, in the page's source or in the template it comes from."""
    if any(each.text == heading.text for each in page.fragment.headings):
        return Problem(page.source.path, page.source.line_of_heading(heading.text), "heading-order", message, hint)
    return Problem(*blame(built, output, heading.text), "heading-order", message, hint)
