"""Every folder has a page."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.pages import address_of
from site_builder.problems import Problem


def section_page(built: Built) -> Iterator[Problem]:
    """Every folder with pages has an `index.md`, and each language has a home page.

    Example:
        -- content/en/farms/cows.md --
        ---
        title: Cows
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Bring them in.

    Why: people shorten addresses by hand, breadcrumbs lead there, and pages without a section are in no list.
    Fix: write an `index.md` with a title and a description; the pages list themselves.
    """
    pages = (*built.site.pages, *built.site.ended, *built.site.waiting)
    written = {page.source.path for page in pages}
    settings = built.site.settings
    folders = {folder: page.source.path for page in reversed(pages) for folder in folders_above(page.source.path)}
    for folder in sorted({*folders, *(f"content/{language}" for language in settings.languages)}):
        index = f"{folder}/index.md"
        _, language, rest = index.split("/", 2)
        if index not in written and address_of(rest, language, settings) not in built.site.unread:
            message = f"the folder `{folder}` has no `index.md`"
            hint = "Write one with a title and a description; it lists the pages of the folder by itself"
            yield Problem(folders.get(folder, index), 0, "section-page", message, hint)


def folders_above(path: str) -> Iterator[str]:
    """Yield the folders that a page lies in, up to that of its language."""
    while path.count("/") > 1:
        path = path.rpartition("/")[0]
        yield path
