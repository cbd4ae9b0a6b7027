"""Finds the file that a person would edit to change something on a page."""

import re

from site_builder.model import Built, Output, Page, Project
from site_builder.source import line_with

TEMPLATE_TEXT = (".html", ".js", ".css", ".yaml")


def blame(built: Built, output: Output, text: str, occurrence: int = 1) -> tuple[str, int]:
    """Return the path and line where some text comes from: the page's source, the shared files, or a template.

    Falls back to the source that the output names.
    """
    text = as_written(built, text)
    page = built.site.by_address.get(output.page)
    if page and (line := page.source.line_of_address(text, occurrence) or page.source.line_with(text, occurrence)):
        return page.source.path, line
    return found_in_shared(built.site.project, text) or (output.source, 0)


def as_written(built: Built, address: str) -> str:
    """Return an address of an output as an editor wrote it, without `base_url` or its path."""
    for prefix in (built.site.settings.base_url.rstrip("/") + "/", built.site.settings.base_path + "/"):
        if len(prefix) > 1 and address.startswith(prefix):
            return "/" + address.removeprefix(prefix)
    return address


def found_in_shared(project: Project, text: str) -> tuple[str, int] | None:
    """Return the first place outside the pages where some text stands."""
    shared = (path for path in project.files if path.count("/") == 1 and path.startswith("content/"))
    words = project.under("content/strings")
    templates = project.under("templates")
    for path in (*shared, *words, *templates):
        if path.endswith(TEMPLATE_TEXT):
            line = line_with(project.files[path].decode(errors="replace"), re.escape(text))
            if line:
                return path, line
    return None


def pages_of(built: Built) -> tuple[tuple[Output, Page], ...]:
    """Return each live page with its output."""
    return tuple(
        (out, built.site.by_address[out.page]) for out in built.outputs if out.page and out.path in built.documents
    )
