"""Knows how pages stand to each other: menus, breadcrumbs, children, lists from A to Z. All functions of `Site`."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import groupby
from typing import NamedTuple

from site_builder.document import Heading
from site_builder.facts import Fact, Reference, Term
from site_builder.kinds import FrontMatter
from site_builder.model import Page, Site
from site_builder.schedule import fact_due
from site_builder.settings import Contact


class Entry(NamedTuple):
    """One line of a list: the words, and where they lead. `is_here` marks the page that shows it, or its section."""

    label: str
    address: str
    note: str = ""
    is_here: bool = False


class Listed(NamedTuple):
    """A page as the lists of others have it: no template sees more, so that its text may change without them."""

    address: str
    meta: FrontMatter
    gist: str


class FactEntry(NamedTuple):
    """A fact on the sources page, with the day until which it counts as checked."""

    name: str
    fact: Fact
    value: str
    references: tuple[Reference, ...]
    pages: tuple[Entry, ...]
    due: date


class Question(NamedTuple):
    """What a person would say is happening, the page that says what to do, and the first thing to do, or ""."""

    happening: str
    page: Listed
    first: str


class Letter(NamedTuple):
    """One letter of an index."""

    letter: str
    entries: tuple[Entry, ...]


def as_listed(page: Page) -> Listed:
    """Return a page as lists have it."""
    return Listed(page.address, page.meta, page.gist)


def menu(site: Site, page: Page, addresses: Iterable[str]) -> tuple[Entry, ...]:
    """Return the pages at some addresses of the settings, in the language of the page."""
    root = in_language(site, "", page.source.language)
    return tuple(
        Entry(found.meta.title, found.address, is_here=is_under(page.address, found.address))
        for address in addresses
        if (found := site.by_address.get(root + address))
    )


def in_language(site: Site, address: str, language: str) -> str:
    """Return the address of a page's twin in a language, given its address in the default language."""
    return address if language == site.settings.language else f"/{language}{address}"


def is_under(address: str, section: str) -> bool:
    """Tell whether an address is a section or lies in it; the home page contains only itself."""
    return address == section or (section.count("/") > 1 and address.startswith(section))


