"""Markdown becomes HTML as `tests/markup.txt` shows: a name, the source, `--`, the result."""

import re

import pytest

from site_builder.markup import to_html
from tests.conftest import ROOT

GLOSSARY = (("FEMA", "Federal Emergency Management Agency"),)
PARTS = re.split(r"(?m)^-- (.+)\n", (ROOT / "tests/markup.txt").read_text())
CASES = {name: tuple(case.split("\n--\n")) for name, case in zip(PARTS[1::2], PARTS[2::2], strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_markdown_becomes_html(name: str) -> None:
    source, html = CASES[name]

    assert to_html(source, GLOSSARY) == html.strip("\n")


def test_one_page_leaves_nothing_to_the_next() -> None:
    """The engine is used again: notes, ids and link names must not stay in it."""
    pages = ("Words.[^1]\n\n[^1]: A note.", "See [the kit][kit].\n\n[kit]: /kit/", "## Storm", "See [the kit][kit].")
    first = [to_html(text) for text in pages]

    assert [to_html(text) for text in pages] == first
    assert first[3] == "<p>See [the kit][kit].</p>"
