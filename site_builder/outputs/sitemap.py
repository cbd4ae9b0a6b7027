"""A sitemap (sitemaps.org protocol 0.9)."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator

from site_builder.assets import Assets
from site_builder.model import Output, Site

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `sitemap.xml`: each page that may be listed, and the day it was checked."""
    base = site.settings.base_url.rstrip("/")
    root = etree.Element("urlset", {"xmlns": NAMESPACE})
    for page in site.pages:
        if page.is_listed:
            entry = etree.SubElement(root, "url")
            etree.SubElement(entry, "loc").text = base + page.address
            etree.SubElement(entry, "lastmod").text = page.meta.checked.isoformat()
    etree.indent(root)
    yield Output("sitemap.xml", etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
