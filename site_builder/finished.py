"""Knows all that is made and said of one page alone, so that it can be remembered as one. Looks at no other page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from jinja2 import Environment

from site_builder.assets import Assets
from site_builder.checks import PAGE_CHECKS, source_problems
from site_builder.document import Document
from site_builder.html_reader import read_document
from site_builder.measures import Measured, measure, sizes_of_parts, with_parts
from site_builder.model import Built, Named, Output, Page, Site
from site_builder.outputs.plain_text import plain_text
from site_builder.outputs.search_index import Found, found_by
from site_builder.problems import Invalid, Problem
from site_builder.render import Drawing, digest_of, draw, environment

STYLE = re.compile(r"<style>([^<]*(?:<(?!/style>)[^<]*)*)</style>")
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")
BLAMED = re.compile(r"content/[^/]+|content/strings/.*|templates/.*")
"""The files that a problem of a page may name beside its own."""


@dataclass(frozen=True)
class Workshop:
    """What every page is finished with. `digest` names all of it that a drawing does not name."""

    site: Site
    assets: Assets
    jinja: Environment
    sizes: dict[str, int]
    digest: str


@dataclass(frozen=True)
class Task:
    """A page to finish, by all that is known of it: what it is drawn of, and with what it is measured and judged."""

    drawing: Drawing
    workshop: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A page with its measures at its foot, what else is published of it, and what the rest of a build asks of it.

    `found` is what a search finds it by, `named` what it has to do with other pages.
    """

    measured: Measured
    more: tuple[Output, ...]
    found: Found | None
    named: Named
    problems: tuple[Problem, ...]


class Documents(Mapping[str, Document]):
    """What each page held before its figures were filled in, by path; it is read when somebody asks, and kept."""

    def __init__(self, pages: Mapping[str, Measured]) -> None:
        self.pages = pages
        self.read: dict[str, Document] = {}

    def __getitem__(self, path: str) -> Document:
        if path not in self.read:
            self.read[path] = read_document(self.pages[path].as_drawn)
        return self.read[path]

    def __contains__(self, path: object) -> bool:
        return path in self.pages

    def __iter__(self) -> Iterator[str]:
        return iter(self.pages)

    def __len__(self) -> int:
        return len(self.pages)


def workshop_of(site: Site, assets: Assets) -> Workshop:
    """Return what the pages of a site are finished with."""
    sizes = sizes_of_parts(site, assets)
    blamed = sorted((path, body) for path, body in site.project.files.items() if BLAMED.fullmatch(path))
    return Workshop(site, assets, environment(assets), sizes, digest_of((sizes, blamed)))


def finish_page(workshop: Workshop, task: Task) -> Finished:
    """Return a page finished. Raises Invalid when a template has a fault, with what is wrong with the page itself."""
    site, page = workshop.site, task.drawing.page
    try:
        output = draw(site, workshop.assets, workshop.jinja, task.drawing)
    except Invalid as fault:
        raise Invalid(*fault.problems, *problems_of(Built(alone(site, page), (), {}, {}, {}))) from None
    return finish_output(workshop, output, page)


def finish_output(workshop: Workshop, output: Output, page: Page | None = None) -> Finished:
    """Return a page that was drawn finished; it shows a live page, or stands where none is any more."""
    html = output.body.decode()
    document = read_document(html)
    measured = measure(with_parts(workshop.site, workshop.sizes, output, document))
    path, site = output.path, alone(workshop.site, page)
    built = Built(site, (measured.output,), {}, {path: measured.weight}, {path: document})
    return Finished(
        measured,
        tuple(plain_text(site, page, document)) if page else (),
        found_by(page, document) if page else None,
        Named(addresses_in_html(html, document), document.ids),
        problems_of(built),
    )


def alone(site: Site, page: Page | None) -> Site:
    """Return a site with one page, or with none."""
    return replace(site, pages=(page,) if page else ())


def problems_of(built: Built) -> tuple[Problem, ...]:
    """Return what is wrong with the page of a build that has only one."""
    slips = (problem for page in built.site.pages for problem in source_problems(page.source))
    return (*slips, *(problem for check in PAGE_CHECKS for problem in check(built)))


def addresses_in_html(html: str, document: Document) -> tuple[str, ...]:
    """Return each address that a page names, in its elements and in its style."""
    styles = "".join(STYLE.findall(html))
    return (*(link.address for link in document.links), *CSS_ADDRESS.findall(styles))
