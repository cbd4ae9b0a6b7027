"""Knows how Markdown becomes an HTML fragment, with our own additions.

Additions: `::: name Title` ... `:::` makes a component, `{{ name }}` a fact, `{{ contact.name.phone }}` a contact's
phone, `## Heading {#id}` an id, `## Heading {#id #old}` keeps an old id beside it, and a paragraph `Table: words` above
a table its caption. What a component looks like, and what a fact's value is, is known at render.
"""

import re
import unicodedata
import xml.etree.ElementTree as etree
from functools import cache, lru_cache
from html import unescape
from itertools import pairwise

import markdown
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.smarty import SmartyExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX, AtomicString

from site_builder.document import INSERT, insert_of
from site_builder.quick_markup import Engine, quicken

COMPONENTS = ("do-now", "contrast", "steps", "checklist", "warning", "note", "details", "cards", "contact", "keep")
FENCE = re.compile(r"^:::(?:[ ]+(?P<name>[^\s{]+)(?:[ ]+(?P<title>[^{]*?))?(?:[ ]*\{#(?P<id>[\w-]+)\})?)?[ ]*$")
HEADING_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z][\w-]*)(?P<old>(?: +#[A-Za-z][\w-]*)*)\}\s*$")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
LIST_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|\d+\.)(?P<space> +)(?=\S)")
OWN_ELEMENT = re.compile(r"</?(x-(?:block|fact|contact))\b", re.IGNORECASE)
CODE_FENCE = re.compile(r"^(```|~~~)")
REFERENCE = re.compile(r"&#?\w+;")

OWN_PATTERNS = {"insert": ("Insert", "{{")}
OWN_BLOCKS = {"component": ("ComponentBlock", ":::")}
"""What `SiteExtension` registers, for `quicken`."""


def to_html(text: str, abbreviations: tuple[tuple[str, str], ...] = ()) -> str:
    """Return Markdown as an HTML fragment.

    Raises RecursionError for lists or quotes nested hundreds deep, and ValueError with its name for an element in the
    text that only this module may write.
    """
    engine = engine_for(abbreviations)
    html = engine.reset().convert(text)
    for raw in engine.htmlStash.rawHtmlBlocks:
        if forged := OWN_ELEMENT.search(str(raw)):
            raise ValueError(forged[1])
    return html


def is_torn(html: str) -> bool:
    """Tell whether Markdown left in what stood for a part of the text: no file itself may hold these signs."""
    return ETX in html or STX in html


@cache
def engine_for(abbreviations: tuple[tuple[str, str], ...]) -> markdown.Markdown:
    """Return this process's one Markdown engine for a glossary: making one costs a third of a page."""
    engine = stock_engine(abbreviations)
    quicken(engine, OWN_PATTERNS, OWN_BLOCKS)
    return engine


def stock_engine(abbreviations: tuple[tuple[str, str], ...]) -> Engine:
    """Return a Markdown engine that works as its library does. To find extensions by name would take a while."""
    return Engine(
        extensions=[
            TableExtension(),
            DefListExtension(),
            FootnoteExtension(BACKLINK_TITLE="Back to the text, note {}"),
            SaneListExtension(),
            FencedCodeExtension(),
            SmartyExtension(),
            AbbrExtension(glossary=dict(abbreviations)),
            SiteExtension(),
        ],
        output_format="html",
    )


@lru_cache(maxsize=1)
def prose_lines(text: str, first: int) -> tuple[tuple[int, str], ...]:
    """Return the number and the text of each line from line `first` of a file on, with "" for lines of code.

    It is kept for the next rule that reads the same file.
    """
    written = enumerate(text.split("\n")[first - 1 :], first)
    if "```" not in text and "~~~" not in text:
        return tuple(written)
    lines: list[tuple[int, str]] = []
    in_code = False
    for number, line in written:
        is_fence = bool(CODE_FENCE.match(line))
        lines.append((number, "" if in_code or is_fence else line))
        in_code ^= is_fence
    return tuple(lines)


def line_finder(*lines: re.Pattern[str]) -> re.Pattern[str]:
    """Return what finds in a whole text whether any line is matched, in a tenth of the time it takes line by line.

    Code counts as well, and a match may go on in the next line: what is found is to be looked at more closely.
    """
    plain = (re.sub(r"\?P<\w+>", "?:", each.pattern.removeprefix("^")) for each in lines)
    return re.compile(rf"\n(?:{'|'.join(plain)})")


class SiteExtension(Extension):
    """Registers our additions. The numbers are Python-Markdown's own order: larger runs first."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802  (the library's name)
        md.block_level_elements.append("x-block")
        md.preprocessors.register(LonelyFences(md), "lonely-fences", 27)
        md.parser.blockprocessors.register(ComponentBlock(md.parser), "component", 95)
        md.inlinePatterns.register(Insert(INSERT, md), "insert", 185)
        md.treeprocessors.register(EmptyInserts(md), "empty-inserts", 5)
        md.treeprocessors.register(HeadingIds(md), "heading-ids", -1)
        md.treeprocessors.register(Tables(md), "captions", 14)


class LonelyFences(Preprocessor):
    """Puts blank lines round each `:::` line, so that it is a block of its own."""

    def run(self, lines: list[str]) -> list[str]:
        spaced: list[str] = []
        in_code = False
        for line in lines:
            in_code ^= bool(CODE_FENCE.match(line))
            spaced.extend(("", line, "") if not in_code and FENCE.match(line) else (line,))
        return spaced


class ComponentBlock(BlockProcessor):
    """Turns the blocks between two fences into an `<x-block>`."""

    def test(self, parent: etree.Element, block: str) -> bool:
        match = FENCE.match(block.strip("\n"))
        return bool(match and match["name"])

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        match = FENCE.match(blocks[0].strip("\n"))
        end = closing_fence(blocks)
        if match is None or end is None:
            return False
        inner = blocks[1:end]
        del blocks[: end + 1]
        attributes = {"name": match["name"], "title": (match["title"] or "").strip(), "id": match["id"] or ""}
        element = etree.SubElement(parent, "x-block", attributes)
        self.parser.parseBlocks(element, inner)
        return None


def closing_fence(blocks: list[str]) -> int | None:
    """Return which block closes the fence that the first one opens."""
    depth = 0
    for number, block in enumerate(blocks):
        match = FENCE.match(block.strip("\n"))
        if match:
            depth += 1 if match["name"] else -1
            if depth == 0:
                return number
    return None


class Insert(InlineProcessor):
    """Turns `{{ name }}` into an `<x-fact>`, or an `<x-contact>`.

    What was written stays in it for a time: in the words of a picture or the title of a link the library keeps no
    elements, only their text.
    """

    def handleMatch(  # type: ignore[override]  # noqa: N802  (the library's name)
        self, match: re.Match[str], data: str
    ) -> tuple[etree.Element, int, int]:
        name, attributes = insert_of(match["name"])
        element = etree.Element(name, dict(attributes))
        element.text = AtomicString(match[0])
        return element, match.start(0), match.end(0)


class EmptyInserts(Treeprocessor):
    """Takes out of each `<x-fact>` and `<x-contact>` what was written."""

    def run(self, root: etree.Element) -> None:
        for name in ("x-fact", "x-contact"):
            for element in root.iter(name):
                element.text = None


class HeadingIds(Treeprocessor):
    """Gives each heading the id the editor wrote, or one made of its words; ids it had before lead to it too."""

    def run(self, root: etree.Element) -> None:
        for heading in [each for each in root.iter() if each.tag in HEADINGS and not each.get("id")]:
            first, *old = take_ids(heading) or [slug(words_in(heading, self.md))]
            heading.set("id", first)
            for name in reversed(old):
                anchor = etree.Element("span", {"id": name})
                anchor.tail, heading.text = heading.text, ""
                heading.insert(0, anchor)


def take_ids(heading: etree.Element) -> list[str]:
    """Remove `{#id}` or `{#id #old}` from the end of a heading and return its ids, or none."""
    last = heading[-1] if len(heading) else None
    text = (last.tail if last is not None else heading.text) or ""
    match = HEADING_ID.search(text)
    if match is None:
        return []
    if last is None:
        heading.text = text[: match.start()]
    else:
        last.tail = text[: match.start()]
    return [match["id"], *match["old"].replace("#", "").split()]


def words_in(element: etree.Element, engine: markdown.Markdown) -> str:
    """Return the words of an element that a reader sees. Raw HTML and references are still put by in the engine."""

    def seen(match: re.Match[str]) -> str:
        html = str(engine.htmlStash.rawHtmlBlocks[int(match[1])])
        return " " if html.startswith("<br") else "" if html.startswith("<") else html

    text = HTML_PLACEHOLDER_RE.sub(seen, "".join(element.itertext())).replace(AMP_SUBSTITUTE, "&")
    return REFERENCE.sub(lambda match: unescape(match[0]), text)


def slug(text: str) -> str:
    """Return words as an id: lower case, joined by hyphens; never empty. Accents, apostrophes and soft hyphens go."""
    signs = unicodedata.normalize("NFKD", text).lower()
    plain = "".join(each for each in signs if each not in "'’" and unicodedata.category(each) not in ("Mn", "Cf"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


class Tables(Treeprocessor):
    """Wraps each table so that it scrolls by itself, and makes the paragraph `Table: words` above it the caption."""

    def run(self, root: etree.Element) -> None:
        for parent in [each for each in root.iter() if each.find("table") is not None]:
            for before, child in pairwise((None, *parent)):
                if child is not None and child.tag == "table":
                    self.wrap(parent, child, before)

    def wrap(self, parent: etree.Element, table: etree.Element, before: etree.Element | None) -> None:
        """Put a table into a region that takes the caption as its name."""
        caption = etree.Element("caption")
        text = (before.text or "") if before is not None and before.tag == "p" else ""
        if before is not None and text.startswith("Table: "):
            caption.text = text.removeprefix("Table: ")
            caption.extend(list(before))
            parent.remove(before)
            table.insert(0, caption)
        label = words_in(caption, self.md) or "Table"
        names = {"class": "table", "role": "region", "tabindex": "0", "aria-label": label, "data-script": "table"}
        region = etree.Element("div", names)
        at = list(parent).index(table)
        region.tail, table.tail = table.tail, "\n"
        parent.remove(table)
        region.append(table)
        parent.insert(at, region)
        for heading in table.iterfind("./thead/tr/th"):
            heading.set("scope", "col")
