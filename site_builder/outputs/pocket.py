"""The pocket edition: the pages of a language in one file that needs nothing else, for a memory stick and for paper."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html import escape
from itertools import groupby

from site_builder.assets import Assets
from site_builder.late import late
from site_builder.model import Output, Page, Site
from site_builder.navigation import in_language, in_reading_order, line_to
from site_builder.policy import meta_policy
from site_builder.problems import Each, whole
from site_builder.render import TAG, digest_of, environment, fill

code_svg = late("codes", "code_svg")

FILE = "pocket.html"
TEMPLATE = "pocket.html"
PAGES_BYTES = 1_800_000
"""What the pages may take as they are: the whole file, with its cover and contents, stays under two megabytes."""

MAIN = re.compile(r"<main\b[^>]*>(.*?)</main>", re.DOTALL)
ONLINE = re.compile(r"<nav\b.*?</nav>|<svg[^>]* class=\"code\".*?</svg>|<source\b[^>]*>", re.DOTALL)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
IMAGE = re.compile(r"<img\b[^>]*>")
ALT = re.compile(r'\balt="([^"]*)"')
ATTRIBUTE = re.compile(r"""\s+([a-zA-Z][\w-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
NAMES_OF_IDS = frozenset(("id", "for", "headers", "aria-labelledby", "aria-describedby"))


@dataclass(frozen=True)
class Chapter:
    """A page in the book. `happening` is what a person would say is happening, for a hazard, else ""."""

    page: Page
    body: str
    happening: str


@dataclass(frozen=True)
class Place:
    """The site of a book: its addresses begin with `web`, of which `base` is the path; the pages `inside` are in it."""

    web: str
    base: str
    inside: frozenset[str]


@dataclass(frozen=True)
class Excerpt:
    """A page that becomes a chapter, by all that the chapter is made of.

    `page` names the page's HTML, `place` the book's place.
    """

    page: str
    address: str
    form_words: str
    place: str
    shown: Output = field(compare=False, repr=False)


@dataclass(frozen=True)
class Shown:
    """A finished page, by the digest of its HTML."""

    sha256: str
    output: Output = field(compare=False, repr=False)


def pocket_edition(site: Site, assets: Assets, shown: Mapping[str, Output], each: Each) -> Iterator[Output]:
    """Yield `pocket.html` for each language that has pages."""
    jinja = environment(assets)
    for language in site.settings.languages:
        own = [page for page in site.pages if page.source.language == language]
        pages = [page for page in in_reading_order(site, language) if page.address in shown]
        if own:
            home = in_language(site, "/", language)
            chapters = chapters_of(site, pages, shown, each)
            address = site.settings.base_url.rstrip("/") + home
            html = fill(
                jinja,
                TEMPLATE,
                site=site,
                page=own[0],
                language=language,
                assets=assets,
                both_styles=meta_policy(assets.style_hash, assets.pocket_hash),
                here=address,
                code=whole(each(code_svg, [address]))[0],
                chapters=chapters,
                sections=sections(chapters),
                all_pages=len(pages),
                checked=max(page.meta.checked for page in own),
            )
            yield Output(f"{home}{FILE}"[1:], html.encode(), f"templates/{TEMPLATE}")


def chapters_of(site: Site, pages: Iterable[Page], shown: Mapping[str, Output], each: Each) -> tuple[Chapter, ...]:
    """Return as many pages as there is room for, each as a chapter."""
    outputs = ((page, shown[page.address]) for page in pages)
    sizes = ((page, whole(each(bytes_of_main, [Shown(output.sha256, output)]))[0]) for page, output in outputs)
    kept = fitting(sizes, PAGES_BYTES)
    place = Place(site.settings.base_url.rstrip("/"), site.settings.base_path, frozenset(each.address for each in kept))
    place_name = digest_of((place.web, place.base, sorted(place.inside)))
    excerpts = [
        Excerpt(
            shown[page.address].sha256,
            page.address,
            site.shared.words(page.source.language, "pocket_form"),
            place_name,
            shown[page.address],
        )
        for page in kept
    ]
    bodies = whole(each(partial(as_chapter, place), excerpts))
    return tuple(
        Chapter(page, body, getattr(page.meta, "happening", "")) for page, body in zip(kept, bodies, strict=True)
    )


def bytes_of_main(shown: Shown) -> int:
    """Return how long the main part of a page is."""
    return len(main_of(shown.output).encode())


def main_of(output: Output) -> str:
    """Return the main part of a page."""
    return "".join(MAIN.findall(output.body.decode()))


def fitting(sizes: Iterable[tuple[Page, int]], room_bytes: int) -> list[Page]:
    """Return the first pages, by the bytes of the main part of each, as many as there is room for."""
    kept: list[Page] = []
    for page, size in sizes:
        room_bytes -= size
        if room_bytes < 0:
            break
        kept.append(page)
    return kept


def sections(chapters: Iterable[Chapter]) -> tuple[tuple[Chapter, ...], ...]:
    """Return the chapters of each section together, its own page first."""
    return tuple(tuple(group) for _, group in groupby(chapters, lambda each: line_to(each.page.address)[0]))


@lru_cache(maxsize=2000)
def as_chapter(place: Place, excerpt: Excerpt) -> str:
    """Return the main part of a page so that it needs nothing else.

    Each id and each link within the book begins with the address of its page; other addresses are written in full.
    What needs a script or another file is left out: a form is told by its address, and a picture by its words.
    """
    address = excerpt.address
    form = f'<p>{escape(excerpt.form_words)} <a href="{place.web}{address}">{place.web}{address}</a></p>'
    html = FORM.sub(lambda _: form, ONLINE.sub("", main_of(excerpt.shown)))
    html = IMAGE.sub(lambda match: "".join(ALT.findall(match[0])), html)
    return TAG.sub(lambda tag: ATTRIBUTE.sub(lambda each: moved(each, tag[0], address, place), tag[0]), html).strip()


def moved(attribute: re.Match[str], tag: str, address: str, place: Place) -> str:
    """Return an attribute as the book has it. A section gets no name: many chapters have one of the same name."""
    name, value = attribute[1].lower(), (attribute[2] or "").strip("\"'")
    if name.startswith(("data-", "autocomplete")) or (name == "aria-labelledby" and tag.startswith("<section")):
        return ""
    if name == "href":
        return f' href="{link(value, address, place)}"'
    if name in NAMES_OF_IDS:
        return f' {name}="{" ".join(f"{address}:{each}" for each in value.split())}"'
    return attribute[0]


def link(target: str, address: str, place: Place) -> str:
    """Return where a link of a page leads from within the book."""
    path, mark, heading = target.removeprefix(place.base).partition("#")
    if not path:
        path = address
    if path in place.inside:
        return f"#{path}:{heading}" if mark else f"#{path}"
    return f"{place.web}{path}{mark}{heading}" if path.startswith("/") else target
