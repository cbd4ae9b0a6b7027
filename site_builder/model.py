"""Knows the nouns that the build passes on, each complete when made.

noun      what it is                                   for example
--------  -------------------------------------------  ------------------------------------------------------
Project   what people wrote, as bytes by path          {"content/en/storms.md": b"---\\ntitle: …"}
Source    one Markdown file                            content/en/storms.md -> /storms/
Page      one source, understood                       its front matter, its HTML body, what the body holds
Shared    what all pages share                         facts, glossaries, the words of templates
Site      all live pages with what they share          the pages in order of address
Output    one file to publish                          storms/index.html
Built     the site, its outputs, and every problem     written to disk when there are no problems
Attempt   a project and what came of it                a Built, or only the problems that kept it from being made
"""

import hashlib
import sys
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from site_builder.document import INSERTED, Document
from site_builder.facts import Facts, Glossary, Reference
from site_builder.kinds import FrontMatter
from site_builder.packed import Packed
from site_builder.problems import Invalid, Problem
from site_builder.settings import Settings
from site_builder.source import Source, Terms


@dataclass(frozen=True)
class Project:
    """What people wrote: the files of `content/` and `templates/`, by path with forward slashes."""

    files: Mapping[str, bytes]

    @cached_property
    def paths(self) -> list[str]:
        """Return the path of every file, in order."""
        return sorted(self.files)

    def under(self, folder: str, ending: str = "") -> dict[str, bytes]:
        """Return the files of a folder and its folders, in order of path."""
        start = bisect_left(self.paths, f"{folder}/")
        end = bisect_left(self.paths, f"{folder}0")  # the sign behind a slash
        return {path: self.files[path] for path in self.paths[start:end] if path.endswith(ending)}


@dataclass(frozen=True)
class Page(Packed):
    """One source, understood.

    `body` is HTML in which `<x-block>`, `<x-fact>` and `<x-contact>` stand for what render puts there; `fragment` is
    what that HTML holds.
    """

    BULKY = ("body", "fragment")
    BESIDE = ("facts", "ids", "first_step", "gist")

    source: Source
    meta: FrontMatter
    body: str
    fragment: Document

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """Return the names of the facts that the page shows."""
        return self.fragment.facts

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Return the ids that the page itself has."""
        return self.fragment.ids

    @property
    def address(self) -> str:
        """Return where the page is published, "/storms/"; the page for lost addresses is "/404.html"."""
        return self.source.address

    @cached_property
    def first_step(self) -> str:
        """Return the words of the first step of the do-now list, "" for none or one with a figure or a contact."""
        steps = (each.text for each in self.fragment.passages if "do-now" in each.inside and each.marker)
        first = next(steps, "")
        return "" if INSERTED in first else first

    @cached_property
    def gist(self) -> str:
        """Name all that other pages may show of this one."""
        shown = (self.address, self.source.language, self.meta, self.facts, self.first_step)
        return hashlib.blake2b(repr(shown).encode(), digest_size=16).hexdigest()

    @property
    def output_path(self) -> str:
        """Return the path of the page's file in the output."""
        return output_path(self.address)

    @property
    def is_listed(self) -> bool:
        """Tell whether menus, lists and the sitemap may name the page."""
        return self.address.endswith("/")


@dataclass(frozen=True)
class Shared:
    """What all pages share: facts, and for each language its glossary and the words that templates use."""

    facts: Facts
    glossaries: Mapping[str, Glossary]
    strings: Mapping[str, Mapping[str, str]]

    def words(self, language: str, name: str) -> str:
        """Return the words that stand for a name in a language. Raises Invalid when its file has none."""
        if name not in self.strings[language]:
            message = f"there are no words for `{name}`"
            raise Invalid(Problem(f"content/strings/{language}.yaml", 0, "template", message, "Add them"))
        return self.strings[language][name]

    @property
    def abbreviations(self) -> dict[str, Terms]:
        """Return the abbreviations of each language with their long forms, in order."""
        return {language: tuple(sorted(each.abbreviations.items())) for language, each in self.glossaries.items()}