def trail(site: Site, page: Page) -> tuple[Entry, ...]:
    """Return the breadcrumbs: the pages above this one, from the home page of its language down."""
    parts = page.address.strip("/").split("/")[:-1]
    above = ["/", *("/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts)))]
    language = page.source.language
    return tuple(
        Entry(found.meta.title, found.address)
        for address in above
        if address != page.address and (found := site.by_address.get(address)) and found.source.language == language
    )


def children(site: Site, page: Page) -> tuple[Page, ...]:
    """Return the pages of the same language one level below a page, in their order."""
    return site.below.get((page.source.language, page.address), ())


def in_reading_order(site: Site, language: str) -> tuple[Page, ...]:
    """Return the pages of a language as a book has them: all of the main menu, all of the foot, then the rest.

    The pages below a page follow it. The home page is left out: it only leads to the others.
    """
    tops = (*site.settings.navigation, *site.settings.footer)
    places = {in_language(site, address, language): place for place, address in enumerate(tops)}
    pages = {page.address: page for page in site.pages if page.source.language == language and page.is_listed}

    @cache
    def key(address: str) -> tuple[int, tuple[tuple[int, str], ...]]:
        if len(address) <= 1:
            return len(places), ()
        place, above = key(address[: address.rindex("/", 0, -1) + 1])
        own = ((pages[address].meta.order, pages[address].meta.title),) if address in pages else ()
        return min(place, places.get(address, place) if own else place), (*above, *own)

    return tuple(
        sorted((page for page in pages.values() if page.meta.kind != "home"), key=lambda page: key(page.address))
    )


def line_to(address: str) -> tuple[str, ...]:
    """Return the addresses on the way to an address, the first below the root, itself last."""
    parts = address.strip("/").split("/")
    return tuple(f"/{'/'.join(parts[: depth + 1])}/" for depth in range(len(parts)))


def of_kind(site: Site, language: str, kind: str) -> tuple[Page, ...]:
    """Return the pages of one kind in a language, in their order."""
    found = site.by_kind.get((kind, language), ())
    return tuple(sorted(found, key=lambda each: (each.meta.order, each.meta.title)))


def index_page(site: Site, language: str) -> Entry | None:
    """Return the way to the list of all pages from A to Z, None when there is none."""
    return next((Entry(each.meta.title, each.address) for each in of_kind(site, language, "a-z")), None)


def contents(page: Page, least: int = 3) -> tuple[Heading, ...]:
    """Return the second-level headings of a page for its in-page navigation, when there are enough of them."""
    headings = tuple(each for each in page.fragment.headings if each.level == 2)
    return headings if len(headings) >= least else ()


def questions(site: Site, language: str) -> tuple[Question, ...]:
    """Return what each hazard page answers. A first step that holds a figure or a contact is left out."""
    return tuple(
        Question(getattr(page.meta, "happening", ""), as_listed(page), page.first_step)
        for page in of_kind(site, language, "hazard")
    )


def a_to_z(site: Site, language: str) -> tuple[Letter, ...]:
    """Return every page by its title and by its other words, under their first letters."""
    entries = [
        Entry(label, page.address, note)
        for page in site.pages
        if page.source.language == language and page.is_listed
        for label, note in ((page.meta.title, ""), *((word, page.meta.title) for word in plain_names(page)))
    ]
    ordered = sorted(entries, key=lambda each: (sort_key(each.label), each.address))
    return tuple(Letter(letter, tuple(group)) for letter, group in groupby(ordered, first_letter))


def plain_names(page: Page) -> tuple[str, ...]:
    """Return other words for a page: what is happening, for a hazard, and those of its front matter."""
    happening = getattr(page.meta, "happening", "")
    return (happening, *page.meta.also) if happening else page.meta.also


def first_letter(entry: Entry) -> str:
    """Return the letter that an entry stands under: "#" for digits and signs."""
    first = sort_key(entry.label)[:1].upper()
    return first if first.isalpha() else "#"


def sort_key(label: str) -> str:
    """Return a label without accents and capitals, for ordering; what is not a letter comes first."""
    return unicodedata.normalize("NFKD", label.casefold()).encode("ascii", "ignore").decode().strip("\"'(“ ")


def terms(site: Site, language: str) -> tuple[Term, ...]:
    """Return the glossary from A to Z."""
    return tuple(sorted(site.shared.glossaries[language].terms, key=lambda term: sort_key(term.term)))


def fact_entries(site: Site, language: str) -> tuple[FactEntry, ...]:
    """Return every fact with its sources and the pages in a language that use it, in order of what it is about."""
    entries = (
        FactEntry(
            name,
            fact,
            in_words(fact.value, language, site),
            tuple(site.shared.facts.sources[each] for each in fact.sources if each in site.shared.facts.sources),
            tuple(
                Entry(page.meta.title, page.address)
                for page in site.used_facts.get(name, ())
                if page.source.language == language
            ),
            fact_due(fact, site.settings),
        )
        for name, fact in site.shared.facts.facts.items()
    )
    return tuple(sorted(entries, key=lambda each: sort_key(each.fact.about)))


def cited_sources(site: Site) -> tuple[Reference, ...]:
    """Return every publication that a fact or a page rests on, by agency and title."""
    return tuple(
        sorted(site.shared.facts.sources.values(), key=lambda each: (sort_key(each.agency), sort_key(each.title)))
    )


def contacts(site: Site) -> tuple[Contact, ...]:
    """Return all contacts in the order of the settings."""
    return tuple(site.settings.contacts.values())


def in_words(texts: dict[str, str], language: str, site: Site) -> str:
    """Return the text in a language, or in the default language."""
    return texts.get(language) or texts.get(site.settings.language) or next(iter(texts.values()), "")
