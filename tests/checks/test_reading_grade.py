"""Everybody can read it."""

import pytest

from tests.conftest import Build, page

HARD = "Authorities continuously coordinate interdisciplinary preparedness activities."
EASY = "Go in. Sit down. Stay there."


def said(line: int, what: str, grade: str, limit: int) -> list[str]:
    """Return the one problem of a storm page that is too hard."""
    return [
        f"content/en/storm.md:{line}: {what} reads at school grade {grade}, and {limit} is the limit [reading-grade]"
    ]


@pytest.mark.parametrize(("kind", "limit"), [("page", 12), ("guide", 8)])
def test_a_page_of_hard_words_is_a_problem_from_the_limit_of_its_kind_on(site: Build, kind: str, limit: int) -> None:
    built = site(page(HARD, kind=kind))

    assert built.said == said(7, "the page", "37.9", limit)


def test_words_in_backticks_count(site: Build) -> None:
    assert site(page(f"`{HARD}`")).said == said(7, "the page", "37.9", 12)


def test_a_do_now_list_is_held_to_plainer_words_than_its_page(site: Build) -> None:
    body = "Words.\n\n::: do-now\n1. {}\n:::\n\n" + f"{EASY}\n\n" * 20
    step = "Immediately evacuate toward designated elevated accommodations."
    built = site(page(body.format(step)))

    assert built.said == said(9, "the do-now list", "32.0", 6)


def test_the_limits_are_settings(site: Build) -> None:
    built = site(page(HARD), budgets="{page_grade: 50}")

    assert built.said == []


@pytest.mark.parametrize("kind", ["page", "guide"])
def test_a_page_of_easy_words_is_fine(site: Build, kind: str) -> None:
    assert site(page(EASY, kind=kind)).said == []


@pytest.mark.parametrize(
    "body",
    [f"## {HARD[:-1]}", f"Table: Who\n\n| Who | What |\n| --- | --- |\n| Them | {HARD[:-1]} |", f"```\n{HARD}\n```"],
    ids=["heading", "table", "code"],
)
def test_what_is_no_running_text_does_not_count(site: Build, body: str) -> None:
    assert site(page(f"{EASY}\n\n{body}", kind="guide")).said == []


def test_text_in_another_language_is_not_judged(site: Build) -> None:
    """The formula is made for English."""
    built = site(
        page("Hola.", "es/index.md", "Inicio", "home") + page(HARD, "es/tormenta.md", "Tormenta"),
        languages="{en: English, es: Español}",
    )

    assert built.said == []
