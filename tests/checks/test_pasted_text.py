"""What was copied from a word processor becomes plain text."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("words", "message", "mended"),
    [
        ("• Water", "`•` is a bullet of a word processor", "- Water"),
        ("·\tWater", "`·` is a bullet of a word processor", "- Water"),
        ("o\tWater", "`o` is a bullet of a word processor", "- Water"),
        ("–\tWater", "`–` is a bullet of a word processor", "- Water"),
        ("\uf0b7\tWater", "`\uf0b7` is a bullet of a word processor", "- Water"),
        ("1) Water", "`1)` does not begin a list here", "1. Water"),
        ("1. Food\n2) Water", "`2)` does not begin a list here", "2. Water"),
        ("Keep\u00a0water", "a non-breaking space stands here", "Keep water"),
        ("Keep\twater", "a tab stands here", "Keep water"),
        ("ther\u00admometer", "a soft hyphen stands here", "thermometer"),
        ("wa\u200bter", "a zero-width space stands here", "water"),
    ],
)
def test_what_was_copied_is_a_problem_with_its_plain_form(site: Build, words: str, message: str, mended: str) -> None:
    [problem] = [each for each in site(page(words)).problems if each.code == "pasted-text"]

    assert problem.edit
    line = 7 + words.count("\n")
    assert (problem.line, problem.message, problem.edit.new) == (line, message, (mended,))
    assert [each.code for each in site(page(words)).problems] == ["pasted-text"]


@pytest.mark.parametrize(
    "words",
    ["- Water", "1. Water", "o my", "A \N{EN DASH} B", "(see 1) and\n2) too", "“Smart” quotes…", "```\na\tb\n```"],
)
def test_plain_text_is_fine(site: Build, words: str) -> None:
    assert [said for said in site(page(words)).said if "pasted-text" in said] == []
