"""A link says where it leads."""

import re
from collections import Counter
from collections.abc import Iterator

from site_builder.checks.blame import as_written, blame, pages_of
from site_builder.model import Built
from site_builder.problems import Problem

IDLE = frozenset(
    "click|click here|details|go|here|learn more|link|more|more information|read more|see here|tap here|this|this link"
    "|this page|this site|website".split("|")
)
BARE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def link_text(built: Built) -> Iterator[Problem]:
    """Every link has words, and they make sense by themselves.

    Example:
        [Click here](/about-this-site/) to learn more.

    Why: a screen reader lists the links of a page without what stands round them. (WCAG 2.2, 2.4.4 and 2.4.9)
    Fix: link the words that name the page: `[Build a kit](/prepare/kit/)`.
    """
    for output, _page in pages_of(built):
        seen: Counter[str] = Counter()
        for link in built.documents[output.path].links:
            if link.element != "a":
                continue
            seen[link.address] += "body" in link.inside
            if not link.text:
                message = f"the link to `{as_written(built, link.address)}` has no words"
                hint = "Write `[words](address)`"
            elif link.text.lower().strip(" .!:…") in IDLE or BARE_ADDRESS.fullmatch(link.text):
                message = f"the link text `{link.text}` does not say where it leads"
                hint = "Link the words that name the page"
            else:
                continue
            yield Problem(*blame(built, output, link.address, seen[link.address]), "link-text", message, hint)
