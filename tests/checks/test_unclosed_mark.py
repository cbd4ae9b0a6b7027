"""What is opened in a text is closed."""

import pytest

from tests.conftest import Build, page

STAR = "Close it behind the words, `*words*`; a star that readers should see is `\\*`"


@pytest.mark.parametrize(
    ("words", "place", "message", "hint"),
    [
        ("Stay *inside.", "7:6", "the sign `*` is opened and not closed", STAR),
        ("Stay **inside* now.", "7:6", "the sign `*` is opened and not closed", STAR),
        (
            "*Water\n\nGo.",
            "7:1",
            "the sign `*` is opened and not closed",
            "Close it behind the words, `*words*`, or begin the list item with a space behind it, `* words`",
        ),
        (
            "Stay _inside.",
            "7:6",
            "the sign `_` is opened and not closed",
            "Close it behind the words, `_words_`; a line that readers should see is `\\_`",
        ),
        (
            "Go.\nDon`t stay.",
            "8:4",
            "a backtick stands alone",
            "Close it behind the words; where it stands for an apostrophe, write `'`",
        ),
        (
            "Go.\n\n```\nStay.",
            "9:1",
            "the code that begins here has no end",
            "Write the same three signs again where it ends",
        ),
    ],
)
def test_a_mark_without_its_second_one_is_a_problem_at_its_place(
    site: Build, words: str, place: str, message: str, hint: str
) -> None:
    [problem] = site(page(words)).problems

    assert str(problem) == f"content/en/storm.md:{place}: {message} [unclosed-mark]\n    {hint}"


@pytest.mark.parametrize(
    "words",
    [
        "*Go* in, _now_, **at once**, __please__, ***all***.",
        "Stay *all\nof you* in.",
        "5 * 3 * 2 is 30. Costs* apply.",
        "Write \\*so\\*, \\_so\\_ and a \\`.",
        "A file_name_here. Stay in `*code` and `` a ` b ``.",
        "[The agency](https://agency.example.org/_a/*b)",
        "* Water\n* Food",
        "Go.\n\n***\n\nStay.",
        "```\n*a _b `c\n```",
        "_Keep file_name here_",
    ],
)
def test_marks_in_pairs_and_signs_that_are_none_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []
