"""A number in the settings stays what it is in every program."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("value", "read"), [("1.10", "1.1"), ("07001", "3585"), ("10:30", "630"), ("1_000", "1000"), ("0x1F", "31")]
)
def test_a_number_that_yaml_would_change_is_a_problem_with_its_quotes(site: Build, value: str, read: str) -> None:
    [problem] = site(page(title=value)).problems

    assert str(problem).split("\n")[0] == (
        f"content/en/storm.md:2:8: `{value}` is {read} to other programs that read YAML [yaml-number]"
    )
    assert problem.edit
    assert problem.edit.new == (f'title: "{value}"',)


def test_a_number_in_a_list_is_found_too(site: Build) -> None:
    assert [each.column for each in site(page(more="also: [storm, 007]\n")).problems] == [15]


@pytest.mark.parametrize("value", ["911", "Route 49", "2026-11-01", "1.5", "'1.10'", "601-555-0100"])
def test_a_value_that_every_program_reads_alike_is_fine(site: Build, value: str) -> None:
    assert [said for said in site(page(title=value)).said if "yaml-number" in said] == []
