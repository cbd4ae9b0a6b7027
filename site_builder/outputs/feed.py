"""An Atom feed of changes (RFC 4287) for each language."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from datetime import date

from site_builder.assets import Assets
from site_builder.model import Output, Page, Site
from site_builder.navigation import in_language, in_words

ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"


def atom_feed(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `feed.xml`: the pages checked last, newest first."""
    for language in site.settings.languages:
        pages = [each for each in site.pages if each.source.language == language and each.is_listed]
        newest = sorted(pages, key=lambda each: (-each.meta.checked.toordinal(), each.address))[:ENTRIES]
        if newest:
            path = f"{in_language(site, '/', language)}feed.xml"[1:]
            yield Output(path, feed(site, newest, language, path), "content/site.yaml")


def feed(site: Site, pages: list[Page], language: str, path: str) -> bytes:
    """Return the feed of some pages, the newest first."""
    base = site.settings.base_url.rstrip("/")
    name = in_words(site.settings.name, language, site)
    home = f"{base}{in_language(site, '/', language)}"
    root = etree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    put(root, "title", name)
    put(root, "id", home)
    put(root, "updated", moment(max(each.meta.checked for each in pages)))
    etree.SubElement(root, "link", {"rel": "self", "href": f"{base}/{path}"})
    etree.SubElement(root, "link", {"rel": "alternate", "href": home})
    put(etree.SubElement(root, "author"), "name", site.settings.owner)
    for page in pages:
        entry = etree.SubElement(root, "entry")
        put(entry, "title", page.meta.title)
        put(entry, "id", base + page.address)
        put(entry, "updated", moment(page.meta.checked))
        etree.SubElement(entry, "link", {"rel": "alternate", "href": base + page.address})
        put(entry, "summary", page.meta.description)
    etree.indent(root)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def put(parent: etree.Element, name: str, text: str) -> None:
    """Add an element that holds text."""
    etree.SubElement(parent, name).text = text


def moment(day: date) -> str:
    """Return the first moment of a day, as RFC 3339 writes it."""
    return f"{day.isoformat()}T00:00:00Z"
