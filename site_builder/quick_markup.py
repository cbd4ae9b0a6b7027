"""Knows how to make a Python-Markdown engine quick without changing what it says.

Python-Markdown tries every inline pattern on every piece of text, and every kind of block on every paragraph. Most text
holds none of the signs that the patterns begin with, so most of the work finds nothing. What is left out here is only
that; an engine in which anything unknown is registered stays as it was.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import STX, Registry

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

BLOCKS = {
    "empty": "EmptyBlockProcessor",
    "indent": "ListIndentProcessor",
    "defindent": "DefListIndentProcessor",
    "code": "CodeBlockProcessor",
    "table": "TableProcessor",
    "hashheader": "HashHeaderProcessor",
    "setextheader": "SetextHeaderProcessor",
    "hr": "HRProcessor",
    "olist": "SaneOListProcessor",
    "ulist": "SaneUListProcessor",
    "deflist": "DefListProcessor",
    "quote": "BlockQuoteProcessor",
    "footnote": "FootnoteBlockProcessor",
    "abbr": "AbbrBlockprocessor",
    "reference": "ReferenceProcessor",
    "paragraph": "ParagraphProcessor",
}
"""The class of each block processor. Only the paragraph's takes a block whose every line begins with a letter."""

TREES = {"inline": "InlineProcessor", "smarty": "InlineProcessor", "unescape": "UnescapeTreeprocessor"}
"""The class of each tree processor that has a quick form below."""

PLAIN_BLOCK = re.compile(r"[^\W\d_][^\n]*(?:\n[^\W\d_][^\n]*)*")


class Engine(markdown.Markdown):
    """Python-Markdown, with the question that it asks most often answered once for each tag."""

    def __init__(self, **settings: Any) -> None:
        self.levels: dict[object, bool] = {}
        super().__init__(**settings)

    def is_block_level(self, tag: object) -> bool:
        known = self.levels.get(tag)
        if known is None:
            known = self.levels[tag] = super().is_block_level(tag)
        return known


def quicken(engine: Engine, inline: Mapping[str, tuple[str, str]], blocks: Mapping[str, str]) -> bool:
    """Make an engine quick if it holds no more than is known here or given; tell whether it was made so.

    `inline` and `blocks` are our own patterns and processors, in the shape of `INLINE` and `BLOCKS`. A processor in
    `blocks` must leave blocks whose every line begins with a letter to the paragraph's.
    """
    trees: Any = engine.treeprocessors
    patterns = {**INLINE, **inline}
    processors = {**BLOCKS, **blocks}
    is_known = (
        all(type(trees[name]).__name__ == kind for name, kind in TREES.items())
        and holds_just(engine.inlinePatterns, {name: kind for name, (kind, _) in patterns.items()})
        and holds_just(trees["smarty"].inlinePatterns, {name: kind for name, (kind, _) in SMARTY.items()})
        and holds_just(engine.parser.blockprocessors, processors)
    )
    if is_known:
        trees.register(QuickInline(trees["inline"], patterns), "inline", 20)
        trees.register(QuickInline(trees["smarty"], SMARTY), "smarty", 6)
        trees.register(QuickUnescape(), "unescape", 0)
        engine.parser.blockprocessors = Settled(engine.parser, processors)
    return is_known


def holds_just(registry: Registry[Any], known: Mapping[str, str]) -> bool:
    """Tell whether a registry holds things of these names and classes, and nothing else."""
    return len(registry) == len(known) and all(
        name in registry and type(registry[name]).__name__ == kind for name, kind in known.items()
    )


def ordered(registry: Registry[Item], known: Iterable[str]) -> list[str]:
    """Return names in the order of a registry."""
    return sorted(known, key=registry.get_index_for_name)


class Settled(Registry[BlockProcessor]):
    """The block processors in an order made once, not for each block; plain paragraphs come first."""

    def __init__(self, parser: BlockParser, known: Iterable[str]) -> None:
        super().__init__()
        self.register(PlainParagraph(parser), "plain-paragraph", 1)
        for place, name in enumerate(ordered(parser.blockprocessors, known)):
            self.register(parser.blockprocessors[name], name, -place)
        self.settled = tuple(super().__iter__())

    def __iter__(self) -> Iterator[BlockProcessor]:
        return iter(self.settled)


class QuickUnescape(UnescapeTreeprocessor):
    """Looks for escaped signs only in text that holds their mark."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class PlainParagraph(ParagraphProcessor):
    """Takes a block that can only be a paragraph, before all others are asked."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return PLAIN_BLOCK.fullmatch(block) is not None


class QuickInline(InlineProcessor):
    """Applies the patterns of an `InlineProcessor` to the text that holds a sign of any, and only those it may hold."""

    def __init__(self, stock: InlineProcessor, known: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(stock.md)
        self.patterns = [
            (stock.inlinePatterns[name], known[name][1].split("|")) for name in ordered(stock.inlinePatterns, known)
        ]
        signs = {sign for _, needed in self.patterns for sign in needed}
        self.inlinePatterns: Any = stock.inlinePatterns
        self.awake = re.compile("|".join(re.escape(sign) for sign in sorted(signs))).search

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Apply the patterns to a tree. Plain text is taken out for the time of the work."""
        texts, tails, said = self.take_plain(tree)
        if said:
            whole = "\n\0".join(said)
            self.inlinePatterns = [
                pattern for pattern, needed in self.patterns if any(sign in whole for sign in needed)
            ]
            super().run(tree, ancestors)
        for element, text in texts:
            element.text = text
        for element, tail in tails:
            element.tail = tail
        return tree

    def take_plain(
        self, tree: etree.Element
    ) -> tuple[list[tuple[etree.Element, str]], list[tuple[etree.Element, str]], list[str]]:
        """Take the texts and tails out of a tree in which no pattern can match; return them, and those left in."""
        texts, tails, said = [], [], []
        awake = self.awake
        for element in tree.iter():
            if text := element.text:
                if awake(text):
                    said.append(text)
                else:
                    texts.append((element, text))
                    element.text = None
            if tail := element.tail:
                if awake(tail):
                    said.append(tail)
                else:
                    tails.append((element, tail))
                    element.tail = None
        return texts, tails, said
