"""A line that looks like a heading is one."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("**At home**\n\nGo in.", "## At home"),
        ("__At home__\n\nGo in.", "## At home"),
        ("*At home*\n\nGo in.", "## At home"),
        ("AT HOME\n\nGo in.", "## At home"),
    ],
)
def test_stress_in_place_of_a_heading_is_a_problem_with_the_heading_to_paste(
    site: Build, words: str, line: str
) -> None:
    [problem] = site(page(words)).problems

    shown = words.split("\n", 1)[0]
    assert str(problem) == (
        f"content/en/storm.md:7:1: `{shown}` looks like a heading and is none [false-heading]\n    Write it as one"
    )
    assert problem.edit
    assert problem.edit.new == (line,)
    assert not problem.edit.is_safe


def test_the_heading_to_paste_goes_one_deeper_than_the_one_above(site: Build) -> None:
    problems = site(page("## Before\n\n**At home**\n\nGo in.")).problems

    assert [problem.edit.new for problem in problems if problem.edit] == [("### At home",)]


@pytest.mark.parametrize(
    "words",
    [
        "**Never stop under a bridge.**",
        "**Is a life in danger? Call!**",
        "**The signs:**\n\n- wind",
        "Go in.\n**At home**\nStay.",
        "- **At home**",
        "**At home** and **away**",
        "MEMA\n\nIt helps.",
        "```\n**At home**\n```",
    ],
)
def test_a_stressed_sentence_and_stress_within_text_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []
