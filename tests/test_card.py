"""The card tells an editor what the page does not show."""

import pytest

from site_builder.card import Card, Row, card_of
from tests.conftest import WATER, Build, page


def rows(site: Build, text: str, address: str = "/storm/") -> list[tuple[str, str, bool]]:
    """Return the rows of a page's card but for its weight and grade, which other tests hold."""
    built = site(text, drafts=True).built
    assert built
    card = card_of(built, address)
    assert card
    told = (row for row in card.rows if not row.label.startswith(("Weight", "Grade")))
    return [(row.label, row.value, row.is_alarm) for row in told]


REVIEW = ("Review", "due 2027-11-01, in 339 days", False)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", []),
        ("draft: true\n", [("Draft", "readers do not see this page", True)]),
        (
            "publish: 2026-12-01T08:00-06:00\n",
            [("Scheduled", "readers see it from 2026-12-01 08:00 UTC-06:00 on", True)],
        ),
        ("expires: 2026-12-01\n", [("Expires", "2026-12-01 00:00 UTC", False)]),
        ("expires: 2026-11-01\n", [("Ended", "since 2026-11-01 00:00 UTC readers see that it has ended", True)]),
    ],
)
def test_when_readers_see_the_page(site: Build, more: str, told: list[tuple[str, str, bool]]) -> None:
    assert rows(site, page(more=more)) == [*told, REVIEW]


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        ("page", ("Review", "due 2027-11-01, in 339 days", False)),
        ("guide", ("Review", "due 2026-11-11, 16 days ago", True)),
    ],
)
def test_a_review_is_due_by_the_days_of_the_kind(site: Build, kind: str, due: tuple[str, str, bool]) -> None:
    built = site(page(kind=kind), review_days="{guide: 10}").built
    assert built
    card = card_of(built, "/storm/")

    assert card
    assert card.rows[0] == Row(*due)


def test_a_day_of_checking_that_is_yet_to_come_is_an_alarm(site: Build) -> None:
    """A slip in the year would put off the next review for ever."""
    text = page().replace("checked: 2026-11-01", "checked: 2062-11-01")

    assert rows(site, text)[0] == ("Checked", "2062-11-01, a day that is yet to come", True)


def test_the_facts_and_the_links_to_pages_that_are_not_public(site: Build) -> None:
    wind = page("Soon.", path="en/wind.md", title="Wind", more="draft: true\n")

    assert rows(site, WATER + wind + page("Store {{ water }} a day. [Wind](/wind/) and [rain](/wind/#rain).")) == [
        REVIEW,
        ("Fact", "water: 1 gallon (confirm, checked 2026-11-01)", False),
        ("Link", "/wind/ is a draft or not published yet", True),
        ("Link", "/wind/#rain is a draft or not published yet", True),
    ]


def test_how_it_reads_how_long_the_list_is_and_what_it_weighs(site: Build) -> None:
    text = page(
        "::: do-now Do this now\n1. Go inside.\n2. Take shelter underneath furniture.\n:::\n\nStay there. Wait.",
        kind="page",
    )
    built = site(text).built
    assert built
    card = card_of(built, "/storm/")

    assert card
    told = {row.label: row for row in card.rows}
    assert told["Grade of the do-now list"].value == "9.2 of 6"
    assert told["Grade of the page"].is_alarm is False
    assert told["Do now"].value.startswith("2 steps, 6 words; ends at byte ")
    assert told["Weight"].value.endswith(" of 60,000 bytes")


def test_a_page_that_could_not_be_read_has_its_path_alone(site: Build) -> None:
    built = site(page().replace("title:", "titel:")).built
    assert built

    assert card_of(built, "/storm/") == Card("content/en/storm.md", ())
    assert card_of(built, "/nowhere/") is None
