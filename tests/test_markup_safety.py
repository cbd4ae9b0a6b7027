"""Whatever is written, what is published holds only what is allowed, as a conforming parser reads it; or it is told."""

from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as some
from justhtml import Element, JustHTML

from site_builder.checks.unsafe_html import ATTRIBUTES, ELEMENTS, SCHEMES, judge, scheme
from site_builder.document import addresses_in
from site_builder.pages import read_page, read_text
from site_builder.problems import Invalid
from site_builder.source import Source
from tests.test_quick_markup import LINES, SIGNS

FRONT = (
    "---\ntitle: Storm\ndescription: What to know about a storm, in as few words as fit.\nchecked: 2026-11-01\n---\n"
)
PATH = "content/en/storm.md"
OURS = frozenset(("role", "scope", "tabindex", "aria-label"))
PARTS = (
    "<B ONCLICK=x>|<a|<p|<b|<svg|<math|<script|</script>|<style>|</style>|<textarea>|<title>|<table>|<td>|"
    "<select>|<template>|<noscript>|<img|<x-fact>|<x-fact|<x-block name='note'>|</x-block>|<!--|-->|--!>|"
    "<!|<![CDATA[|]]>|<?|?>|</|</p|/>|>| |\n|\t|\f|/|=|'|\"|`| onclick=go()| href=javascript:go()|"
    " href='java&#10;script:x'|[a](javascript:x)|[a](&#106;avascript:x)|[a](java\tscript:x)|![a](data:x)|"
    "<javascript:x>|{: onclick=x}|{#id onclick=x}|{{ x }}|&lt;|&#60;|&#x3c;|&#0;|words|```|``` a b|~~~|"
    "::: note|:::|\n\n|\\|<plaintext>|<xmp>|<iframe>|<noembed>|</title>|<br>|<br/x>"
).split("|")
HOSTILE = some.lists(some.sampled_from(PARTS), max_size=12).map("".join)
PAGES = some.one_of(HOSTILE, SIGNS, some.lists(some.one_of(LINES, HOSTILE), max_size=8).map("\n".join), some.text())


def published(body: str) -> str | None:
    """Return a page's HTML, or None when something in it is told as a problem."""
    try:
        text = read_text((FRONT + body).encode("utf-8", "surrogatepass"), PATH)
        page = read_page(Source(PATH, text, "en", "/storm/"))
    except Invalid:
        return None
    if page.fragment.comments or any(problem for each in page.fragment.elements for problem in judge(page, each)):
        return None
    return page.body


def elements_of(html: str) -> Iterator[Element]:
    """Yield each element that a browser would make of some HTML."""
    waiting = list(JustHTML(html, fragment=True, sanitize=False).root.children or ())
    while waiting:
        node = waiting.pop()
        waiting.extend(node.children or ())
        if isinstance(node, Element):
            yield node


@given(PAGES)
@example("<x-fact>\n")
@example("<a[>")
@example("``` a b\n<x-fact>\n")
@example('<a href="java&#10;script:x">a</a>')
@settings(deadline=None)
def test_what_is_published_holds_only_what_is_allowed(body: str) -> None:
    html = published(body)
    for element in elements_of(html or ""):
        assert element.name in ELEMENTS
        attributes = {name: value or "" for name, value in element.attrs.items()}
        assert set(attributes) <= ATTRIBUTES | OURS
        links = [
            each for name in ("href", "src", "srcset", "cite") for each in addresses_in(name, attributes.get(name, ""))
        ]
        assert {scheme(each) for each in links} <= SCHEMES


def test_the_oracle_sees_what_is_not_allowed() -> None:
    seen = {element.name: element.attrs for element in elements_of("<p><b onclick=x><svg><script>go()</script></svg>")}

    assert seen == {"p": {}, "b": {"onclick": "x"}, "svg": {}, "script": {}}


def test_plain_pages_are_not_told() -> None:
    assert published("Read [the kit](/kit/) & **go**. <b>Now</b>.\n\n> 1 < 2\n") is not None
