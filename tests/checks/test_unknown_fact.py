"""Facts exist."""

import pytest

from tests.conftest import WATER, Build, page


def test_a_name_that_is_no_fact_is_a_problem(site: Build) -> None:
    built = site(WATER + page("Keep {{ water }}.\n\nKeep {{watr}}."))

    assert built.said == ["content/en/storm.md:9: `watr` is not a fact [unknown-fact]"]
    assert built.problems[0].hint == "Did you mean `water`?"


@pytest.mark.parametrize(
    "markup", ["![A map, {{ watr }}](/images/a.png)", "[About](/about-this-site/ 'Of {{ watr }}')"]
)
def test_a_name_in_the_words_of_a_picture_or_a_link_is_a_problem_too(site: Build, markup: str) -> None:
    built = site(WATER + "-- content/images/a.png --\n" + page("Keep {{ water }}.\n\n" + markup))

    assert built.said == ["content/en/storm.md:9: `watr` is not a fact [unknown-fact]"]


OF_CONTACT = "Write `{{ contact.office.phone }}`, or `::: contact office` and `:::` for all of it"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("contact.office.fax", OF_CONTACT), ("food", "Add it to content/facts.yaml with its source")],
)
def test_the_hint_says_where_facts_are_when_none_is_near(site: Build, name: str, hint: str) -> None:
    built = site(page(f"Keep {{{{ {name} }}}}."))

    assert built.said == [f"content/en/storm.md:7: `{name}` is not a fact [unknown-fact]"]
    assert built.problems[0].hint == hint


def test_a_fact_without_a_value_in_the_language_of_the_page_is_a_problem(site: Build) -> None:
    built = site(
        WATER + page("Hola.", "es/index.md", "Inicio", "home") + page("Guarde {{ water }}.", "es/storm.md"),
        languages="{en: English, es: Español}",
    )

    assert built.said == ["content/es/storm.md:7: the fact `water` has no value in the language `es` [unknown-fact]"]


def test_a_fact_of_the_file_is_fine(site: Build) -> None:
    assert site(WATER + page("Keep {{ water }} or {{water}}.")).said == []
