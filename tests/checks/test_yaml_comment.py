"""What stands behind a value is not lost."""

import pytest

from tests.conftest import Build, page

STORM = """
-- content/en/storm.md --
---
title: Storm
description: What to do before, during and after it, in few words.
checked: 2026-11-01
---
Go inside.
"""


def test_words_behind_a_hash_are_a_problem_with_the_line_in_quotes(site: Build) -> None:
    [problem] = site(STORM.replace("Storm", "Storm #1 of the year")).problems

    assert str(problem).split("\n")[0] == (
        "content/en/storm.md:2:14: `#1 of the year` is taken for a note and left out [yaml-comment]"
    )
    assert problem.edit
    assert problem.edit.new == ('title: "Storm #1 of the year"',)


@pytest.mark.parametrize("title", ['"Storm #1"', "Storm#1", "'A # B'"])
def test_a_hash_that_is_part_of_the_value_is_fine(site: Build, title: str) -> None:
    assert site(STORM.replace("Storm", title)).said == []


def test_a_note_on_a_line_of_its_own_is_fine(site: Build) -> None:
    assert site(page(more="# Ask Jo\norder: 3\n")).said == []
