"""A page is more than its title."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem

WRITTEN = ("guide", "notice", "order", "page")
"""The kinds of page that are what their text says: others list pages, hold a form or have parts that they must have."""


def empty_page(built: Built) -> Iterator[Problem]:
    """A page has a text below its settings, unless it is a draft or of a kind that fills itself, such as `section`.

    Example:
        ---
        title: Storm
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---

    Why: a reader who follows a link finds a title and nothing to do.
    Fix: write the text, or keep `draft: true` in the settings until it is written.
    """
    for page in built.site.pages:
        if page.meta.kind in WRITTEN and not page.meta.draft and not page.fragment.elements:
            message = "the page has no text below its settings"
            hint = "Write the text below this line, or keep `draft: true` until it is written"
            yield Problem(page.source.path, page.source.body_line - 1, "empty-page", message, hint)
