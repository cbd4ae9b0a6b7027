"""Each page as plain text."""

import re
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as some
from justhtml import JustHTML, Node

from site_builder.checks.unsafe_html import ELEMENTS
from site_builder.html_reader import read_document
from site_builder.model import Built
from site_builder.outputs.plain_text import WIDTH, as_paragraph, wrapped
from tests.conftest import WATER, Build, page

HEAD = "STORM\n\nWhat to know about Storm, in as few words as fit.\n\n"
FOOT = "\n\nLast checked: 2026-11-01\nhttps://example.org/storm/\n"

CASES = {
    "paragraphs are wrapped": (
        f"{'Go inside now. ' * 8}\n\nStay.",
        "Go inside now. Go inside now. Go inside now. Go inside now. Go inside\n"
        "now. Go inside now. Go inside now. Go inside now.\n\nStay.",
    ),
    "long words are not broken": (f"See {'x' * 90}.", f"See\n{'x' * 90}."),
    "headings are underlined": (
        "## Before it\n\nPack.\n\n### Food\n\nEat.",
        "Before it\n---------\n\nPack.\n\nFood\n----\n\nEat.",
    ),
    "steps are numbered and stand close": ("1. Get in.\n2. Get down.", "1. Get in.\n2. Get down."),
    "a long item hangs below its number": (
        f"1. {'Get in now. ' * 7}\n2. Wait.",
        "1. Get in now. Get in now. Get in now. Get in now. Get in now. Get in\n   now. Get in now.\n2. Wait.",
    ),
    "a second list counts from one again": (
        "1. In.\n2. Down.\n\nThen:\n\n1. Out.",
        "1. In.\n2. Down.\n\nThen:\n\n1. Out.",
    ),
    "bullets": ("- Water\n- Food", "- Water\n- Food"),
    "rows of a table are lines": (
        "Table: What to pack\n\n| Item | For |\n| --- | --- |\n| Water | All |\n| Food | Us |",
        "What to pack\n\nItem | For\nWater | All\nFood | Us",
    ),
    "a component is its words": (
        "::: warning Not safe\nStay *out*.\n:::\n\n::: details More\nMuch.\n:::",
        "Not safe\n\nStay out.\n\nMore\n\nMuch.",
    ),
    "a do-now list": ("::: do-now\n1. Get in.\n2. Wait.\n:::", "Do this now\n-----------\n\n1. Get in.\n2. Wait."),
    "facts and contacts are put in": (
        "Keep {{ water }}, call {{ contact.office.phone }}.",
        "Keep 1 gallon, call 601-555-0100.",
    ),
    "code within a line is words": ("Text `STORM` to `555`.", "Text STORM to 555."),
    "code keeps its lines": (
        "Text:\n\n```\nSTORM  1\n  now\n```\n\n- One\n\n        STORM 2\n        now",
        "Text:\n\n    STORM  1\n      now\n\n- One\n\n    STORM 2\n    now",
    ),
    "links are their words": ("Read [what this is](/about-this-site/).", "Read what this is."),
    "in-page navigation is left out": (
        "## Before\n\nA.\n\n## During\n\nB.\n\n## After\n\nC.",
        "Before\n------\n\nA.\n\nDuring\n------\n\nB.\n\nAfter\n-----\n\nC.",
    ),
}


@pytest.mark.parametrize(("body", "text"), CASES.values(), ids=CASES)
def test_a_page_is_published_as_plain_text(site: Build, body: str, text: str) -> None:
    facts = WATER if "water }}" in body else ""
    built = site(facts + page(body))

    assert built.said == []
    assert built.text("storm/index.txt") == HEAD + text + FOOT


def test_the_address_at_the_end_is_the_published_one(site: Build) -> None:
    built = site(base_url="https://example.org/folder/")

    assert built.text("about-this-site/index.txt").splitlines()[-1] == "https://example.org/folder/about-this-site/"


def test_each_page_that_may_be_listed_has_a_text(site: Build) -> None:
    built = site(page(path="en/404.md", title="Not found") + page(more="expires: 2026-01-01\nmoved_from: [/wind/]\n"))

    assert [path for path in built.paths if path.endswith("index.txt")] == [
        "index.txt",
        "about-this-site/index.txt",
    ]


@pytest.mark.parametrize(
    ("kind", "more", "text"),
    [
        (
            "contacts",
            "",
            "Words.\n\nThe office\n\nAsk about this site.\n\nPhone: 601-555-0100\n\nWebsite: office.example.org\n\n"
            "Last checked: November 1, 2026",
        ),
        ("glossary", "", "Words.\n\nwarning\nIt is here now.\n\nwatch\nIt may come."),
        (
            "order",
            "number: '932'\nsigned: 2005-05-05\n",
            "Order\n932\n\nSigned\nMay 5, 2005\n\nGovernor\nNot known here yet\n\nWords.",
        ),
        ("home", "", "What is happening?\n------------------\n\n- Water is rising\n\nWords."),
    ],
)
def test_what_a_kind_of_page_adds_is_in_its_text(site: Build, kind: str, more: str, text: str) -> None:
    """Somebody who reads the text alone must find whom to call."""
    built = site(
        page(kind=kind, more=more)
        + page(HAZARD, "en/flood.md", "Flood", "hazard", "happening: Water is rising\n")
        + "-- content/glossary/en.yaml --\nterms:\n  - {term: watch, meaning: It may come.}\n"
        "  - {term: warning, meaning: It is here now.}\n"
    )

    assert built.text("storm/index.txt") == HEAD + text + FOOT


