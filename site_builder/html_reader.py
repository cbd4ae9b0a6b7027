"""Knows how to read HTML into facts about it, in one pass. Judges nothing."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from site_builder.document import INSERTED, Document, Element, Heading, Image, Link, Passage, inserts_in
from site_builder.quick_html import Riddle, cut
from site_builder.tags import LEVELS, Tag, tag_of

Open = tuple[Tag, str, tuple[str, ...]]
"""An element that is open: its tag, what becomes of text in it, the components round its content.

Text in it is "read", or the "title", or "code", or "unread".
"""

OUTSIDE: Open = (tag_of(""), "read", ())


def read_document(html: str) -> Document:
    """Return what a page or a fragment of HTML holds."""
    try:
        return read_quickly(html)
    except Riddle:
        return read_slowly(html)


def read_slowly(html: str) -> Document:
    """Return what any HTML holds."""
    parser = Parser()
    parser.feed(html)
    parser.close()
    return parser.reader.finished()


def read_quickly(html: str) -> Document:
    """Return what HTML holds that is written as we write it. Raises Riddle for any other."""
    reader = Reader()
    for (begins, ends, tag, comment, _), text in cut(html):
        if begins:
            reader.start(tag)
        if ends:
            reader.end(tag)
        if text:
            reader.text(text)
        if comment is not None:
            reader.comment(comment)
    return reader.finished()


class Parser(HTMLParser):
    """The standard library's parser, which tells a reader what it finds."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.reader = Reader()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.reader.start(tag_of(tag, tuple(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if not tag_of(tag).is_void:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.reader.end(tag_of(tag))

    def handle_data(self, data: str) -> None:
        self.reader.text(data)

    def handle_comment(self, data: str) -> None:
        self.reader.comment(data)


