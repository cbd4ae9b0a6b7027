"""Private notes stay private."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem, clipped


def comment(built: Built) -> Iterator[Problem]:
    """No HTML comment is published.

    Example:
        Go inside. <!-- Ask Jo whether this is right -->

    Why: Markdown passes `<!-- … -->` on, and anybody can read it in the page's source.
    Fix: delete the comment; keep notes for colleagues in the pull request.
    """
    for page in built.site.pages:
        for number, text in enumerate(page.fragment.comments, 1):
            line = page.source.line_with("<!--", number)
            message = f"the comment `{clipped(text)}` would be published"
            yield Problem(
                page.source.path, line, "comment", message, "Delete it; keep notes for colleagues in the pull request"
            )
