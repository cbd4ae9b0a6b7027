"""Knows how to read HTML into facts about it, in one pass. Judges nothing."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import NamedTuple

from site_builder.document import (
    INSERTED,
    Document,
    Element,
    Heading,
    Image,
    Link,
    Passage,
    addresses_in,
)
from site_builder.quick_html import Part, parts_of

BLOCKS = frozenset(
    "address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul"
    " x-block".split()
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNREAD = frozenset(("script", "style", "template", "svg"))
ADDRESSES = {
    "a": ("href",),
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

NOTED = frozenset((*ADDRESSES, *"br h1 h2 h3 h4 h5 h6 li meta ol sup tr ul x-block x-contact x-fact".split()))
"""The elements of which more is noted than that they are there, and their ids."""

Attributes = Mapping[str, str]


class Open(NamedTuple):
    """An element that is open: its name, its attributes, what becomes of text in it, the components round its content.

    Text in it is "read", or the "title", or "code", or "unread".
    """

    name: str
    attributes: Attributes
    text: str
    inside: tuple[str, ...]


OUTSIDE = Open("", {}, "read", ())


def read_document(html: str) -> Document:
    """Return what a page or a fragment of HTML holds."""
    parts = parts_of(html)
    return read_slowly(html) if parts is None else read_parts(parts)


def read_slowly(html: str) -> Document:
    """Return what any HTML holds."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


def read_parts(parts: Iterable[Part]) -> Document:
    """Return what HTML holds that is cut into its parts."""
    reader = Reader()
    handlers = {"text": reader.handle_data, "end": reader.handle_endtag, "comment": reader.handle_comment}
    for kind, text, attributes in parts:
        if kind == "start":
            reader.start(*element_of(text, attributes))
        elif kind == "empty":
            reader.start_and_end(*element_of(text, attributes))
        else:
            handlers[kind](text)
    return reader.finished()


