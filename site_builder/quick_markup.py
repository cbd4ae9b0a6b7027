"""Knows how to make a Python-Markdown engine quick without changing what it says.

Python-Markdown tries every inline pattern on every piece of text, and every kind of block on every paragraph. Most text
holds none of the signs that the patterns begin with, so most of the work finds nothing. What is left out here is only
that; an engine in which anything unknown is registered stays as it was.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, STX, Registry

from site_builder.quick_inline import INLINE, SMARTY, QuickInline, finder, ordered

BLOCKS = {
    "empty": ("EmptyBlockProcessor", ""),
    "indent": ("ListIndentProcessor", ""),
    "defindent": ("DefListIndentProcessor", ""),
    "code": ("CodeBlockProcessor", ""),
    "table": ("TableProcessor", "|"),
    "hashheader": ("HashHeaderProcessor", "#"),
    "setextheader": ("SetextHeaderProcessor", ""),
    "hr": ("HRProcessor", ""),
    "olist": ("SaneOListProcessor", ""),
    "ulist": ("SaneUListProcessor", ""),
    "deflist": ("DefListProcessor", ": "),
    "quote": ("BlockQuoteProcessor", ">"),
    "footnote": ("FootnoteBlockProcessor", "]:"),
    "abbr": ("AbbrBlockprocessor", "*["),
    "reference": ("ReferenceProcessor", "]:"),
    "paragraph": ("ParagraphProcessor", ""),
}
"""The class of each block processor, and what a block must hold for it to be taken.

Only the paragraph's takes a block whose every line begins with a letter.
"""

TREES = {
    "inline": "InlineProcessor",
    "abbr": "AbbrTreeprocessor",
    "smarty": "InlineProcessor",
    "unescape": "UnescapeTreeprocessor",
}
"""The class of each tree processor that has a quick form below."""

LINES = {
    "normalize_whitespace": ("NormalizeWhitespace", 30, (STX, ETX, "\r", "\t", " \n"), ("", "")),
    "fenced_code_block": ("FencedBlockPreprocessor", 25, ("```", "~~~"), ()),
    "html_block": ("HtmlBlockPreprocessor", 20, ("<", "&"), ()),
}
"""The class of each preprocessor, its place, the signs without which it changes nothing, and what it adds even then."""

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


def quicken(engine: Engine, inline: Mapping[str, tuple[str, str]], blocks: Mapping[str, tuple[str, str]]) -> bool:
    """Make an engine quick if it holds no more than is known here or given; tell whether it was made so.

    `inline` and `blocks` are our own patterns and processors, in the shape of `INLINE` and `BLOCKS`. A processor in
    `blocks` must leave blocks whose every line begins with a letter to the paragraph's.
    """
    trees: Any = engine.treeprocessors
    patterns = {**INLINE, **inline}
    processors = {**BLOCKS, **blocks}
    is_known = (
        all(type(trees[name]).__name__ == kind for name, kind in TREES.items())
        and holds_just(engine.inlinePatterns, patterns)
        and holds_just(trees["smarty"].inlinePatterns, SMARTY)
        and holds_just(engine.parser.blockprocessors, processors)
        and all(type(engine.preprocessors[name]).__name__ == kind for name, (kind, *_) in LINES.items())
    )
    if is_known:
        own = [trees["inline"].inlinePatterns[name] for name in inline]
        trees.register(QuickInline(trees["inline"], patterns, own), "inline", 20)
        trees.register(QuickInline(trees["smarty"], SMARTY), "smarty", 6)
        trees.register(QuickAbbreviations(engine, trees["abbr"].abbrs), "abbr", 7)
        trees.register(QuickUnescape(), "unescape", 0)
        for name, (_, place, signs, more) in LINES.items():
            engine.preprocessors.register(QuickLines(engine.preprocessors[name], signs, more), name, place)
        engine.parser.blockprocessors = Settled(engine.parser, processors)
    return is_known


def holds_just(registry: Registry[Any], known: Mapping[str, tuple[str, str]]) -> bool:
    """Tell whether a registry holds things of these names and classes, and nothing else."""
    return len(registry) == len(known) and all(
        name in registry and type(registry[name]).__name__ == kind for name, (kind, _) in known.items()
    )


class Settled(Registry[BlockProcessor]):
    """The block processors in an order made once, not for each block; plain paragraphs come first."""

    def __init__(self, parser: BlockParser, known: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.register(PlainParagraph(parser), "plain-paragraph", 1)
        for place, name in enumerate(ordered(parser.blockprocessors, known)):
            stock, sign = parser.blockprocessors[name], known[name][1]
            self.register(QuickBlock(stock, sign) if sign else stock, name, -place)
        self.settled = tuple(super().__iter__())

    def __iter__(self) -> Iterator[BlockProcessor]:
        return iter(self.settled)


class QuickLines(Preprocessor):
    """Leaves lines that hold no sign of what a preprocessor looks for as they are, with some more behind them."""

    def __init__(self, stock: Preprocessor, signs: Iterable[str], more: tuple[str, ...]) -> None:
        super().__init__(stock.md)
        self.stock = stock
        self.signs = signs
        self.more = more

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join((*lines, ""))
        return self.stock.run(lines) if any(sign in text for sign in self.signs) else [*lines, *self.more]


class QuickAbbreviations(AbbrTreeprocessor):
    """Looks for abbreviations only in the parts of a tree that hold the letters of one."""

    def iter_element(self, el: etree.Element, parent: etree.Element | None = None) -> None:
        if parent is not None:
            super().iter_element(el, parent)
            return
        said = "\n".join(el.itertext())
        if terms := tuple(term for term in self.abbrs if term in said):
            self.look_into(el, finder(terms))

    def look_into(self, above: etree.Element, holds: Callable[[str], object]) -> None:
        """Look for abbreviations in the elements below one."""
        for child in [*above]:
            if (child.text and holds(child.text)) or (child.tail and holds(child.tail)):
                self.iter_element(child, above)
            else:
                self.look_into(child, holds)


class QuickUnescape(UnescapeTreeprocessor):
    """Looks for escaped signs only in a tree that holds their mark."""

    def run(self, root: etree.Element) -> None:
        values = (value for element in root.iter() for value in element.attrib.values())
        if any(STX in text for text in root.itertext()) or any(STX in value for value in values):
            super().run(root)


class QuickBlock(BlockProcessor):
    """Asks a block processor only about blocks that hold its sign."""

    def __init__(self, stock: BlockProcessor, sign: str) -> None:
        super().__init__(stock.parser)
        self.stock = stock
        self.sign = sign

    def test(self, parent: etree.Element, block: str) -> bool:
        return self.sign in block and self.stock.test(parent, block)

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        return self.stock.run(parent, blocks)


class PlainParagraph(ParagraphProcessor):
    """Takes a block that can only be a paragraph, before all others are asked."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return PLAIN_BLOCK.fullmatch(block) is not None
