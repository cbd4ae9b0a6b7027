"""Each page as plain text."""

from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as some

from site_builder.outputs.plain_text import WIDTH, wrapped
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


WORDS = some.lists(some.one_of(some.text("ab-—.é,", min_size=1, max_size=9), some.just("x" * 80)), min_size=1)


@given(some.sampled_from(("", "- ", "12. ")), WORDS)
def test_lines_end_where_the_standard_library_ends_them(marker: str, words: list[str]) -> None:
    text, indent = marker + " ".join(words), " " * len(marker)

    assert wrapped(text, indent) == fill(text, WIDTH, subsequent_indent=indent, break_long_words=False)
