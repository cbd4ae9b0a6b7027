"""A sitemap (sitemaps.org protocol 0.9)."""

from collections.abc import Iterator
from html import escape

from site_builder.assets import Assets
from site_builder.model import Output, Site

HEAD = """<?xml version='1.0' encoding='utf-8'?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
"""
ENTRY = """  <url>
    <loc>{}</loc>
    <lastmod>{:%Y-%m-%d}</lastmod>
  </url>
"""


def sitemap(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `sitemap.xml`: each page that may be listed, and the day it was checked."""
    base = escape(site.settings.base_url.rstrip("/"))
    entries = (ENTRY.format(base + page.address, page.meta.checked) for page in site.pages if page.is_listed)
    yield Output("sitemap.xml", f"{HEAD}{''.join(entries)}</urlset>\n".encode())