class Reader:
    """Gathers what `Document` needs in one pass."""

    def __init__(self) -> None:
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
        self.coded: set[int] = set()
        self.counts: list[int] = []
        self.marker = ""
        self.link_words: list[str] = []
        self.heading_words: list[str] = []

    def start(self, tag: Tag) -> None:
        """Begin an element."""
        name, element, attributes, is_block, is_void, text, component, _, links = tag
        self.elements.append(element)
        if is_block and self.words:
            self.flush()
        if attributes and (identifier := attributes.get("id")):
            self.ids.append(identifier)
        if note := NOTED.get(name):
            note(self, tag)
        if links:
            self.links += links
        if not is_void:
            _, around, inside = self.stack[-1]
            if text and around in INNER[text]:
                around = text
            self.stack.append((tag, around, (*inside, component) if component else inside))

    def end(self, tag: Tag) -> None:
        """End an element, and those in it that were left open."""
        name = tag.name
        if tag.is_block and self.words:
            self.flush()
        if name in ("ol", "ul") and self.counts:
            self.counts.pop()
        stack = self.stack
        if stack[-1][0].name != name and all(each.name != name for each, _, _ in stack):
            return
        while len(stack) > 1:
            opened = stack.pop()[0]
            if opened.level:
                identifier = opened.attributes.get("id", "")
                self.headings.append(Heading(opened.level, identifier, squeeze(self.heading_words)))
            elif opened.name == "a" and "href" in opened.attributes:
                text, inside = squeeze(self.link_words), stack[-1][2]
                self.links.append(Link("a", "href", opened.attributes["href"], text, inside))
            if opened.name == name:
                return

    def text(self, data: str) -> None:
        """Take words; white space that nothing stands before says nothing."""
        around = self.stack[-1][1]
        if around == "unread":
            return
        self.link_words.append(data)
        self.heading_words.append(data)
        if around == "title":
            self.title += data
        elif self.words or not data.isspace():
            if around == "code":
                self.coded.add(len(self.words))
            self.words.append(data)

    def comment(self, data: str) -> None:
        """Take a comment."""
        self.comments.append(data.strip())

    def note_gap(self, _: Tag) -> None:
        """Part the words before and behind an element."""
        self.words.append(" ")

    def note_break(self, tag: Tag) -> None:
        """Part the words before and behind a new line, also those of a heading and of a link."""
        self.note_gap(tag)
        self.heading_words.append(" ")
        self.link_words.append(" ")

    def note_row(self, _: Tag) -> None:
        """Mark the first cell of a row."""
        self.marker = "|"

    def note_list(self, tag: Tag) -> None:
        """Begin to count the items of a list; 0 stands for bullets."""
        self.counts.append(0 if tag.name == "ul" else number_in(tag, "start", 1))

    def note_item(self, tag: Tag) -> None:
        """Mark an item of a list with its number or a dash."""
        number = self.counts[-1] if self.counts else 0
        number = number and number_in(tag, "value", number)
        self.marker = f"{number}." if number else "-"
        if number:
            self.counts[-1] = number + 1

    def note_anchor(self, tag: Tag) -> None:
        """Begin the words of a link."""
        self.link_words = [tag.attributes.get("aria-label", "")]
        self.note_inserts(tag)

    def note_heading(self, _: Tag) -> None:
        """Begin the words of a heading."""
        self.heading_words = []

    def note_image(self, tag: Tag) -> None:
        """Note an image, and its text for the link that it may stand in."""
        self.images.append(Image(tag.attributes.get("src", ""), tag.attributes.get("alt")))
        self.link_words.append(tag.attributes.get("alt", ""))
        self.note_inserts(tag)

    def note_description(self, tag: Tag) -> None:
        """Note the description of a page."""
        if tag.attributes.get("name") == "description":
            self.description = tag.attributes.get("content", "")

    def note_inserts(self, tag: Tag) -> None:
        """Note facts and contacts still to be put into what is said of an element."""
        for attribute in ("alt", "title"):
            for insert in inserts_in(tag.attributes.get(attribute, "")):
                self.elements.append(insert)
                names = self.facts if insert.name == "x-fact" else self.contacts
                names[dict(insert.attributes)["name"]] = None

    def note_fact(self, tag: Tag) -> None:
        """Note a fact still to be put in."""
        self.facts[tag.attributes["name"]] = None
        self.words.append(INSERTED)

    def note_contact(self, tag: Tag) -> None:
        """Note a part of a contact still to be put in."""
        self.contacts[tag.attributes["name"]] = None
        self.words.append(INSERTED)

    def note_component(self, tag: Tag) -> None:
        """Note the contact that a component will show."""
        if tag.attributes["name"] == "contact":
            self.contacts[tag.attributes["title"]] = None

    def flush(self) -> None:
        """End the passage that was being read."""
        words, coded = self.words, self.coded
        element = next((each.name for each, _, _ in reversed(self.stack) if each.is_block), "")
        text = "".join(words).strip("\n").rstrip() if element == "pre" else squeeze(words)
        self.words = []
        if coded:
            self.coded = set()
        if text:
            prose = squeeze([each for number, each in enumerate(words) if number not in coded]) if coded else text
            self.passages.append(Passage(element, self.stack[-1][2], text, prose, self.marker))
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


NOTED: Mapping[str, Callable[[Reader, Tag], None]] = {
    "a": Reader.note_anchor,
    "br": Reader.note_break,
    "img": Reader.note_image,
    "li": Reader.note_item,
    "meta": Reader.note_description,
    "ol": Reader.note_list,
    "sup": Reader.note_gap,
    "tr": Reader.note_row,
    "ul": Reader.note_list,
    "x-block": Reader.note_component,
    "x-contact": Reader.note_contact,
    "x-fact": Reader.note_fact,
    **dict.fromkeys(LEVELS, Reader.note_heading),
}
"""What is noted of an element when it begins, beside its id and its addresses."""

INNER = {"unread": ("read", "title", "code"), "title": ("read", "code"), "code": ("read",)}
"""Where an element changes what becomes of text: in code of a title it stays the title's."""


def number_in(tag: Tag, attribute: str, otherwise: int) -> int:
    """Return the number in an attribute, or another one where there is none that a list may have."""
    text = tag.attributes.get(attribute, "")
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def squeeze(parts: list[str]) -> str:
    """Join pieces of text and fold their white space."""
    return " ".join("".join(parts).split())
