"""What is meant for a list is one."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("words", "place", "message", "lines"),
    [
        ("-Water\n\nGo.", "7:1", "`-` has no space behind it, and begins no list item", ["- Water"]),
        ("1.Go in.\n\nGo.", "7:1", "`1.` has no space behind it, and begins no list item", ["1. Go in."]),
        ("– Water\n\nGo.", "7:1", "`–` begins no list item", ["- Water"]),
        ("o Water\n\nGo.", "7:1", "`o` begins no list item", ["- Water"]),
        ("- • Water\n\nGo.", "7:3", "`•` is a second mark of the list item", ["- Water"]),
        ("Watch\n:It may come.\n\nGo.", "8:1", "`:` has no space behind it", [": It may come."]),
    ],
)
def test_a_mark_that_begins_no_item_is_a_problem_that_fix_mends(
    site: Build, words: str, place: str, message: str, lines: list[str]
) -> None:
    [problem] = site(page(words)).problems

    assert str(problem) == f"content/en/storm.md:{place}: {message} [list-mark]\n    Write it as Markdown does"
    assert problem.edit
    assert problem.edit.is_safe
    assert list(problem.edit.new) == lines


def test_letters_do_not_count_and_their_writer_chooses(site: Build) -> None:
    problems = site(page("a) Go in.\nb) Stay.\n")).problems

    assert [problem.message for problem in problems] == [
        "`a)` begins no list item: Markdown counts with numbers",
        "`b)` begins no list item: Markdown counts with numbers",
    ]
    assert [problem.edit.new for problem in problems if problem.edit and not problem.edit.is_safe] == [
        ("1. Go in.",),
        ("2. Stay.",),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "- Water\n- Food",
        "1. Go in.\n2. Stay.",
        "Stay in the house\n– or in a cellar.",
        "-5 degrees is cold.",
        "1.5 miles is far.",
        "*Bravo* means a warning.",
        "a. m. and p. m. are times.",
        "Watch\n: It may come.",
        "```\n-Water\n```",
    ],
)
def test_lists_and_sentences_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []
