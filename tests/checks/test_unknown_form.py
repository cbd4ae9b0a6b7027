"""Forms exist."""

from tests.conftest import ROOT, Build, page

FORM = "content/forms/speaker-request.yaml"
LISTS = ("content/data/topics.yaml", "content/data/counties.csv")


def test_a_page_with_an_unknown_form_is_a_problem(site: Build) -> None:
    built = site(page(kind="form", more="form: speaker-reqest\n") + real_form())

    assert built.said == ["content/en/storm.md:6: `speaker-reqest` is not a form [unknown-form]"]
    assert built.problems[0].hint == "Did you mean `speaker-request`?"


def test_a_form_of_the_forms_folder_is_fine(site: Build) -> None:
    assert site(page(kind="form", more="form: speaker-request\n") + real_form()).said == []


def real_form() -> str:
    """Return the office's own form with its lists, as parts of a site."""
    return "".join(f"-- {path} --\n{(ROOT / path).read_text()}" for path in (FORM, *LISTS))
