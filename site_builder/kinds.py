"""Knows the kinds of page and the front matter each asks for. `templates/kinds/` has a template for each."""

from dataclasses import field
from typing import Annotated

from site_builder.records import Day, Field, Moment, Switch, record
from site_builder.settings import Address


@record
class FrontMatter:
    """What every page says about itself."""

    title: Annotated[str, Field(min_length=2, max_length=70, description="The page's only main heading")]
    description: Annotated[
        str,
        Field(min_length=30, max_length=170, description="One sentence for lists, searches and shared links"),
    ]
    checked: Annotated[Day, Field(description="The day a person last checked the page")]
    kind: Annotated[str, Field(description="The kind of page")] = "page"
    order: Annotated[int, Field(description="Place among its siblings: the lowest comes first")] = 1000
    also: Annotated[tuple[str, ...], Field(description="Other words people look for: search and A-Z index")] = ()
    sources: Annotated[tuple[str, ...], Field(description="Entries of facts.yaml that the statements rest on")] = ()
    moved_from: Annotated[
        tuple[Address, ...], Field(description="Addresses this page had before; each one redirects here")
    ] = ()
    owner: Annotated[str, Field(description="Who answers for the page, where it is not the office")] = ""
    draft: Annotated[Switch, Field(description="`true` keeps the page out of the published site")] = False
    publish: Annotated[Moment | None, Field(description="Not published before this day or moment")] = None
    expires: Annotated[Moment | None, Field(description="Not published from this day or moment on")] = None


@record
class PageKind(FrontMatter):
    """An ordinary page."""


@record
class HomeKind(FrontMatter):
    """The first page: hazards by plain name, then preparation, then the office."""


@record
class SectionKind(FrontMatter):
    """The page of a folder; lists the pages in it."""


@record
class GuideKind(FrontMatter):
    """Guidance that is not about one hazard. Held to plainer words, and every figure needs a fact."""


@record
class HazardKind(FrontMatter):
    """One danger: a do-now list, a contrast, before, during, after and what not to do."""

    happening: Annotated[
        str,
        Field(min_length=5, max_length=70, description="What a person would say is happening, in plain words"),
    ]


@record
class OrderKind(FrontMatter):
    """An executive order."""

    number: Annotated[str, Field(pattern=r"^\d+$", description="The number of the order")]
    signed: Annotated[Day | None, Field(description="The day it was signed, only where known")] = None
    governor: Annotated[str, Field(description="Who signed it, only where known")] = ""


@record
class NoticeKind(FrontMatter):
    """News that ends: it stands on the home page until it expires."""

    expires: Annotated[Moment, Field(description="Not published from this day or moment on")] = field()


@record
class FormKind(FrontMatter):
    """A page with a form."""

    form: Annotated[str, Field(description="The name of a file in `content/forms/`, without its ending")]


@record
class ContactsKind(FrontMatter):
    """Lists every contact in the settings."""


@record
class SourcesKind(FrontMatter):
    """Lists every fact, who says so, and the pages that use it."""


@record
class GlossaryKind(FrontMatter):
    """Lists the terms of the glossary."""


@record
class IndexKind(FrontMatter):
    """Lists every page and every other word for it, from A to Z."""


@record
class QuestionsKind(FrontMatter):
    """Lists what a person would say is happening, each with its hazard and the first thing to do."""


KINDS: dict[str, type[FrontMatter]] = {
    "page": PageKind,
    "home": HomeKind,
    "section": SectionKind,
    "guide": GuideKind,
    "hazard": HazardKind,
    "order": OrderKind,
    "notice": NoticeKind,
    "form": FormKind,
    "contacts": ContactsKind,
    "sources": SourcesKind,
    "glossary": GlossaryKind,
    "a-z": IndexKind,
    "questions": QuestionsKind,
}
GUIDANCE = ("hazard", "guide")
