"""Knows how a page's body gets its components, facts and contacts. Knows no page's frame."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from markupsafe import Markup, escape

from site_builder import navigation
from site_builder.document import FIND_INSERT, insert_of
from site_builder.model import Page, Site

BLOCK = re.compile(r"<x-block ([^>]*)>((?:(?!<x-block ).)*?)</x-block>", re.DOTALL)
FACT = re.compile(r'<x-fact name="([^"]*)"></x-fact>')
CONTACT = re.compile(r'<x-contact name="([^"]*)" part="([^"]*)"></x-contact>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
ABBREVIATION = re.compile(r'<abbr title="[^"]*">([^<]*)</abbr>')
TAG = re.compile(r"<[^<>]*>")
NAMING = re.compile(r"<(?:a|div|img) [^<>]*\{\{[^<>]*>")
SAID = re.compile(r""" (?:alt|aria-label|title)=(?:"[^"]*"|'[^']*')""")
LIST_ITEM = re.compile(r"</?li>")


def compose(body: str, site: Site, page: Page, with_blame: Callable[..., str]) -> str:
    """Return a page's body with its components, facts and contacts put in; each abbreviation is spelled out once."""
    language = page.source.language
    body = FACT.sub(lambda match: fact_html(match[1], site, language), body)
    body = CONTACT.sub(lambda match: contact_html(match[1], match[2], site, language), body)
    if "{{" in body:
        body = NAMING.sub(lambda match: said_of(match[0], site, language), body)
    replaced = 1
    while replaced:
        body, replaced = BLOCK.subn(lambda match: component_html(match, site, with_blame), body)
    spelled: set[str] = set()

    def once(match: re.Match[str]) -> str:
        first = match[1] not in spelled
        spelled.add(match[1])
        return match[0] if first else match[1]

    return ABBREVIATION.sub(once, body)


def fact_html(name: str, site: Site, language: str) -> str:
    """Return a fact's value; an unknown fact stays as it was written, for the check to find."""
    if name not in site.shared.facts.facts:
        return f"{{{{ {name} }}}}"
    value = navigation.in_words(site.shared.facts.facts[name].value, language, site)
    return f'<data class="fact" value="{escape(name)}">{escape(value)}</data>'


def contact_html(name: str, part: str, site: Site, language: str) -> str:
    """Return a link that calls a contact or opens its web address."""
    contact = site.settings.contacts.get(name)
    if contact is None or not getattr(contact, part):
        return f"{{{{ contact.{name}.{part} }}}}"
    if part == "phone" and not contact.dial:
        return str(escape(contact.phone))
    if part == "phone":
        return f'<a href="tel:{escape(contact.dial)}">{escape(contact.phone)}</a>'
    return f'<a href="{escape(contact.website)}">{escape(navigation.in_words(contact.name, language, site))}</a>'


def said_of(tag: str, site: Site, language: str) -> str:
    """Return a tag with facts and contacts put into what is said of its element: their words alone."""

    def words_of(match: re.Match[str]) -> str:
        insert = insert_of(match["name"])
        values = dict(insert.attributes)
        if insert.name == "x-fact":
            return TAG.sub("", fact_html(values["name"], site, language))
        return TAG.sub("", contact_html(values["name"], values["part"], site, language))

    return SAID.sub(lambda said: FIND_INSERT.sub(words_of, said[0]), tag)


def component_html(match: re.Match[str], site: Site, with_blame: Callable[..., str]) -> str:
    """Return one component, drawn by its template."""
    block = {name: unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
    name = block["name"]
    return with_blame(
        f"components/{name}/{name}.html",
        title=block["title"],
        id=block.get("id", ""),
        body=Markup(match[2].strip()),
        items=tuple(map(Markup, list_items(match[2]))),
        contact=site.settings.contacts.get(block["title"]),
    )


def list_items(html: str) -> Iterator[str]:
    """Yield the content of each outermost list item."""
    depth, start = 0, 0
    for match in LIST_ITEM.finditer(html):
        if match[0] == "<li>":
            depth += 1
            start = match.end() if depth == 1 else start
        else:
            depth -= 1
            if depth == 0:
                yield html[start : match.start()].strip()
