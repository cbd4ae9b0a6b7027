"""Redirects for hosts that read a `_redirects` file; every other host serves the page at the old address."""

from collections.abc import Iterator

from site_builder.assets import Assets
from site_builder.model import Output, Site


def redirects_file(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `_redirects`: one line for each old address."""
    base = site.settings.base_path
    pages = (*site.pages, *site.ended)
    lines = sorted(f"{base}{old} {base}{page.address} 301" for page in pages for old in page.meta.moved_from)
    if lines:
        yield Output("_redirects", "\n".join([*lines, ""]).encode())
