"""Knows how to read HTML into facts about it: links, ids, headings, images, words. Judges nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

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

INSERTED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the text of a fragment where a fact or a contact will be put."""

Attributes = dict[str, str]


@dataclass(frozen=True)
class Link:
    """An address that an element points to, and the words a reader gets for it ("" for what is not a link in text).

    `inside` names the components round it, outermost first.
    """

    element: str
    attribute: str
    address: str
    text: str = ""
    inside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """A heading, with its id or ""."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Image:
    """An image; `alt` is None where the attribute is missing."""

    address: str
    alt: str | None


@dataclass(frozen=True)
class Passage:
    """The words of one block; what stands in `code` is left out.

    `inside` names the components round it, outermost first. `marker` is "1." or "-" where the block begins a
    list item, "|" where it begins a row of a table.
    """

    element: str
    inside: tuple[str, ...]
    text: str
    marker: str = ""


@dataclass(frozen=True)
class Element:
    """A start tag as written."""

    name: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Document:
    """What one piece of HTML holds."""

    title: str
    description: str
    links: tuple[Link, ...]
    ids: tuple[str, ...]
    headings: tuple[Heading, ...]
    images: tuple[Image, ...]
    comments: tuple[str, ...]
    passages: tuple[Passage, ...]
    elements: tuple[Element, ...]
    facts: tuple[str, ...]
    contacts: tuple[str, ...]


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
            reader.handle_starttag(text, attributes)
        elif kind == "empty":
            reader.handle_startendtag(text, attributes)
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
        self.stack: list[tuple[str, Attributes]] = []
        self.words: list[str] = []
        self.counts: list[int] = []
        self.marker = ""
        self.link_words: list[str] = []
        self.heading_words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, tuple(sorted(attributes.items()))))
        if tag in BLOCKS:
            self.flush()
        if identifier := attributes.get("id"):
            self.ids.append(identifier)
        self.note_lists(tag, attributes)
        self.note_links(tag, attributes)
        self.note_markers(tag, attributes)
        if tag not in VOID:
            self.stack.append((tag, attributes))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

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
        if not any(name == tag for name, _ in self.stack):
            return
        while self.stack:
            name, attributes = self.stack.pop()
            if name == "a" and "href" in attributes:
                self.links.append(Link("a", "href", attributes["href"], squeeze(self.link_words), self.inside()))
            elif is_heading(name):
                text = squeeze(self.heading_words)
                self.headings.append(Heading(int(name[1]), attributes.get("id", ""), text))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = {name for name, _ in self.stack}
        if inside & UNREAD:
            return
        self.link_words.append(data)
        self.heading_words.append(data)
        if "title" in inside:
            self.title += data
        elif not inside & {"code", "pre"}:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())

    def flush(self) -> None:
        """End the passage that was being read."""
        text = squeeze(self.words)
        self.words = []
        if text:
            element = next((name for name, _ in reversed(self.stack) if name in BLOCKS), "")
            self.passages.append(Passage(element, self.inside(), text, self.marker))
            self.marker = ""

    def inside(self) -> tuple[str, ...]:
        """Return the names of the components that are open."""
        return tuple(filter(None, (component_of(*each) for each in self.stack)))

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


def component_of(tag: str, attributes: Attributes) -> str:
    """Return the name of the component that an element is, or ""."""
    return attributes.get("name", "") if tag == "x-block" else attributes.get("data-block", "")


def is_heading(tag: str) -> bool:
    """Tell whether a tag is h1 to h6."""
    return len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"


def addresses_in(attribute: str, value: str) -> tuple[str, ...]:
    """Return the addresses in an attribute; `srcset` holds several, each with a size behind it."""
    if attribute != "srcset":
        return (value,)
    return tuple(part.split()[0] for part in value.split(",") if part.strip())


def squeeze(parts: list[str]) -> str:
    """Join pieces of text and fold their white space."""
    return " ".join("".join(parts).split())
