"""Knows how to apply Python-Markdown's inline patterns only to the text that holds a sign of them.

What most text holds beside words, it makes elements of by itself, with the same result.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString, Registry

Item = TypeVar("Item")

INLINE = {
    "backtick": ("BacktickInlineProcessor", "`"),
    "escape": ("EscapeInlineProcessor", "\\"),
    "footnote": ("FootnoteInlineProcessor", "[^"),
    "reference": ("ReferenceInlineProcessor", "["),
    "link": ("LinkInlineProcessor", "["),
    "image_link": ("ImageInlineProcessor", "!["),
    "image_reference": ("ImageReferenceInlineProcessor", "!["),
    "short_reference": ("ShortReferenceInlineProcessor", "["),
    "short_image_ref": ("ShortImageReferenceInlineProcessor", "!["),
    "autolink": ("AutolinkInlineProcessor", "<"),
    "automail": ("AutomailInlineProcessor", "<"),
    "linebreak": ("SubstituteTagInlineProcessor", "  \n"),
    "html": ("HtmlInlineProcessor", "<"),
    "entity": ("HtmlInlineProcessor", "&"),
    "em_strong": ("DelimiterProcessor", "*|_"),
}
"""The class of each inline pattern, and what text must hold for it to match: for `*|_` either sign."""

DASHES = {"smarty-em-dashes": "--", "smarty-en-dashes": "--", "smarty-ellipses": "..."}
QUOTES = dict(enumerate(("'", '"', "\"'", "'\"", "'\"", "\"'", "'", "'", "'", "'", "'", '"', '"', '"', '"')))
SMARTY = {
    name: ("SubstituteTextPattern", signs)
    for name, signs in {**DASHES, **{f"smarty-quotes-{number}": signs for number, signs in QUOTES.items()}}.items()
}
"""The same for the patterns that make typographic quotes and dashes."""

Made = tuple[str, list[etree.Element]]
"""What a text becomes: words, and the elements behind them, each with the words behind it."""

PLAIN = r"[^`\\\[\]<&*_{]"
STRESSED = rf"\*(?<!\S\*)(?P<more>\*?)(?P<stressed>(?!\s){PLAIN}+(?<!\s))\*(?P=more)(?!\*)"
LINK = rf"\[(?<!!\[)(?P<words>(?!\^){PLAIN}+)\]\((?P<address>[\w/.:#?&=%+,;~@-]+)\)"
"""`*words*` or `**words**` behind white space, and `[words](/address/)`, with no sign of a pattern in the words."""


class QuickInline(InlineProcessor):
    """Applies the patterns of an `InlineProcessor` to the text that holds a sign of any, and only those it may hold.

    `own` are our own patterns, or none where text is not to be made elements of here.
    """

    def __init__(
        self, stock: InlineProcessor, known: Mapping[str, tuple[str, str]], own: Sequence[InlinePattern] = ()
    ) -> None:
        super().__init__(stock.md)
        self.patterns = [
            (stock.inlinePatterns[name], known[name][1].split("|")) for name in ordered(stock.inlinePatterns, known)
        ]
        self.inlinePatterns: Any = stock.inlinePatterns
        self.signs = sorted({sign for _, needed in self.patterns for sign in needed})
        self.simple = SimpleText(own) if own else None

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Apply the patterns to a tree. Text that needs none is taken out for the time of the work."""
        whole = "\0".join(tree.itertext())
        signs = tuple(sign for sign in self.signs if sign in whole)
        if not signs:
            return tree
        texts, tails, said = self.take_plain(tree, finder(signs))
        if said:
            whole = "\n\0".join(said)
            self.inlinePatterns = [
                pattern for pattern, needed in self.patterns if any(sign in whole for sign in needed)
            ]
            super().run(tree, ancestors)
        for element, (text, children) in texts:
            element.text = text
            element[:0] = children
        for element, tail in tails:
            element.tail = tail
        return tree

    def take_plain(
        self, tree: etree.Element, awake: Callable[[str], object]
    ) -> tuple[list[tuple[etree.Element, Made]], list[tuple[etree.Element, str]], list[str]]:
        """Take the texts and tails out of a tree that the patterns need not see; return them, and those left in."""
        texts: list[tuple[etree.Element, Made]] = []
        tails, said = [], []
        simple = self.simple
        for element in tree.iter():
            if text := element.text:
                made = (text, []) if not awake(text) else simple and simple.made_of(text, awake)
                if made:
                    texts.append((element, made))
                    element.text = None
                else:
                    said.append(text)
            if tail := element.tail:
                if awake(tail):
                    said.append(tail)
                else:
                    tails.append((element, tail))
                    element.tail = None
        return texts, tails, said


class SimpleText:
    """Makes elements of text in which only stressed words, links and our own patterns stand beside words."""

    def __init__(self, own: Sequence[InlinePattern]) -> None:
        self.own: Any = own
        self.find = re.compile("|".join((STRESSED, LINK, *(pattern.pattern for pattern in own)))).finditer

    def made_of(self, text: str, awake: Callable[[str], object]) -> Made | None:
        """Return what a text becomes, None for other text, code, and text with a break of the line."""
        if isinstance(text, AtomicString) or STX in text or "  \n" in text:
            return None
        matches = list(self.find(text))
        ends = [0, *(match.end() for match in matches)]
        starts = [*(match.start() for match in matches), len(text)]
        first, *words = [text[end:start] for end, start in zip(ends, starts, strict=True)]
        if awake("\0".join((first, *words))):
            return None
        elements = [self.element_of(match) for match in matches]
        for element, tail in zip(elements, words, strict=True):
            element.tail = tail
        return first, elements

    def element_of(self, match: re.Match[str]) -> etree.Element:
        """Return the element that stands for a part of a text."""
        if match["stressed"]:
            element = etree.Element("strong" if match["more"] else "em")
            element.text = match["stressed"]
        elif match["address"]:
            element = etree.Element("a", {"href": match["address"]})
            element.text = match["words"]
        else:
            text, start = match.string, match.start()
            found = ((pattern, pattern.getCompiledRegExp().match(text, start)) for pattern in self.own)
            element = next(pattern.handleMatch(own, text)[0] for pattern, own in found if own)
        return element


@lru_cache(maxsize=1_000)
def finder(signs: tuple[str, ...]) -> Callable[[str], object]:
    """Return a function that tells whether a text holds any of some signs.

    The last letter of a sign is looked for, since the first one may be a space.
    """
    ends = (rf"{re.escape(sign[-1])}(?<={re.escape(sign)})" for sign in signs)
    return re.compile("|".join(ends)).search


def ordered(registry: Registry[Item], known: Iterable[str]) -> list[str]:
    """Return names in the order of a registry."""
    return sorted(known, key=registry.get_index_for_name)
