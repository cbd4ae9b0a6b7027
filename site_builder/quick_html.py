"""Knows how to cut HTML that is written as we write it into its parts, several times as fast as the standard library.

Anything else is left to `html.parser`: what `cut` yields is what that would find, or it raises Riddle.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from site_builder.tags import Tag, tag_of

END = re.compile(r"/([a-z][a-z0-9-]*)")
START = re.compile(r"([a-z][a-z0-9-]*)((?:[ \n\t]+[a-zA-Z][a-zA-Z0-9_:.-]*(?:=\"[^\"]*\")?)*)[ \n\t]*(/?)")
ATTRIBUTE = re.compile(r"[ \n\t]+([a-zA-Z][a-zA-Z0-9_:.-]*)(?:=\"([^\"]*)\")?")
COMMENT = re.compile(r"!--((?:(?!--)[^>])*)--")
UNCLEAR = re.compile(r"&(?!(?:amp|lt|gt|quot|#[0-9]+);)")
"""A sign in an attribute that versions of the standard library read in different ways."""
CODE = ("script", "style")
WORDS_ALONE = ("textarea", "title")
OTHERS = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "xmp"))
"""Elements whose content versions of the standard library read in different ways."""


class Riddle(ValueError):
    """HTML that only `html.parser` can tell the meaning of."""


class Part(NamedTuple):
    """What stands between `<` and `>`: the start of a tag, its end, both, or else a comment or nothing.

    `bare` names the element that it begins if what stands in that is no HTML.
    """

    begins: bool
    ends: bool
    tag: Tag = tag_of("")
    comment: str | None = None
    bare: str = ""


NOTHING = Part(False, False)


def cut(html: str) -> Iterator[tuple[Part, str]]:
    """Yield each part of HTML with the text behind it. Raises Riddle for what is not written as we write it."""
    if "\0" in html:
        raise Riddle
    first, *pieces = html.split("<")
    yield NOTHING, unescape(first)
    bare = ""
    for piece in pieces:
        if bare and not piece.startswith(f"/{bare}>"):
            if bare in WORDS_ALONE or piece.startswith("!--") or piece.lower().startswith(f"/{bare}"):
                raise Riddle
            continue
        inner, end, text = piece.partition(">")
        if not end:
            raise Riddle
        part = part_of(inner)
        bare = part.bare
        yield part, unescape(text) if "&" in text else text
    if bare:
        raise Riddle


@lru_cache(maxsize=10_000)
def part_of(inner: str) -> Part:
    """Return what stands between `<` and `>`. Raises Riddle."""
    if start := START.fullmatch(inner):
        name, attributes, slash = start.groups()
        if name in OTHERS or UNCLEAR.search(attributes):
            raise Riddle
        tag = tag_of(name, attributes_in(attributes))
        bare = name if name in (*CODE, *WORDS_ALONE) and not slash else ""
        return Part(True, bool(slash) and not tag.is_void, tag, bare=bare)
    if end := END.fullmatch(inner):
        return Part(False, True, tag_of(end[1]))
    if comment := COMMENT.fullmatch(inner):
        return Part(False, False, comment=comment[1])
    if inner == "!doctype html":
        return NOTHING
    raise Riddle


def attributes_in(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the names and values of attributes, None for a name without a value."""
    found = ((match[1].lower(), match[2]) for match in ATTRIBUTE.finditer(text))
    return tuple((name, value and unescape(value)) for name, value in found)
