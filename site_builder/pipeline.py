"""Knows the order of a build: one straight way from what people wrote to what is published, and all that is wrong."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain

from site_builder.assets import Assets, read_assets
from site_builder.checks import CHECKS, source_problems
from site_builder.document import Document
from site_builder.forms import form_paths, read_form
from site_builder.html_reader import read_document
from site_builder.measures import Measured, unmeasured, weigh, with_measures
from site_builder.model import Built, Output, Project, Site
from site_builder.outputs import DERIVED, GATHERED, OUTPUTS
from site_builder.outputs.manifest import manifest
from site_builder.outputs.service_worker import service_worker
from site_builder.pages import page_paths, read_page, read_source, stray_files
from site_builder.problems import Each, Invalid, Problem, attempt
from site_builder.render import draw, drawings, environment, render_others
from site_builder.schedule import is_over, is_waiting, next_change
from site_builder.shared import read_settings, read_shared


@dataclass(frozen=True)
class Read:
    """A site as it was read, before any page is drawn, with what kept files out of it."""

    site: Site
    faults: tuple[Problem, ...]


def build(project: Project, now: datetime, drafts: bool = False, base_url: str = "", each: Each = attempt) -> Built:
    """Return the whole site with every problem found.

    `now` decides what is published; `base_url`, unless empty, stands in for the setting. `each` applies the functions
    that look at one page alone; it may remember. Raises Invalid, with all problems found so far, when a file that all
    pages share cannot be read.
    """
    return finish(read_site(project, now, drafts, base_url, each), each)


def read_site(project: Project, now: datetime, drafts: bool, base_url: str, each: Each) -> Read:
    """Return all that people wrote, understood. Takes what `build` takes, and raises Invalid as it does."""
    settings = read_settings(project, base_url)
    shared, shared_faults = attempt(partial(read_shared, project), [settings])
    terms = shared[0].abbreviations if shared else {}
    sources, name_faults = attempt(partial(read_source, project, settings, terms), page_paths(project, settings))
    forms, form_faults = attempt(partial(read_form, project, tuple(settings.languages)), form_paths(project))
    read, page_faults = each(read_page, sources)
    faults = (*shared_faults, *stray_files(project, settings), *name_faults, *page_faults, *form_faults)
    if shared_faults:
        raise Invalid(*sorted(faults))
    pages = sorted(read, key=lambda page: page.address)
    waiting = tuple(page for page in pages if is_waiting(page, now, drafts))
    ended = tuple(page for page in pages if is_over(page, now) and page not in waiting)
    site = Site(
        settings=settings,
        pages=tuple(page for page in pages if page not in waiting and page not in ended),
        ended=ended,
        waiting=waiting,
        unread=frozenset(source.address for source in sources) - {page.address for page in read},
        shared=shared[0],
        forms={form.id: form for form in forms},
        project=project,
        now=now,
        next_change=next_change(read, now),
    )
    return Read(site, faults)


def glance(site: Site, addresses: Collection[str], each: Each) -> tuple[Measured, ...]:
    """Return some pages just as `finish` will: who looks at one need not wait for all the others."""
    assets = read_assets(site.project)
    wanted = (page for page in site.pages if page.address in addresses)
    drawn, _ = each(partial(draw, site, assets, environment(site, assets)), drawings(site, assets, wanted))
    return measured_pages(site, assets, drawn, documents_of(drawn, each), each)


def finish(read: Read, each: Each) -> Built:
    """Return the whole of a site that was read, with every problem found."""
    site = read.site
    assets = read_assets(site.project)
    drawn, draw_faults = each(
        partial(draw, site, assets, environment(site, assets)), drawings(site, assets, site.pages)
    )
    others, other_faults = attempt(lambda render: render(), render_others(site, assets))
    rendered = (*drawn, *others)
    documents = documents_of(rendered, each)
    measured = measured_pages(site, assets, rendered, documents, each)
    weights = {page.output.path: page.weight for page in measured}
    made, made_faults = attempt(lambda produce: tuple(produce(site, assets)), OUTPUTS)
    derived = (output for produce in DERIVED for output in produce(site, documents))
    shown = {page.output.page: page.output for page in measured}
    gathered = (output for produce in GATHERED for output in produce(site, assets, shown))
    outputs = (*(page.output for page in measured), *chain.from_iterable(made), *derived, *gathered)
    published = (*outputs, *service_worker(site, outputs))
    built = Built(site, (*published, *manifest(site, assets, published)), documents, weights)
    slips, _ = each(source_problems, [page.source for page in site.pages])
    found = (*chain.from_iterable(slips), *(problem for check in CHECKS for problem in check(built)))
    problems = tuple(sorted({*read.faults, *draw_faults, *other_faults, *made_faults, *found}))
    return replace(built, problems=site.settings.unaccepted(problems))


def documents_of(rendered: tuple[Output, ...], each: Each) -> dict[str, Document]:
    """Return what each rendered page holds, by its path."""
    documents, _ = each(read_document, [output.body.decode() for output in rendered])
    return dict(zip([output.path for output in rendered], documents, strict=True))


def measured_pages(
    site: Site, assets: Assets, rendered: tuple[Output, ...], documents: dict[str, Document], each: Each
) -> tuple[Measured, ...]:
    """Return rendered pages with their measures at their foot."""
    finished = tuple(unmeasured(site, assets, rendered, documents))
    weighed, _ = each(weigh, finished)
    return tuple(map(with_measures, finished, weighed))