class Reader(HTMLParser):
    """Gathers what `Document` needs in one pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.description = ""
        self.links: list[Link] = []
        self.ids: list[str] = []
        self.headings: list[Heading] = []
        self.images: list[Image] = []
        self.comments: list[str] = []
        self.passages: list[Passage] = []
        self.elements: list[Element] = []
        self.facts: dict[str, None] = {}
        self.contacts: dict[str, None] = {}
        self.stack = [OUTSIDE]
        self.words: list[str] = []
        self.counts: list[int] = []
        self.marker = ""
        self.link_words: list[str] = []
        self.heading_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.start(*element_of(tag, tuple(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.start_and_end(*element_of(tag, tuple(attrs)))

    def start(self, element: Element, attributes: Attributes) -> None:
        """Begin an element."""
        tag = element.name
        self.elements.append(element)
        if tag in BLOCKS:
            self.flush()
        if identifier := attributes.get("id"):
            self.ids.append(identifier)
        if tag in NOTED:
            self.note_lists(tag, attributes)
            self.note_links(tag, attributes)
            self.note_markers(tag, attributes)
        if tag not in VOID:
            _, _, text, inside = self.stack[-1]
            component = component_of(tag, attributes)
            inside = (*inside, component) if component else inside
            self.stack.append(Open(tag, attributes, text_in(tag, text), inside))

    def start_and_end(self, element: Element, attributes: Attributes) -> None:
        """Begin an element that ends at once."""
        self.start(element, attributes)
        if element.name not in VOID:
            self.handle_endtag(element.name)

    def note_lists(self, tag: str, attributes: Attributes) -> None:
        """Count the items of ordered lists, and mark the first cell of a row."""
        if tag in ("br", "sup"):
            self.words.append(" ")
        if tag == "tr":
            self.marker = "|"
        elif tag in ("ol", "ul"):
            start = attributes.get("start", "")
            self.counts.append(0 if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            number = self.counts[-1] if self.counts else 0
            self.marker = f"{number}." if number else "-"
            if number:
                self.counts[-1] += 1

    def note_links(self, tag: str, attributes: Attributes) -> None:
        """Note what an element points to, and images with their text."""
        if tag == "img":
            self.images.append(Image(attributes.get("src", ""), attributes.get("alt")))
            self.link_words.append(attributes.get("alt", ""))
        if tag == "a":
            self.link_words = [attributes.get("aria-label", "")]
            return
        for attribute in ADDRESSES.get(tag, ()):
            if attribute in attributes:
                for address in addresses_in(attribute, attributes[attribute]):
                    self.links.append(Link(tag, attribute, address))

    def note_markers(self, tag: str, attributes: Attributes) -> None:
        """Note facts and contacts still to be put in, the description, and the start of a heading."""
        if tag == "x-fact":
            self.facts[attributes["name"]] = None
            self.words.append(INSERTED)
        elif tag == "x-contact":
            self.contacts[attributes["name"]] = None
            self.words.append(INSERTED)
        elif tag == "x-block" and attributes["name"] == "contact":
            self.contacts[attributes["title"]] = None
        elif tag == "meta" and attributes.get("name") == "description":
            self.description = attributes.get("content", "")
        elif is_heading(tag):
            self.heading_words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
        if tag in ("ol", "ul") and self.counts:
            self.counts.pop()
        if self.stack[-1].name != tag and all(each.name != tag for each in self.stack):
            return
        while len(self.stack) > 1:
            name, attributes, _, _ = self.stack.pop()
            if name == "a" and "href" in attributes:
                inside = self.stack[-1].inside
                self.links.append(Link("a", "href", attributes["href"], squeeze(self.link_words), inside))
            elif is_heading(name):
                text = squeeze(self.heading_words)
                self.headings.append(Heading(int(name[1]), attributes.get("id", ""), text))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        where = self.stack[-1].text
        if where == "unread":
            return
        self.link_words.append(data)
        self.heading_words.append(data)
        if where == "title":
            self.title += data
        elif where == "read":
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def flush(self) -> None:
        """End the passage that was being read."""
        text = squeeze(self.words) if self.words else ""
        self.words = []
        if text:
            element = next((each.name for each in reversed(self.stack) if each.name in BLOCKS), "")
            self.passages.append(Passage(element, self.stack[-1].inside, text, self.marker))
            self.marker = ""

    def finished(self) -> Document:
        """Return all that was gathered."""
        self.flush()
        return Document(
            title=squeeze([self.title]),
            description=self.description,
            links=tuple(self.links),
            ids=tuple(self.ids),
            headings=tuple(self.headings),
            images=tuple(self.images),
            comments=tuple(self.comments),
            passages=tuple(self.passages),
            elements=tuple(self.elements),
            facts=tuple(self.facts),
            contacts=tuple(self.contacts),
        )


@lru_cache(maxsize=10_000)
def element_of(tag: str, attributes: tuple[tuple[str, str | None], ...]) -> tuple[Element, Attributes]:
    """Return a start tag, and its attributes by name: the frame of a page has the same ones on every page."""
    given = {name: value or "" for name, value in attributes}
    return Element(tag, tuple(sorted(given.items()))), given


def text_in(tag: str, around: str) -> str:
    """Return what becomes of the text in an element, by what becomes of the text round it."""
    if around == "unread" or tag in UNREAD:
        return "unread"
    if around == "title" or tag == "title":
        return "title"
    return "code" if tag in ("code", "pre") else around


def component_of(tag: str, attributes: Attributes) -> str:
    """Return the name of the component that an element is, or ""."""
    return attributes.get("name", "") if tag == "x-block" else attributes.get("data-block", "")


def is_heading(tag: str) -> bool:
    """Tell whether a tag is h1 to h6."""
    return len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"


def squeeze(parts: list[str]) -> str:
    """Join pieces of text and fold their white space."""
    return " ".join("".join(parts).split())