HAZARD = """
::: do-now
1. Go up.
:::

::: contrast
Go up.
:::

## Before {#before}

Pack.

## During {#during}

Go.

## After {#after}

Wait.

## What not to do {#not}

Drive.
"""


INLINE = "abbr b cite code del dfn em i ins kbd mark q s samp small span strong sub sup time var".split()
BLOCKS = "blockquote dd div dt figcaption h2 h3 h4 h5 h6 li p pre section summary td th caption".split()
ROUND = {
    **{name: f"<p>one <{name}>two</{name}> three</p>" for name in INLINE},
    **{name: f"<{name}>one <b>two</b> three</{name}>" for name in BLOCKS},
    **{name: f"<{name}><li>one</li><li><p>two</p>three</li></{name}>" for name in ("ol", "ul")},
    "a": '<p>one <a href="/">two</a> three</p>',
    "br": "<p>one<br>two<br>three</p>",
    "details": "<details><summary>one</summary>two<p>three</p></details>",
    "dl": "<dl><dt>one</dt><dd>two</dd><dd>three</dd></dl>",
    "figure": "<figure><pre><code>one</code></pre><figcaption>two <kbd>three</kbd></figcaption></figure>",
    "h1": "<h1>one two three</h1>",
    "hr": "<div>one<hr>two three</div>",
    "img": '<p>one <img src="/images/a.png" alt="No word of the page"> two three</p>',
    "picture": '<p>one <picture><source srcset="/images/a.png"><img src="/images/a.png" alt=""></picture> two three',
    "source": "<p>one two three</p>",
    "table": "<table><caption>one</caption><tbody><tr><td><code>two</code></td><td>three</td></tr></tbody></table>",
    "tbody": "<table><tbody><tr><td>one</td><td></td></tr><tr><td>two</td><td><p>three</p></td></tr></tbody></table>",
    "tfoot": "<table><tr><td>one</td></tr><tfoot><tr><td>two three</td></tr></tfoot></table>",
    "thead": "<table><thead><tr><th>one</th></tr></thead><tr><td>two three</td></tr></table>",
    "tr": "<table><tr><th>one</th><td>two</td><td>three</td></tr></table>",
    "wbr": "<p>one two th<wbr>ree</p>",
}
"""Each element that may stand on a page, with three words in and round it."""


@pytest.mark.parametrize("element", sorted(each for each in ELEMENTS if not each.startswith("x-")))
def test_no_word_of_any_element_is_lost(element: str) -> None:
    passages = read_document(f'<div data-block="body">{ROUND[element]}</div>').passages

    assert re.findall("[a-z]+", "\n".join(map(as_paragraph, passages))) == ["one", "two", "three"]


NESTED = some.recursive(
    some.just("word"),
    lambda inner: some.builds(
        lambda name, parts: f"<{name}>{' '.join(parts)}</{name}>",
        some.sampled_from([*INLINE, *BLOCKS, "details", "dl", "figure", "ol", "ul", "table", "tbody", "tr"]),
        some.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=12,
)


@given(some.lists(NESTED, min_size=1, max_size=4))
def test_no_word_of_elements_in_elements_is_lost(parts: list[str]) -> None:
    """Whatever stands in what: each word is there, in order."""
    count = iter(range(1000))
    html = re.sub("word", lambda _: f"w{next(count)}", " ".join(parts))
    passages = read_document(html).passages

    assert re.findall(r"w\d+", "\n".join(map(as_paragraph, passages))) == re.findall(r"w\d+", html)


def test_what_only_a_script_may_show_is_left_out(real_site: Built) -> None:
    """The sources would say that a figure was due on a day that is yet to come."""
    files = {output.path: output.body.decode() for output in real_site.outputs if output.path.startswith("sources/")}
    html, text = files["sources/index.html"], files["sources/index.txt"]
    hidden = real_site.site.shared.words("en", "overdue_fact")

    assert html.count(hidden) > 5
    assert hidden not in text


def test_no_word_of_the_real_pages_is_lost(real_site: Built) -> None:
    """As another parser reads the pages."""
    files = {out.path: out.body.decode() for out in real_site.outputs if out.path.endswith((".html", ".txt"))}
    read = {}
    for each in real_site.site.pages:
        if each.is_listed:
            parts = JustHTML(files[each.output_path], sanitize=False).query("[data-block=body], [data-block=answer]")
            seen = re.findall(r"\w+", " ".join(words_below(part) for part in parts))
            read[each.address] = seen, re.findall(r"\w+", files[each.output_path.replace(".html", ".txt")])

    assert len(read) > 45
    for seen, text in read.values():
        rest = iter(text)
        assert [each for each in seen if each not in rest] == []


def words_below(node: Node) -> str:
    """Return the words in a part of a page, without those of its drawings and scripts, and what is hidden."""
    if "hidden" in (getattr(node, "attrs", None) or {}):
        return ""
    inner = "".join(map(words_below, node.children or ())) + str(node.data if node.name == "#text" else "")
    return "" if node.name in ("svg", "script") else inner if node.name in (*INLINE, "a", "data") else f" {inner} "


WORDS = some.lists(some.one_of(some.text("ab-—.é,", min_size=1, max_size=9), some.just("x" * 80)), min_size=1)


@given(some.sampled_from(("", "- ", "12. ")), WORDS)
def test_lines_end_where_the_standard_library_ends_them(marker: str, words: list[str]) -> None:
    text, indent = marker + " ".join(words), " " * len(marker)

    assert wrapped(text, indent) == fill(text, WIDTH, subsequent_indent=indent, break_long_words=False)
