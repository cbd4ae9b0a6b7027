"""The quick engine says what the stock engine says, to the byte."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTextInlineProcessor
from markdown.treeprocessors import InlineProcessor

from site_builder.html_reader import read_document
from site_builder.markup import OWN_BLOCKS, OWN_PATTERNS, engine_for, slug, stock_engine
from site_builder.project import read_project
from site_builder.quick_inline import QuickInline
from site_builder.quick_markup import Engine, PlainParagraph, quicken
from tests.conftest import ROOT

TERMS = (("NWS", "National Weather Service"), ("kit", "a box"))
STOCK = stock_engine(TERMS)
QUICK = engine_for(TERMS)
PIECES = (
    "word|Two words|a *b* c|**bold**|***both***|_low_|snake_case_word|*open|`code`|``a ` b``|\\*not\\*|[link](/to/)"
    "|[ref][kit]|[kit][]|![map](/m.png)|![map][kit]|[^1]|{{ water }}|{{ contact.a.phone }}|{{|AT&T|&amp;|&#39;"
    "|<b>raw</b>|<br>|<x@y.org>|<https://a.org>|it's|'90s|\"quoted\"|\"'both'\"|a -- b|a --- b|wait...|1 < 2 > 0|NWS"
    "|![a {{ water }}](/m.png)|kit|Ünïcode|  |\t|\\|||$|{#id}|:"
).split("|")
STARTS = (
    "",
    "# ",
    "## ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "7. ",
    "> ",
    ">",
    "    ",
    "    - ",
    "        1. ",
    ":   ",
    "| ",
    "|---|---|",
    "===",
    "---",
    "***",
    "```",
    "~~~",
    "::: note ",
    "::: details Title {#id}",
    ":::",
    "[kit]: /kit/",
    "[^1]: ",
    "*[NWS]: ",
    "Table: ",
    "<div>",
    "</div>",
    "<!-- ",
    "-->",
    "\u2028",
)
LINES = some.builds(
    lambda start, pieces, end: start + " ".join(pieces) + end,
    some.sampled_from(STARTS),
    some.lists(some.sampled_from(PIECES), max_size=6),
    some.sampled_from(("", "", "", "  ", " #", " {#here}", " |")),
)
PAGES = some.lists(some.one_of(LINES, some.just("")), max_size=14).map("\n".join)
SIGNS = some.text(alphabet="ab *_`[]()!<>&\\'\"-.:#|{}=~1^\n\t\u00e9\u0002\u0003", max_size=80)
SIDE_BY_SIDE = some.lists(
    some.sampled_from(
        (
            "*a*",
            "**b c**",
            "*d.*",
            "[a](/b/)",
            "[it's](https://a.org/?q=1&b_c=2#d)",
            "{{ x }}",
            "{{ contact.a.phone }}",
            *" \n()!.'\"aé*{}[]_&^\\<>`|\N{NO-BREAK SPACE}",
            "--",
            "...",
            "NWS",
            "  \n",
            "\n\n",
            "- ",
        )
    ),
    max_size=12,
).map("".join)
LEFT_IN = re.compile(r"klzzwxh[:-][0-9]+")
"""A placeholder that the library leaves in where marks are tangled: its number counts what else it had to put by."""
MANY = 5 * settings.default.max_examples


def both(text: str) -> tuple[str, str]:
    """Return what the stock engine and the quick one make of a text."""
    stock, quick = (LEFT_IN.sub("", engine.reset().convert(text)) for engine in (STOCK, QUICK))
    return stock, quick


@given(PAGES)
@example(r"[link](https://a.org/b\_c) ![5 \* 4](/m\_n.png)")
@example("Term\n:   Meaning of *it*\n\n    More\n\nText[^1] and[^1] again.\n\n[^1]: A note.")
@settings(max_examples=MANY)
def test_pages_of_markdown_come_out_the_same(text: str) -> None:
    stock, quick = both(text)

    assert quick == stock


@given(SIGNS)
@settings(max_examples=MANY)
def test_any_text_comes_out_the_same(text: str) -> None:
    stock, quick = both(text)

    assert quick == stock


@given(SIDE_BY_SIDE)
@example("*one*two **three** [four](/five/)[six](/7/), {{ eight }}*")
@example("The NWS says *wait for the NWS*.\n\n- [NWS](/nws/)\n    - NWS\n\n*[NWS]: Its other name")
@settings(max_examples=MANY)
def test_marks_side_by_side_come_out_the_same(text: str) -> None:
    stock, quick = both(text)

    assert quick == stock


@given(some.lists(some.sampled_from(PIECES), max_size=6))
@example(["Tips", "&amp;", "<b>raw</b>", "it's", "`code`"])
@settings(max_examples=MANY)
def test_the_id_of_a_heading_is_made_of_the_words_that_a_reader_sees(pieces: list[str]) -> None:
    for html in both(f"## Now {' '.join(pieces)} end"):
        (heading,) = read_document(html).headings
        assert heading.id == slug(heading.text)


def test_the_real_pages_come_out_the_same() -> None:
    pages = [body.decode() for body in read_project(ROOT).under("content", ".md").values()]
    pairs = [both(text) for text in pages]

    assert len(pairs) > 40
    assert [quick for _, quick in pairs] == [stock for stock, _ in pairs]


def test_the_engine_that_pages_are_made_with_is_quick() -> None:
    assert isinstance(QUICK.treeprocessors["inline"], QuickInline)
    assert isinstance(next(iter(QUICK.parser.blockprocessors)), PlainParagraph)


class OtherPattern(Extension):
    """Registers an inline pattern that nothing here knows."""

    def extendMarkdown(self, md: Engine) -> None:  # noqa: N802  (the library's name)
        md.inlinePatterns.register(SimpleTextInlineProcessor("(%)"), "percent", 5)


class OtherBlock(Extension):
    """Puts a processor of its own in the place of a known one."""

    def extendMarkdown(self, md: Engine) -> None:  # noqa: N802  (the library's name)
        md.parser.blockprocessors.register(Shouting(md.parser), "paragraph", 10)


class Shouting(ParagraphProcessor):
    """A processor of paragraphs with a name of its own."""


@pytest.mark.parametrize("other", [OtherPattern(), OtherBlock()], ids=["pattern", "block"])
def test_an_engine_with_anything_unknown_stays_as_it_was(other: Extension) -> None:
    engine = stock_engine(())
    engine.registerExtensions([other], {})

    assert not quicken(engine, OWN_PATTERNS, OWN_BLOCKS)
    assert type(engine.treeprocessors["inline"]) is InlineProcessor
    assert "plain-paragraph" not in engine.parser.blockprocessors
