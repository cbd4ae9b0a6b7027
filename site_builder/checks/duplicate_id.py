"""An id names one thing on a page."""

from collections import Counter
from collections.abc import Iterator

from site_builder.checks.blame import blame, pages_of
from site_builder.model import Built
from site_builder.problems import Problem


def duplicate_id(built: Built) -> Iterator[Problem]:
    """No id stands twice on a page.

    Example:
        ## Water {#water}

        Store it.

        ## Safe water {#water}

        Boil it.

    Why: a link to it leads to the first only, and a screen reader may read the wrong label.
    Fix: give one of the headings its own id: `## Before the storm {#before-storm}`.
    """
    for output, page in pages_of(built):
        for name, count in Counter(built.documents[output.path].ids).items():
            if count > 1:
                twins = [each for each in page.fragment.headings if each.id == name]
                path, line = blame(built, output, f'id="{name}"', count)
                if twins:
                    path, line = page.source.path, page.source.line_of_heading(twins[-1].text, len(twins))
                is_framed = len(twins) == 1 and page.ids.count(name) == 1
                message = (
                    f"the frame of every page has the id `{name}` as well"
                    if is_framed
                    else (f"the id `{name}` stands {count} times on the page")
                )
                whose = "the heading" if is_framed else "one of them"
                hint = f"Give {whose} another id, such as `{{#{name}-more}}` at its end"
                yield Problem(path, line, "duplicate-id", message, hint)
