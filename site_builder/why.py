"""Knows which files make a page what it is, and how they differ from those of another build."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from site_builder import navigation
from site_builder.model import Built, Page, Project, Site

FRAME = "templates/base.html"


@dataclass(frozen=True)
class Input:
    """A file that a page is made of, and what it gives to the page."""

    path: str
    gives: str


def find_page(site: Site, name: str) -> Page | None:
    """Return the page at an address or in a file, None when there is none."""
    return next((page for page in site.pages if name in (page.address, page.source.path)), None)


def inputs_of(built: Built, page: Page) -> tuple[Input, ...]:
    """Return the files that a page is made of, its own first."""
    found = (*own(page), *shared(built.site, page), *frame(built.site.project, page), *around(built.site, page))
    return tuple(dict.fromkeys(each for each in found if each.path in built.site.project.files))


def own(page: Page) -> Iterator[Input]:
    """Yield the files that a person edits for this page alone."""
    yield Input(page.source.path, "its text")
    if form := getattr(page.meta, "form", ""):
        yield Input(f"content/forms/{form}.yaml", "its form")
    for image in page.fragment.images:
        yield Input(f"content{image.address}", "a picture on it")


def shared(site: Site, page: Page) -> Iterator[Input]:
    """Yield the files that many pages share."""
    language = page.source.language
    contacts = ", ".join(page.fragment.contacts)
    yield Input("content/site.yaml", f"names and menus{f', and its contacts: {contacts}' if contacts else ''}")
    if page.facts or page.meta.sources:
        yield Input("content/facts.yaml", f"its sources and figures: {', '.join(page.facts) or 'none'}")
    yield Input(f"content/strings/{language}.yaml", "the words round its text")
    if "<abbr" in page.body or page.meta.kind == "glossary":
        yield Input(f"content/glossary/{language}.yaml", "long forms of abbreviations")


def frame(project: Project, page: Page) -> Iterator[Input]:
    """Yield the templates that draw the page."""
    yield Input(f"templates/kinds/{page.meta.kind}.html", "the template of its kind")
    yield Input(FRAME, "the frame of every page")
    blocks = (dict(each.attributes)["name"] for each in page.fragment.elements if each.name == "x-block")
    for name in dict.fromkeys(blocks):
        yield Input(f"templates/components/{name}/{name}.html", f"the block `{name}`")
    for path in project.under("templates", ".css"):
        yield Input(path, "style")
    yield Input(f"templates/icons/{page.address.rstrip('/').rpartition('/')[2]}.svg", "its drawing")


def around(site: Site, page: Page) -> Iterator[Input]:
    """Yield the other pages whose titles it shows."""
    settings = site.settings
    entries = (
        *navigation.trail(site, page),
        *navigation.menu(site, page, settings.navigation),
        *navigation.menu(site, page, settings.footer),
    )
    shown = (site.by_address[each.address] for each in entries)
    below = navigation.children(site, page) if page.meta.kind in ("home", "section") else ()
    for each in (*shown, *below):
        if each is not page:
            yield Input(each.source.path, "its title is shown here")


def digests(project: Project) -> dict[str, str]:
    """Name the content of each file of a project."""
    return {path: hashlib.blake2b(body, digest_size=16).hexdigest() for path, body in sorted(project.files.items())}


def noted(names: Mapping[str, str]) -> str:
    """Return digests as text, one file a line."""
    return "".join(f"{digest}  {path}\n" for path, digest in names.items())


def read_noted(text: str) -> dict[str, str]:
    """Return digests that `noted` wrote, by path."""
    return {path: digest for digest, _, path in (line.partition("  ") for line in text.splitlines())}


def told(inputs: Iterable[Input], now: Mapping[str, str], before: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each file: its path, what it gives, and how it stands to the last build."""
    for each in inputs:
        change = "" if not before else difference(now[each.path], before.get(each.path))
        yield f"{each.path}: {each.gives}{change}"


def difference(now: str, before: str | None) -> str:
    """Return how a file stands to the last build, "" when it is the same."""
    if before is None:
        return " (new since the last build)"
    return "" if now == before else " (changed since the last build)"
