"""A title tells pages apart."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem


def same_title(built: Built) -> Iterator[Problem]:
    """No two pages of a language have the same title or the same description.

    Example:
        ---
        title: About this site
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Go inside.

    Why: in a list of results or of open tabs nobody could tell them apart. (WCAG 2.2, 2.4.2)
    Fix: name what is special about each page.
    """
    first: dict[tuple[str, str, str], str] = {}
    for page in built.site.pages:
        for name in ("title", "description"):
            value = str(getattr(page.meta, name))
            other = first.setdefault((page.source.language, name, value.casefold()), page.source.path)
            if other != page.source.path:
                message = f"the {name} is the same as in `{other}`"
                line = page.source.line_with(f"{name}:")
                yield Problem(page.source.path, line, "same-title", message, "Name what is special about this page")
