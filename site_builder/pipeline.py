"""Knows the order of a build: one straight way from what people wrote to what is published, and all that is wrong."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain

from site_builder.assets import read_assets
from site_builder.checks import SITE_CHECKS
from site_builder.finished import Documents, Task, Workshop, finish_output, finish_page, workshop_of
from site_builder.late import late
from site_builder.measures import Measured
from site_builder.model import Built, Page, Project, Site
from site_builder.outputs import GATHERED, OUTPUTS, REMEMBERED
from site_builder.outputs.manifest import manifest
from site_builder.outputs.search_index import search_index
from site_builder.outputs.service_worker import service_worker
from site_builder.pages import named_file, page_paths, read_file, stray_files
from site_builder.problems import Each, Invalid, Problem, attempt
from site_builder.render import digest_of, drawings, render_others
from site_builder.schedule import is_over, is_waiting, next_change
from site_builder.shared import form_sources, read_settings, read_shared

read_form = late("forms", "read_form")


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
    settings = read_settings(project, base_url, each)
    shared, shared_faults = attempt(partial(read_shared, project, each=each), [settings])
    abbreviations = shared[0].abbreviations if shared else {}
    terms = {language: (found, digest_of(found).encode()) for language, found in abbreviations.items()}
    named, name_faults = attempt(partial(named_file, project, settings, terms), page_paths(project, settings))
    forms, form_faults = each(read_form, form_sources(project, settings.languages))
    read, page_faults = each(read_file, named)
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
        unread=frozenset(file.address for file in named) - {page.address for page in read},
        shared=shared[0],
        forms={form.id: form for form in forms},
        project=project,
        now=now,
        next_change=next_change(read, now),
    )
    return Read(site, faults)


def glance(site: Site, addresses: Collection[str], each: Each) -> tuple[Measured, ...]:
    """Return some pages just as `finish` will: who looks at one need not wait for all the others."""
    workshop = workshop_of(site, read_assets(site.project, each))
    wanted = (page for page in site.pages if page.address in addresses)
    pages, _ = each(partial(finish_page, workshop), tasks(workshop, wanted))
    return tuple(page.measured for page in pages)


def finish(read: Read, each: Each, through: Each = attempt) -> Built:
    """Return the whole of a site that was read, with every problem found.

    `through` applies what looks at the site as a whole, one after the other; it may leave off.
    """
    site = read.site
    assets = read_assets(site.project, each)
    workshop = workshop_of(site, assets)
    pages, page_faults = each(partial(finish_page, workshop), tasks(workshop, site.pages))
    others, other_faults = through(lambda render: finish_output(workshop, render()), render_others(site, assets))
    finished = (*pages, *others)
    made, made_faults = through(lambda produce: tuple(produce(site, assets)), OUTPUTS)
    kept, kept_faults = through(lambda produce: tuple(produce(site, assets, each)), REMEMBERED)
    found = {page.measured.output.page: page.found for page in pages if page.found}
    shown = {page.measured.output.page: page.measured.output for page in finished}
    gathered, gathered_faults = through(lambda produce: tuple(produce(site, assets, shown, each)), GATHERED)
    own = (output for page in finished for output in (page.measured.output, *page.more))
    outputs = (
        *own,
        *chain.from_iterable((*made, *kept)),
        *search_index(site, found, each),
        *chain.from_iterable(gathered),
    )
    published = (*outputs, *service_worker(site, outputs))
    html = {page.measured.output.path: page for page in finished}
    built = Built(
        site,
        (*published, *manifest(site, assets, published)),
        {path: page.named for path, page in html.items()},
        {path: page.measured.weight for path, page in html.items()},
        Documents({path: page.measured for path, page in html.items()}),
    )
    told = (*read.faults, *page_faults, *other_faults, *made_faults, *kept_faults, *gathered_faults)
    found_alone = (problem for page in finished for problem in page.problems)
    checked, check_faults = through(lambda check: tuple(check(built)), SITE_CHECKS)
    problems = tuple(sorted({*told, *found_alone, *check_faults, *chain.from_iterable(checked)}))
    return replace(built, problems=site.settings.unaccepted(problems))


def tasks(workshop: Workshop, pages: Iterable[Page]) -> Iterator[Task]:
    """Yield what is to be done for some pages."""
    for drawing in drawings(workshop.site, workshop.assets, pages):
        yield Task(drawing, workshop.digest)
