"""The gallery: one page that shows each component in each state, for editors and for the tests. No page leads to it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from site_builder.assets import Assets
from site_builder.html_reader import read_document
from site_builder.kinds import PageKind
from site_builder.markup import to_html
from site_builder.measures import measure, sizes_of_parts, with_parts
from site_builder.model import Output, Page, Site
from site_builder.pages import read_text
from site_builder.problems import Each, whole
from site_builder.quick_yaml import read_yaml
from site_builder.render import Drawing, drawings, environment, fill, page_html
from site_builder.source import Source

FILE = "gallery.html"
FOLDER = "templates/components"
EXAMPLES = "examples.yaml"
PREFIX = "component-"
CONTACT = "office"
"""The contact that examples name: whichever the settings call the office's own."""


class Example(NamedTuple):
    """A component in one state.

    `markdown` is what an editor writes, "" where none does; `html` what it gives, or what a script makes of it. With
    neither, `macro` of the component's template draws `data`.
    """

    name: str
    markdown: str
    html: Markup
    macro: str
    data: Mapping[str, Any]


class Gallery(NamedTuple):
    """The gallery to draw, by all that it is made of; `sizes` are those of the parts that a page may load."""

    drawing: Drawing
    meta: PageKind
    sizes: tuple[tuple[str, int], ...]


def gallery(site: Site, assets: Assets, each: Each) -> Iterator[Output]:
    """Yield `gallery.html`, in the default language."""
    language = site.settings.language
    meta = PageKind(
        title=site.shared.words(language, "gallery"),
        description=site.shared.words(language, "gallery_about"),
        checked=max(page.meta.checked for page in site.pages),
    )
    page = Page(Source(FOLDER, "", language, f"/{FILE}"), meta, "", read_document(""))
    sizes = tuple(sizes_of_parts(site, assets).items())
    asked = [Gallery(drawing, meta, sizes) for drawing in drawings(site, assets, [page])]
    yield from whole(each(partial(draw_gallery, site, assets), asked))


def draw_gallery(site: Site, assets: Assets, asked: Gallery) -> Output:
    """Return the gallery with its measures. Raises Invalid when a template or an example has a fault."""
    jinja = environment(assets)
    page = asked.drawing.page
    components = {
        path.split("/")[2]: examples(read_text(body, path), path)
        for path, body in site.project.under(FOLDER, EXAMPLES).items()
    }
    body = fill(jinja, FILE, site=site, page=page, components=components)
    fragment = read_document(body)
    parts = tuple(each for each in fragment.headings if each.id.startswith(PREFIX))
    shown = replace(page, body=body, fragment=replace(fragment, headings=parts))
    html = page_html(with_contact(site), shown, assets, jinja)
    output = Output(FILE, html.encode(), f"{FOLDER}/")
    return measure(with_parts(site, dict(asked.sizes), output, read_document(html))).output


@lru_cache(maxsize=100)
def examples(text: str, path: str) -> tuple[Example, ...]:
    """Return the examples in a file. Raises Invalid."""
    entries, _ = read_yaml(text, path)
    return tuple(
        Example(
            name=each["name"],
            markdown=each.get("markdown", ""),
            html=Markup(each.get("html") or to_html(each.get("markdown", ""))),
            macro=each.get("macro", ""),
            data=each.get("data", {}),
        )
        for each in entries
    )


def with_contact(site: Site) -> Site:
    """Return a site in which the office's own contact has the name that the examples use."""
    settings = site.settings
    contacts = {**settings.contacts, CONTACT: settings.contacts[settings.office_contact]}
    return replace(site, settings=replace(settings, contacts=contacts))
