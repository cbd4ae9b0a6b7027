"""A list within a list comes out within it."""

import pytest

from tests.conftest import Build, page

FLAT = "the list item is indented by {} spaces, and would stand beside the one above [nested-list]"


@pytest.mark.parametrize(
    ("items", "line", "spaces"),
    [
        ("- Food\n  - Beans", 8, 2),
        ("- Food\n   - Beans", 8, 3),
        ("1. Food\n  1. Beans", 8, 2),
        ("- Food\n\n  - Beans", 9, 2),
        ("- Food that\n  keeps\n  - Beans", 9, 2),
        ("- Food\n    - Beans\n      - Black", 9, 6),
    ],
)
def test_a_list_item_that_is_not_indented_far_enough_is_a_problem(
    site: Build, items: str, line: int, spaces: int
) -> None:
    assert site(page(items)).said == [f"content/en/storm.md:{line}:{spaces + 1}: {FLAT.format(spaces)}"]


@pytest.mark.parametrize(
    "items",
    [
        "- Food\n    - Beans\n        - Black\n- Water",
        " - Food\n - Water",
        "- Food\n\nWords.\n\n  - Beans",
        "```\n- Food\n  - Beans\n```",
    ],
    ids=["by four spaces", "all alike", "a list of its own", "in code"],
)
def test_a_list_that_comes_out_as_written_is_fine(site: Build, items: str) -> None:
    assert site(page(items)).said == []


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("- Food\n  - Beans\n  - Rice\n- Water", "- Food\n    - Beans\n    - Rice\n- Water"),
        ("- Food\n  - Beans\n    - Black", "- Food\n    - Beans\n        - Black"),
        ("1. Food\n   - Beans\n     that keep", "1. Food\n    - Beans\n      that keep"),
        ("- Food\n\n  - Beans\n\nWords.", "- Food\n\n    - Beans\n\nWords."),
    ],
)
def test_the_edit_puts_every_item_of_the_list_in_its_place(site: Build, written: str, mended: str) -> None:
    [problem] = site(page(written)).problems

    assert problem.edit
    assert list(problem.edit.new) == mended.removesuffix("\n\nWords.").split("\n")
