"""A page is more than its title."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("kind", "more", "line"),
    [("page", "", 6), ("guide", "", 6), ("order", "number: '1'\n", 7), ("notice", "expires: 2026-12-24\n", 7)],
)
def test_a_page_without_a_text_is_a_problem(site: Build, kind: str, more: str, line: int) -> None:
    [problem] = site(page("", kind=kind, more=more)).problems

    assert str(problem) == (
        f"content/en/storm.md:{line}: the page has no text below its settings [empty-page]\n"
        "    Write the text below this line, or keep `draft: true` until it is written"
    )


@pytest.mark.parametrize("body", ["   \n\n\n", "[kit]: /prepare/kit/"])
def test_lines_that_show_nothing_are_no_text(site: Build, body: str) -> None:
    built = site(page(body))

    assert built.said == ["content/en/storm.md:6: the page has no text below its settings [empty-page]"]


def test_a_draft_may_be_empty(site: Build) -> None:
    assert site(page("", more="draft: true\n"), drafts=True).said == []


@pytest.mark.parametrize("kind", ["section", "contacts", "sources", "a-z", "questions", "glossary"])
def test_a_page_that_fills_itself_may_be_without_a_text(site: Build, kind: str) -> None:
    assert site(page("", kind=kind)).said == []


@pytest.mark.parametrize("body", ["::: contact office\n:::", "![The nearest shelters](/images/map.png)", "Go in."])
def test_a_page_with_anything_on_it_is_fine(site: Build, body: str) -> None:
    assert site("-- content/images/map.png --\nx\n" + page(body)).said == []
