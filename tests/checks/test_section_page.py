"""Every folder has a page."""

from tests.conftest import Build, page

TWO = "{en: English, es: Español}"


def test_a_folder_with_pages_but_no_page_of_its_own_is_a_problem(site: Build) -> None:
    built = site(page(path="en/hazards/storm.md"))

    assert built.said == [
        "content/en/hazards/storm.md: the folder `content/en/hazards` has no `index.md` [section-page]"
    ]


def test_a_folder_that_holds_only_a_folder_needs_a_page_too(site: Build) -> None:
    """A reader who shortens the address by hand gets there."""
    built = site(page(path="en/hazards/wind/index.md", kind="section"))

    assert built.said == [
        "content/en/hazards/wind/index.md: the folder `content/en/hazards` has no `index.md` [section-page]"
    ]


def test_a_language_without_a_home_page_is_a_problem(site: Build) -> None:
    built = site(languages=TWO)

    assert built.said == ["content/es/index.md: the folder `content/es` has no `index.md` [section-page]"]


def test_a_folder_whose_page_has_faults_is_not_said_to_have_none(site: Build) -> None:
    """One fault is one problem, in each language."""
    fault = "draft: perhaps\n"
    built = site(
        page(path="en/hazards/index.md", title="Hazards", more=fault)
        + page(path="en/hazards/storm.md")
        + page(path="es/index.md", title="Inicio")
        + page(path="es/hazards/index.md", title="Peligros", more=fault)
        + page(path="es/hazards/storm.md"),
        languages=TWO,
    )

    assert built.said == [
        "content/en/hazards/index.md:6:1: `draft` is `perhaps` [wrong-value]",
        "content/es/hazards/index.md:6:1: `draft` is `perhaps` [wrong-value]",
    ]


def test_a_folder_with_a_page_is_fine_even_when_the_page_is_a_draft(site: Build) -> None:
    built = site(
        page(path="en/hazards/index.md", title="Hazards", more="draft: true\n") + page(path="en/hazards/storm.md")
    )

    assert built.said == []
