"""No cell of a table is lost."""

import pytest

from site_builder.problems import Edit
from tests.conftest import Build, page

HEAD = "Table: Signals\n\n| Sound | Do |\n| --- | --- |\n"


def said(site: Build, words: str) -> list[str]:
    """Return what is said of the rows of a page."""
    return [each for each in site(page(words)).said if "table-row" in each]


@pytest.mark.parametrize(("row", "count"), [("| Siren | Go in | At once |", 3), ("| Siren |", 1), ("| a | b | |", 3)])
def test_a_row_with_other_cells_than_the_head_is_a_problem(site: Build, row: str, count: int) -> None:
    assert said(site, f"{HEAD}| Bell | Stay |\n{row}") == [
        f"content/en/storm.md:12:1: the row has {count} cell{'s' * (count != 1)}, and the head has 2 [table-row]"
    ]


def test_a_line_of_hyphens_with_other_cells_than_the_head_is_a_problem(site: Build) -> None:
    """Markdown shows such a table as a sentence with bars in it."""
    assert said(site, "| Sound | Do | When |\n| --- | --- |\n| Siren | Go in | Now |") == [
        "content/en/storm.md:8:1: the line of hyphens has 2 cells, and the head has 3 [table-row]"
    ]


def test_a_row_behind_a_blank_line_is_a_problem_and_taking_the_line_out_mends_it(site: Build) -> None:
    [problem] = site(page(f"{HEAD}| Bell | Stay |\n\n| Siren | Go in |")).problems

    assert str(problem) == (
        "content/en/storm.md:13:1: a blank line parts the row from its table [table-row]\n"
        "    Take the blank line above it out"
    )
    assert problem.edit == Edit(12, 1, ())


def test_lines_with_bars_between_words_and_no_line_of_hyphens_are_a_problem(site: Build) -> None:
    [problem] = site(page("Sound | Do\nSiren | Go in\n\nOne | two.")).problems

    assert str(problem) == (
        "content/en/storm.md:7:1: the table has no line of hyphens [table-row]\n"
        "    Write a line of hyphens below the head"
    )
    assert problem.edit == Edit(8, 0, ("| --- | --- |",))


def test_a_table_without_its_line_of_hyphens_is_a_problem_with_the_line_to_paste(site: Build) -> None:
    [problem] = [each for each in site(page("| Sound | Do |\n| Siren | Go in |")).problems if each.code == "table-row"]

    assert problem.edit
    assert (problem.line, problem.message) == (7, "the table has no line of hyphens")
    assert (problem.edit.line, problem.edit.new) == (8, ("| --- | --- |",))


@pytest.mark.parametrize(
    "words",
    [
        f"{HEAD}| Siren | Go in |\n| Bell | |\n",
        f"{HEAD}| Siren | `a | b` |",
        f"{HEAD}| Siren | a \\| b |",
        "Sound | Do\n--- | ---\nSiren | Go in",
        "```\n| a | b | c |\n```",
        "One | two, and no table.",
    ],
)
def test_a_row_with_the_cells_of_its_head_is_fine(site: Build, words: str) -> None:
    assert said(site, words) == []
