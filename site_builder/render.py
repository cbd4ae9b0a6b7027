"""Knows how a page in its site becomes HTML: components, facts and contacts put in, then the template of its kind."""

import hashlib
import re
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from jinja2 import Environment, TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from site_builder import navigation
from site_builder.assets import Assets
from site_builder.compose import compose
from site_builder.dates import day_text, moment_text
from site_builder.kinds import GUIDANCE, FormKind
from site_builder.late import late
from site_builder.lists import ANSWERS, listed, listing, nothing
from site_builder.model import Output, Page, Site
from site_builder.navigation import Entry, Listed
from site_builder.policy import meta_policy
from site_builder.problems import Invalid, Problem
from site_builder.schedule import earliest_due
from site_builder.templates import environment_of

code_svg = late("codes", "code_svg")
draw_page = late("form_pages", "draw_page")

TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
ADDRESS_ATTRIBUTE = re.compile(
    r"""(\s(?:href|src|action|srcset|poster|data-worker|data-index)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE
)
ROOT_ADDRESS = re.compile(r"(^[\"']?\s*|,\s*)/(?!/)")
NESTING = re.compile(r"<(/?)(blockquote|dd|details|div|fieldset|h2|li|section)\b")


def environment(assets: Assets) -> Environment:
    """Return the Jinja environment of a site's templates."""
    return environment_of(assets.templates, meta_policy(assets.style_hash))


Around = tuple[tuple[str, Any], ...]
"""What a page shows of others, with the names that templates have for it."""


@dataclass(frozen=True)
class Drawing:
    """A page to draw, by all that its HTML is made of.

    `frame` names what every page is drawn with, `source` the page itself, `menus` its menus, `near` what else it shows
    of others, and `rest` the other pages that its kind lists. Equal drawings are drawn alike; `around` is all that the
    page shows of others.
    """

    frame: str
    source: str
    menus: str
    near: str
    rest: str
    page: Page = field(compare=False, repr=False)
    around: Around = field(compare=False, repr=False)


def drawings(site: Site, assets: Assets, pages: Iterable[Page]) -> Iterator[Drawing]:
    """Yield some live pages, each with all that it is drawn of."""
    frame, rest = frame_of(site, assets), ""
    menus: dict[tuple[str, str], tuple[Around, str]] = {}
    trails: dict[tuple[str, str], tuple[Entry, ...]] = {}
    name_of = lru_cache(maxsize=None)(digest_of)
    in_menus = (*site.settings.navigation, *site.settings.footer)
    named = {navigation.in_language(site, each, language) for each in in_menus for language in site.settings.languages}
    for page in pages:
        lists_others = page.meta.kind in ANSWERS
        lists_some = ANSWERS.get(page.meta.kind) is listing
        if lists_others and not lists_some and not rest:
            rest = digest_of([each.gist for each in site.pages])
        place = (page.source.language, page.address if page.address in named else above(page.address))
        if place not in menus:
            around = menus_of(site, page)
            menus[place] = (around, digest_of(around))
        shared, name = menus[place]
        folder = (page.source.language, above(page.address) if page.address != "/" else "")
        if folder not in trails:
            trails[folder] = navigation.trail(site, page)
        near = nearby(site, page, trails[folder])
        shown = digest_of([each.gist for each in listed(site, page)]) if lists_some else rest
        lists = shown if lists_others else ""
        yield Drawing(frame, page.source.digest, name, name_of(near), lists, page, (*shared, *near))


def above(address: str) -> str:
    """Return the address one level above another."""
    return address.rstrip("/").rpartition("/")[0] + "/"


def frame_of(site: Site, assets: Assets) -> str:
    """Name what every page is drawn with: settings, facts, words, forms, templates, style and scripts."""
    templates = site.project.under("templates")
    return digest_of((site.settings, site.shared, site.forms, sorted(templates.items()), assets))


def digest_of(content: object) -> str:
    """Name content that consists of frozen dataclasses, tuples and plain values."""
    return hashlib.blake2b(repr(content).encode(), digest_size=16).hexdigest()


def surroundings(site: Site, page: Page) -> Around:
    """Answer what a page of any kind shows of others."""
    return (*menus_of(site, page), *nearby(site, page, navigation.trail(site, page)))


def menus_of(site: Site, page: Page) -> Around:
    """Answer what a page shows at its head and its foot, as all pages below the same one do that no menu names."""
    return (
        ("menu", navigation.menu(site, page, site.settings.navigation)),
        ("index_page", navigation.index_page(site, page.source.language)),
        ("foot", navigation.menu(site, page, site.settings.footer)),
    )


def nearby(site: Site, page: Page, trail: tuple[Entry, ...]) -> Around:
    """Answer what a page shows of the pages above it and of the publications that it rests on."""
    return (
        ("trail", trail),
        ("references", site.references(page)),
        ("due", earliest_due(page, site)),
    )


def draw(site: Site, assets: Assets, jinja: Environment, drawing: Drawing) -> Output:
    """Return a page as a file to publish. Raises Invalid when a template has a fault."""
    return render_page(site, drawing.page, assets, jinja, drawing.around)


def render_others(site: Site, assets: Assets) -> Iterator[Callable[[], Output]]:
    """Yield, for each page that is over and each old address, a function that renders it; it may raise Invalid."""
    jinja = environment(assets)
    for page in site.ended:
        yield partial(render_ended, site, page, jinja)
    for page in (*site.pages, *site.ended):
        for address in page.meta.moved_from:
            yield partial(render_redirect, site, page, jinja, address)


def render_page(site: Site, page: Page, assets: Assets, jinja: Environment, around: Around = ()) -> Output:
    """Return a page as a file to publish. Raises Invalid when a template has a fault."""
    html = page_html(site, page, assets, jinja, around)
    finished = draw_page(site, page, html) if isinstance(page.meta, FormKind) else html
    return Output(page.output_path, finished.encode(), page.source.path, page.address)


def page_html(site: Site, page: Page, assets: Assets, jinja: Environment, around: Around = ()) -> str:
    """Return a page's HTML; the page of a form has the endpoint's marks where the form goes. Raises Invalid.

    `around` is what it shows of others, where that is known already.
    """
    language = page.source.language
    with_blame = partial(fill, jinja, site=site, page=page)
    body = compose(page.body, site, page, with_blame)
    split = first_heading(body)
    address = site.settings.base_url.rstrip("/") + page.address
    html = with_blame(
        f"kinds/{page.meta.kind}.html",
        opening=Markup(body[:split]),
        rest=Markup(body[split:]),
        assets=assets,
        language=language,
        here=address,
        home=navigation.in_language(site, "/", language),
        contents=navigation.contents(page),
        code=code_svg(address) if page.meta.kind in GUIDANCE else "",
        office=site.settings.contacts[site.settings.office_contact],
        **dict(around or surroundings(site, page)),
        **ANSWERS.get(page.meta.kind, nothing)(site, page),
    )
    return with_base(html, site)


def first_heading(body: str) -> int:
    """Return where a body's first heading of its own begins, outside any component, or its end.

    In-page navigation stands there.
    """
    depth = 0
    for match in NESTING.finditer(body):
        if match[2] == "h2" and not match[1] and depth == 0:
            return match.start()
        depth += 0 if match[2] == "h2" else -1 if match[1] else 1
    return len(body)


def render_redirect(site: Site, page: Page, jinja: Environment, address: str) -> Output:
    """Return the page that stands at an old address and leads on to the new one."""
    html = fill(
        jinja,
        "redirect.html",
        site=site,
        page=page,
        language=page.source.language,
        there=site.settings.base_url.rstrip("/") + page.address,
    )
    return Output(f"{address}index.html"[1:], with_base(html, site).encode(), page.source.path)


def render_ended(site: Site, page: Page, jinja: Environment) -> Output:
    """Return the short page that stands at the address of a page whose time is over."""
    html = fill(jinja, "ended.html", site=site, page=page, language=page.source.language)
    return Output(page.output_path, with_base(html, site).encode(), page.source.path)


def fill(jinja: Environment, template: str, *, site: Site, page: Page, **answers: Any) -> str:
    """Return a filled template. Raises Invalid with the template's file and line for any fault in it."""
    language = page.source.language
    words = site.shared.strings[language]
    try:
        return jinja.get_template(template).render(
            settings=site.settings,
            page=page,
            meta=page.meta,
            words=words,
            day=partial(day_text, words=words),
            moment=partial(moment_text, words=words),
            text=partial(navigation.in_words, language=language, site=site),
            icon=partial(icon, site),
            **answers,
        )
    except KeyError as name:
        message = f"there are no words for `{name.args[0]}`"
        raise Invalid(Problem(f"content/strings/{language}.yaml", 0, "template", message, "Add them")) from None
    except TemplateError as fault:
        raise Invalid(template_problem(fault, template)) from None


def icon(site: Site, page: Page | Listed) -> Markup:
    """Return a page's drawing as SVG: the file of `templates/icons/` named like the page, or nothing."""
    name = page.address.rstrip("/").rpartition("/")[2]
    return Markup(site.project.files.get(f"templates/icons/{name}.svg", b"").decode().strip())


def template_problem(fault: TemplateError, template: str) -> Problem:
    """Return a template's fault as a problem at its line."""
    if isinstance(fault, TemplateSyntaxError):
        return Problem(fault.filename or template, fault.lineno, "template", str(fault.message), "Mend the template")
    frames = [each for each in traceback.extract_tb(fault.__traceback__) if each.filename.startswith("templates/")]
    path, line = (frames[-1].filename, frames[-1].lineno or 0) if frames else (f"templates/{template}", 0)
    hint = "Define the name, or mend the template" if isinstance(fault, UndefinedError) else "Mend the template"
    message = f"there is no template `{fault}`" if isinstance(fault, TemplateNotFound) else str(fault)
    return Problem(path, line, "template", message, hint)


def with_base(html: str, site: Site) -> str:
    """Put the path of `base_url` before each address that begins at the root: the one place that does so."""
    base = site.settings.base_path
    if not base:
        return html

    def prefixed(match: re.Match[str]) -> str:
        return match[1] + ROOT_ADDRESS.sub(rf"\g<1>{base}/", match[2])

    return TAG.sub(lambda tag: ADDRESS_ATTRIBUTE.sub(prefixed, tag[0]), html)
