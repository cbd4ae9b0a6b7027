"""Knows what the pages that list others are given of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from site_builder import navigation
from site_builder.model import Page, Site
from site_builder.navigation import Listed

Answers = Callable[[Site, Page], Mapping[str, Any]]


def listing(site: Site, page: Page) -> Mapping[str, Any]:
    """Answer what the home page and section pages list."""
    language = page.source.language
    children = navigation.children(site, page)
    return {
        "children": as_listed(children),
        "hazards": as_listed(navigation.of_kind(site, language, "hazard")),
        "notices": as_listed(navigation.of_kind(site, language, "notice")),
        "sections": tuple(
            (navigation.as_listed(section), as_listed(navigation.children(site, section)))
            for section in children
            if section.meta.kind == "section"
        ),
    }


def as_listed(pages: Iterable[Page]) -> tuple[Listed, ...]:
    """Return some pages as lists have them."""
    return tuple(map(navigation.as_listed, pages))


def listed(site: Site, page: Page) -> Iterator[Listed]:
    """Yield every page that `listing` answers with."""
    answers = listing(site, page)
    yield from (*answers["children"], *answers["hazards"], *answers["notices"])
    for _, pages in answers["sections"]:
        yield from pages


def nothing(site: Site, page: Page) -> Mapping[str, Any]:
    """Answer for the kinds that ask for no more than every page has."""
    return {}


ANSWERS: dict[str, Answers] = {
    "home": listing,
    "section": listing,
    "contacts": lambda site, page: {"contacts": navigation.contacts(site)},
    "sources": lambda site, page: {
        "facts": navigation.fact_entries(site, page.source.language),
        "publications": navigation.cited_sources(site),
    },
    "glossary": lambda site, page: {"terms": navigation.terms(site, page.source.language)},
    "questions": lambda site, page: {"questions": navigation.questions(site, page.source.language)},
    "a-z": lambda site, page: {"letters": navigation.a_to_z(site, page.source.language)},
}
"""What the template of a kind is given beside what every template has."""
