"""Knows what a tag of HTML says by itself, whatever stands round it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from site_builder.document import Element, Link, addresses_in

BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul"
    " x-block".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
TEXTS = {
    **dict.fromkeys(("script", "style", "template", "svg"), "unread"),
    "title": "title",
    "code": "code",
    "pre": "code",
}
"""What becomes of the text in some elements."""
HIDDEN = "hidden"
"""The attribute of what only a script may show, and the component that such an element counts as."""
LEVELS = {f"h{level}": level for level in range(1, 7)}
ADDRESSES = {
    "area": ("href",),
    "audio": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "img": ("src", "srcset"),
    "link": ("href",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
}
"""The attributes that hold addresses; that of `a` is noted with its text."""


class Tag(NamedTuple):
    """A tag: its element with the attributes by name, and what that means.

    `text` is what becomes of text in it ("unread", "title", "code", or "" as round it), `component` the name of the
    component that it is or "", `level` that of a heading or 0, `links` what it points to by itself.
    """

    name: str
    element: Element
    attributes: Mapping[str, str]
    is_block: bool
    is_void: bool
    text: str
    component: str
    level: int
    links: tuple[Link, ...]


@lru_cache(maxsize=10_000)
def tag_of(name: str, given: tuple[tuple[str, str | None], ...] = ()) -> Tag:
    """Return a tag by its name and its attributes: the frame of a page has the same ones on every page."""
    attributes = {attribute: value or "" for attribute, value in given}
    return Tag(
        name,
        Element(name, tuple(sorted(attributes.items()))),
        attributes,
        name in BLOCKS,
        name in VOID,
        TEXTS.get(name, ""),
        attributes.get("name" if name == "x-block" else "data-block", HIDDEN if HIDDEN in attributes else ""),
        LEVELS.get(name, 0),
        tuple(links_of(name, attributes)),
    )


def links_of(name: str, attributes: Mapping[str, str]) -> Iterator[Link]:
    """Yield what an element points to by itself."""
    for attribute in ADDRESSES.get(name, ()):
        for address in addresses_in(attribute, attributes.get(attribute, "")):
            if attribute in attributes:
                yield Link(name, attribute, address)
