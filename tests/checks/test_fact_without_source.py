"""Somebody stands behind every figure."""

from tests.conftest import WATER, Build, page

USE = page("Keep {{ water }}.")


def test_a_fact_with_an_empty_list_of_sources_is_a_problem(site: Build) -> None:
    built = site(WATER.replace("[handbook]", "[]") + USE)

    assert built.said == ["content/facts.yaml:7: the fact `water` has no source [fact-without-source]"]


def test_a_fact_that_names_an_undefined_source_is_a_problem(site: Build) -> None:
    built = site(WATER.replace("[handbook]", "[handbook, handbok]") + USE)

    assert built.said == [
        "content/facts.yaml:7: the fact `water` names the source `handbok`, which is not defined [fact-without-source]"
    ]
    assert built.problems[0].hint == "Did you mean `handbook`?"


def test_a_fact_may_have_any_name(site: Build) -> None:
    built = site(WATER.replace("water:", "c++ (all):").replace("[handbook]", "[]") + page())

    assert built.said == [
        "content/facts.yaml:7: the fact `c++ (all)` has no source [fact-without-source]",
        "content/facts.yaml:7: nothing uses `c++ (all)` [unused-fact]",
    ]


def test_a_fact_with_a_defined_source_is_fine(site: Build) -> None:
    built = site(WATER + USE)

    assert built.said == []
