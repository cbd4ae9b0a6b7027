"""Knows how to cut HTML that is written as we write it into its parts, several times as fast as the standard library.

Anything else is left to `html.parser`: what `parts_of` returns is what that would find, or None.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

Attribute = tuple[str, str | None]
Attributes = tuple[Attribute, ...]
Part = tuple[str, str, Attributes]
"""What it is ("start", "empty", "end", "comment", "text"), its name or its text, and its attributes."""

PART = re.compile(
    r"<(?:/(?P<end>[a-z][a-z0-9-]*)>"
    r"|(?P<start>[a-z][a-z0-9-]*)(?P<attributes>(?:[ \n\t]+[a-zA-Z][a-zA-Z0-9_:.-]*(?:=\"[^\"]*\")?)*)"
    r"[ \n\t]*(?P<empty>/?)>"
    r"|!--(?P<comment>(?:(?!--)[^>])*)-->"
    r"|!doctype html>)"
    r"|(?P<text>[^<]+)"
)
ATTRIBUTE = re.compile(r"[ \n\t]+([a-zA-Z][a-zA-Z0-9_:.-]*)(?:=\"([^\"]*)\")?")
RIDDLE = re.compile(r"&(?!(?:amp|lt|gt|quot|#[0-9]+);)")
"""A sign in an attribute that versions of the standard library read in different ways."""
CODE = ("script", "style")
WORDS_ALONE = ("textarea", "title")
OTHERS = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"))
"""Elements whose content versions of the standard library read in different ways."""


def parts_of(html: str) -> list[Part] | None:
    """Return the parts of HTML in order, None where only `html.parser` can tell."""
    try:
        return cut(html)
    except ValueError:
        return None


def cut(html: str) -> list[Part]:
    """Return the parts of HTML in order. Raises ValueError for what is not written as we write it."""
    if "\0" in html:
        raise ValueError
    parts: list[Part] = []
    place, size, next_part = 0, len(html), PART.match
    while place < size:
        part = next_part(html, place)
        if part is None:
            raise ValueError
        place = part.end()
        end, name, attributes, empty, comment, text = part.groups()
        if text:
            parts.append(("text", unescape(text) if "&" in text else text, ()))
        elif end:
            parts.append(("end", end, ()))
        elif name:
            parts.append(("empty" if empty else "start", name, attributes_in(attributes) if attributes else ()))
            if name in CODE:
                place = end_of_code(html, place, name)
            elif name in OTHERS or (name in WORDS_ALONE and not holds_words_alone(html, place, name)):
                raise ValueError
        elif comment is not None:
            parts.append(("comment", comment, ()))
    return parts


@lru_cache(maxsize=10_000)
def attributes_in(text: str) -> Attributes:
    """Return the attributes of a start tag. Raises ValueError."""
    if RIDDLE.search(text):
        raise ValueError
    return tuple((name.lower(), value and unescape(value)) for name, value in pairs(text))


def pairs(text: str) -> Iterator[Attribute]:
    """Yield names and values as they are written, None for a name without a value."""
    return ((match[1], match[2]) for match in ATTRIBUTE.finditer(text))


def end_of_code(html: str, place: int, name: str) -> int:
    """Return where the end tag of a script or a style begins. Raises ValueError."""
    end = html.find(f"</{name}", place)
    if end < 0 or "<!--" in html[place:end] or not html.startswith(f"</{name}>", end):
        raise ValueError
    return end


def holds_words_alone(html: str, place: int, name: str) -> bool:
    """Tell whether nothing but text stands between here and an end tag."""
    return html.startswith(f"</{name}>", html.find("<", place))
