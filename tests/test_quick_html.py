"""The quick way to read HTML finds what the standard library finds, or leaves it to that."""

from hypothesis import example, given, settings
from hypothesis import strategies as some

from site_builder.html_reader import read_document, read_quickly, read_slowly
from site_builder.model import Built

NAMES = some.sampled_from(
    "a abbr b blockquote br code div dl dt dd em form h1 h2 img input li link main meta nav ol p pre script section"
    " span style svg table td template textarea title tr ul iframe noscript xmp".split()
)
VALUES = some.sampled_from(
    ("", "x", "/a/#b", "1 > 0", "a &amp; b", "&copy=1", "&quot;", "two\nlines", "'", "contact", "é")
)
ATTRIBUTES = some.builds(
    "{}{}{}".format,
    some.sampled_from((" ", "\n", "  ", "/", " \t")),
    some.sampled_from(
        ("href", "src", "srcset", "id", "class", "name", "title", "alt", "data-block", "start", "hidden", "A")
    ),
    some.one_of(
        some.just(""),
        VALUES.map('="{}"'.format),
        VALUES.map("='{}'".format),
        some.sampled_from(("=x", "= 'x'", '=""', '="')),
    ),
)
TAGS = some.builds(
    "<{}{}{}{}>".format,
    some.sampled_from(("", "", "/")),
    NAMES,
    some.lists(ATTRIBUTES, max_size=3).map("".join),
    some.sampled_from(("", "", "", " ", "/", " /")),
)
TEXTS = some.sampled_from(
    ("word", " ", "\n", "a & b", "&amp;", "&lt;p>", "&notit;", "&#65", "1 < 2", "<", ">", "</", "\0", "é")
)
ODD = some.sampled_from(
    (
        "<!-- note -->",
        "<!---->",
        "<!-->",
        "<!-- a -- b -->",
        "<!doctype html>",
        "<!DOCTYPE html>",
        "<?php ?>",
        "<![CDATA[x]]>",
        "<P>",
        "</p >",
        "</SCRIPT>",
        "</script >",
        "<!-- <p> -->",
    )
)
WHOLE = some.builds("<{0}>{1}</{0}>".format, NAMES, some.one_of(TEXTS, TAGS, ODD))
PAGES = some.lists(some.one_of(TAGS, TEXTS, ODD, WHOLE), max_size=12).map("".join)
MANY = 10 * settings.default.max_examples


@given(PAGES)
@example('<script>if (a < b) document.write("</p>")</script><p>After')
@example("<script>one</SCRIPT><p>two</p></script>")
@example("<script>one<!--two</script>three-->")
@example("<script>one<p>two")
@example("<style>a > b { color: red }</style>")
@example("<title>One <b>two</b></title>")
@settings(max_examples=MANY)
def test_any_html_is_read_the_same(html: str) -> None:
    assert read_document(html) == read_slowly(html)


@given(some.text(alphabet="<>/!-ab =\"'&;\n", max_size=30))
@settings(max_examples=MANY)
def test_any_signs_are_read_the_same(html: str) -> None:
    assert read_document(html) == read_slowly(html)


def test_every_page_of_the_real_site_is_read_quickly_and_the_same(real_site: Built) -> None:
    pages = {out.path: out.body.decode() for out in real_site.outputs if out.path in real_site.documents}

    assert len(pages) > 45
    assert [path for path, html in pages.items() if read_quickly(html) != read_slowly(html)] == []
