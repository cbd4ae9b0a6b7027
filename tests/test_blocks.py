"""What is wrong with `:::` lines is told once, where it is, with the line as it should be."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize("written", [":::note", ":::: note", "  ::: note", ":::  note"])
def test_a_line_that_was_meant_to_begin_a_block_is_the_one_problem(site: Build, written: str) -> None:
    """Else the line that closes the block would be told, which is right."""
    problems = site(page(f"{written}\nKeep calm.\n:::")).problems
    assert [(each.line, each.code) for each in problems] == (
        [(7, "unbalanced-block")] if written != ":::  note" else []
    )

    for problem in problems:
        assert problem.message == f"`{written.strip()}` neither begins nor ends a block"
        assert problem.edit
        assert problem.edit.new == ("::: note",)


def test_a_line_that_was_meant_to_end_a_block_is_the_one_problem(site: Build) -> None:
    assert site(page("::: note\nKeep calm.\n::::")).said == [
        "content/en/storm.md:9:1: `::::` neither begins nor ends a block [unbalanced-block]"
    ]


def test_a_word_that_was_to_close_a_block_is_the_one_problem(site: Build) -> None:
    tried = site(page("::: note\nKeep calm.\n::: end\n\nGo in."))

    assert tried.said == ["content/en/storm.md:9: `end` is not a block [unknown-block]"]
    assert tried.problems[0].hint == "Write `:::` alone to close the block `note`"


def test_a_slip_in_the_name_of_a_block_within_one_is_told_with_the_name(site: Build) -> None:
    tried = site(page("::: details More\n::: warnign\nKeep calm.\n:::\n:::"))

    assert tried.said == ["content/en/storm.md:8: `warnign` is not a block [unknown-block]"]
    assert tried.problems[0].hint == "Did you mean `warning`?"


def test_such_lines_in_code_are_fine(site: Build) -> None:
    assert site(page("```\n:::note\n:::: end\n```")).said == []
