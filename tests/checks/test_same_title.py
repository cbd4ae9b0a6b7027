"""A title tells pages apart."""

from tests.conftest import Build, page


def test_two_pages_with_one_title_and_description_are_two_problems_at_the_second(site: Build) -> None:
    built = site(page(path="en/rain.md", title="Storm") + page(path="en/wind.md", title="STORM"))

    assert built.said == [
        "content/en/wind.md:2: the title is the same as in `content/en/rain.md` [same-title]",
        "content/en/wind.md:3: the description is the same as in `content/en/rain.md` [same-title]",
    ]


def test_pages_with_titles_of_their_own_are_fine(site: Build) -> None:
    assert site(page() + page(path="en/rain.md", title="Rain")).said == []


def test_a_page_may_share_its_title_with_one_in_another_language(site: Build) -> None:
    built = site(
        page() + page("Hola.", "es/index.md", "Inicio", "home") + page("Hola.", "es/storm.md"),
        languages="{en: English, es: Español}",
    )

    assert built.said == []
