"""A list, a table and the text behind them stand apart."""

import pytest

from tests.conftest import Build, page

SENTENCE = "the list goes on in the sentence above"
KIND = "the list goes on in the item above, which is of another kind"
ITEM = "the text goes on in the list item above"
TABLE = "the table goes on in the sentence above"


@pytest.mark.parametrize(
    ("words", "line", "message"),
    [
        ("Keep:\n- water\n- food", 8, SENTENCE),
        ("Keep\n* water", 8, SENTENCE),
        ("Do this:\n1. Go inside.\n2. Stay.", 8, SENTENCE),
        ("**Keep**\n- water", 8, SENTENCE),
        ("1. Go inside.\n- Stay.", 8, KIND),
        ("- Go inside.\n1. Stay.", 8, KIND),
        ("- Water\nKeep it cool.", 8, ITEM),
        ("Signs:\n| a | b |\n| - | - |\n| 1 | 2 |", 8, TABLE),
    ],
)
def test_what_goes_on_for_want_of_a_blank_line_is_a_problem(site: Build, words: str, line: int, message: str) -> None:
    assert f"content/en/storm.md:{line}:1: {message} [blank-line]" in site(page(words)).said


@pytest.mark.parametrize(
    "words",
    [
        "Keep:\n\n- water\n- food\n\nStay.",
        "- water\n  that keeps\n- food",
        "- water\n\n    More of it.\n\n- food",
        "## Keep\n- water",
        "It began in\n1986. It ended soon.",
        "It is so\n2. and no more.",
        "::: note\n- water\n:::\nStay.",
        "```\nKeep:\n- water\n```",
        "Water\n:   Store it.",
        "> Keep\n> - water",
        "Table: Signs\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    ],
)
def test_what_stands_apart_or_belongs_together_is_fine(site: Build, words: str) -> None:
    assert [said for said in site(page(words)).said if "blank-line" in said] == []