@dataclass(frozen=True)
class Site:
    """All live pages, in order of address, and all that they share.

    `waiting` are the drafts and the pages whose time has not come. `ended` are those whose time is over: a short page
    at their address says so, so that no link to them dies. `unread` are the addresses of sources that have faults.
    `forms` are as the endpoint knows them: its nouns are loaded only for a site that has a form.
    `next_change` is the next moment at which a page appears or ends by itself.
    """

    settings: Settings
    pages: tuple[Page, ...]
    ended: tuple[Page, ...]
    waiting: tuple[Page, ...]
    unread: frozenset[str]
    shared: Shared
    forms: Mapping[str, Any]
    project: Project
    now: datetime
    next_change: datetime | None

    @cached_property
    def by_address(self) -> dict[str, Page]:
        """Return each page by its address."""
        return {page.address: page for page in self.pages}

    @cached_property
    def by_kind(self) -> dict[tuple[str, str], tuple[Page, ...]]:
        """Return the pages of each kind in each language, by both names."""
        found: dict[tuple[str, str], list[Page]] = {}
        for page in self.pages:
            found.setdefault((page.meta.kind, page.source.language), []).append(page)
        return {names: tuple(pages) for names, pages in found.items()}

    @cached_property
    def below(self) -> dict[tuple[str, str], tuple[Page, ...]]:
        """Return the listed pages one level below each address, in their order, by their language and that address."""
        found: dict[tuple[str, str], list[Page]] = {}
        for page in self.pages:
            if page.is_listed and page.address != "/":
                above = page.address[: page.address[:-1].rindex("/") + 1]
                found.setdefault((page.source.language, above), []).append(page)
        return {
            key: tuple(sorted(pages, key=lambda each: (each.meta.order, each.meta.title)))
            for key, pages in found.items()
        }

    @cached_property
    def used_facts(self) -> dict[str, tuple[Page, ...]]:
        """Return the pages that use each fact, by the fact's name."""
        used: dict[str, list[Page]] = {}
        for page in self.pages:
            for name in page.facts:
                used.setdefault(name, []).append(page)
        return {name: tuple(pages) for name, pages in used.items()}

    def references(self, page: Page) -> tuple[Reference, ...]:
        """Return the publications that a page rests on: its own list first, then those of its facts."""
        names = dict.fromkeys(page.meta.sources)
        for fact in page.facts:
            if fact in self.shared.facts.facts:
                names.update(dict.fromkeys(self.shared.facts.facts[fact].sources))
        return tuple(self.shared.facts.sources[name] for name in names if name in self.shared.facts.sources)


@dataclass(frozen=True)
class Output(Packed):
    """A file to publish.

    `path` has no leading slash ("storms/index.html"). `source` names the file a person would edit to change this one;
    it is empty when there is none. `page` is the address of the page that it shows, or "".
    """

    BULKY = ("body",)
    BESIDE = ("sha256", "size_bytes")

    path: str
    body: bytes
    source: str = ""
    page: str = ""

    @cached_property
    def sha256(self) -> str:
        """Name the exact content."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def size_bytes(self) -> int:
        """Return how long the file is."""
        return len(self.body)


Part = tuple[str, int]
"""The path of a file with its compressed bytes."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a page weighs on the wire: itself and each file that it loads. Pages that load the same ones share them."""

    parts: tuple[Part, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return weight, self.parts

    @property
    def total_bytes(self) -> int:
        """Return what the page weighs with all its parts."""
        return sum(size for _, size in self.parts)


@dataclass(frozen=True, slots=True)
class Named:
    """What a page has to do with others: the addresses that its HTML names, in order, and its ids.

    Most are the same on very many pages, and are held once.
    """

    addresses: tuple[str, ...]
    ids: tuple[str, ...]

    def __reduce__(self) -> tuple[object, ...]:
        return named, (self.addresses, self.ids)


@dataclass(frozen=True)
class Built:
    """A finished build. `named` holds what each page names and `weights` what it weighs, by its path.

    `documents` holds what each page holds; of a whole site it is found when somebody asks for it.
    """

    site: Site
    outputs: tuple[Output, ...]
    named: Mapping[str, Named]
    weights: Mapping[str, Weight]
    documents: Mapping[str, Document] = field(compare=False, repr=False)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def paths(self) -> frozenset[str]:
        """Return the path of every output."""
        return frozenset(output.path for output in self.outputs)


@dataclass(frozen=True)
class Attempt:
    """One try at a build: what people wrote, what came of it (None when nothing could), and every problem."""

    project: Project
    built: Built | None
    problems: tuple[Problem, ...]


def weight(own: Part, *others: Part) -> Weight:
    """Return a weight that holds the same objects as others do."""
    return Weight((own, *map(held_once, others)))


@lru_cache(maxsize=1024)
def held_once(part: Part) -> Part:
    """Return the first of all equal parts."""
    return part


def named(addresses: tuple[str, ...], ids: tuple[str, ...]) -> Named:
    """Return what a page names, in the same objects as others do."""
    return Named(tuple(map(sys.intern, addresses)), tuple(map(sys.intern, ids)))


def output_path(address: str) -> str:
    """Return the output path that an address is served from."""
    return f"{address}index.html"[1:] if address.endswith("/") else address[1:]
