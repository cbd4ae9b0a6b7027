"""Knows what a piece of HTML may hold: links, ids, headings, images, words. Judges nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

INSERTED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the text of a fragment where a fact or a contact will be put."""

INSERT = r"\{\{\s*(?P<name>[a-z0-9][a-z0-9.-]*)\s*\}\}"
CONTACT_INSERT = re.compile(r"contact\.(?P<name>[a-z0-9-]+)\.(?P<part>phone|website)")
FIND_INSERT = re.compile(INSERT)


class Link(NamedTuple):
    """An address that an element points to, and the words a reader gets for it ("" for what is not a link in text).

    `inside` names the components round it, outermost first.
    """

    element: str
    attribute: str
    address: str
    text: str = ""
    inside: tuple[str, ...] = ()


class Heading(NamedTuple):
    """A heading, with its id or ""."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Image:
    """An image; `alt` is None where the attribute is missing."""

    address: str
    alt: str | None


class Passage(NamedTuple):
    """The words of one block that a reader sees, with one space between; those of `pre` in the lines they stand in.

    `inside` names the components round it, outermost first. `prose` is the text without what stands in `code`.
    `marker` is "1." or "-" where the block begins a list item, "|" where it begins a row of a table.
    """

    element: str
    inside: tuple[str, ...]
    text: str
    prose: str
    marker: str = ""


class Element(NamedTuple):
    """A start tag as written; or a fact or a contact that is named in the words of a picture or a link."""

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


def inserts_in(words: str) -> Iterator[Element]:
    """Yield each fact and contact that is named in the words of an attribute, where no element can stand."""
    for match in FIND_INSERT.finditer(words):
        yield insert_of(match["name"])


def insert_of(name: str) -> Element:
    """Return what stands for `{{ name }}`: an `<x-contact>` for a part of a contact, else an `<x-fact>`."""
    contact = CONTACT_INSERT.fullmatch(name)
    return Element("x-contact", tuple(contact.groupdict().items())) if contact else Element("x-fact", (("name", name),))


def addresses_in(attribute: str, value: str) -> tuple[str, ...]:
    """Return the addresses in an attribute; `srcset` holds several, each with a size behind it."""
    if attribute != "srcset":
        return (value,)
    return tuple(part.split()[0] for part in value.split(",") if part.strip())
