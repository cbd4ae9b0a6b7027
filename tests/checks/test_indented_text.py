"""Text that is indented is not taken for code."""

import pytest

from tests.conftest import Build, page


def said(site: Build, words: str) -> list[str]:
    """Return what is said of indented text on a page."""
    return [each for each in site(page(words)).said if "indented-text" in each]


@pytest.mark.parametrize("words", ["Go in.\n\n    Stay there.", "## Go in\n\n      Stay there.\n      And wait."])
def test_a_paragraph_that_begins_with_spaces_is_a_problem_once(site: Build, words: str) -> None:
    assert said(site, words) == ["content/en/storm.md:9:1: the text is taken for code [indented-text]"]


def test_text_behind_a_list_that_ended_is_a_problem(site: Build) -> None:
    assert said(site, "- Water\n\nGo in.\n\n    Stay there.") == [
        "content/en/storm.md:11:1: the text is taken for code [indented-text]"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "- Water\n\n    It keeps.\n\n    Store it.\n- Food",
        "1. Water\n    - Tap\n\n        It keeps.",
        "Water\n:   What you drink.\n\n    Store it.",
        "Store it.[^1]\n\n[^1]: In the dark.\n\n    And cool.",
        "```\nif wet:\n\n    stay\n```",
        "It is wet.\n    Stay in.",
        "- Water\nthat keeps.\n\n    Store it.",
    ],
)
def test_what_belongs_to_a_list_or_is_code_on_purpose_is_fine(site: Build, words: str) -> None:
    assert said(site, words) == []
