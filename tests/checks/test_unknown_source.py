"""Sources exist."""

from tests.conftest import Build, page


def test_a_page_that_rests_on_an_unknown_source_is_a_problem(site: Build) -> None:
    built = site(page(more="sources: [handbok]\n"))

    assert built.said == ["content/en/storm.md:6: `handbok` is not a source [unknown-source]"]
    assert built.problems[0].hint == "Did you mean `handbook`?"


def test_a_contact_that_rests_on_an_unknown_source_is_a_problem(site: Build) -> None:
    built = site("""
        -- content/facts.yaml --
        sources: {}
    """)

    assert built.said == ["content/site.yaml:18: `handbook` is not a source [unknown-source]"]


def test_sources_of_the_facts_are_fine(site: Build) -> None:
    assert site(page(more="sources: [handbook]\n")).said == []
