"""Pages appear and end by the clock, and the clock alone never makes a problem."""

from datetime import UTC, datetime, timedelta

import pytest

from site_builder.document import Heading
from tests.conftest import NOW, WATER, Build, Tried, page

SECOND = timedelta(seconds=1)
MORNING = datetime(2026, 12, 1, 14, tzinfo=UTC)
"""2026-12-01T08:00-06:00."""


def shown(built: Tried) -> list[str]:
    """Return the addresses of the live pages but those of the small site."""
    assert built.built is not None
    return [each.address for each in built.built.site.pages if each.address not in ("/", "/about-this-site/")]


def test_a_draft_is_published_only_with_drafts(site: Build) -> None:
    text = page(more="draft: true\n")

    assert shown(site(text)) == []
    assert "storm/index.html" not in site(text).paths
    assert shown(site(text, drafts=True)) == ["/storm/"]


def test_a_page_appears_at_its_moment(site: Build) -> None:
    text = page(more="publish: 2026-12-01T08:00-06:00\n")

    assert shown(site(text, now=MORNING - SECOND)) == []
    assert shown(site(text, now=MORNING - SECOND, drafts=True)) == ["/storm/"]
    assert shown(site(text, now=MORNING)) == ["/storm/"]


def test_a_page_ends_at_its_moment(site: Build) -> None:
    text = page(more="expires: 2026-12-01T08:00-06:00\n")

    assert shown(site(text, now=MORNING - SECOND)) == ["/storm/"]
    assert shown(site(text, now=MORNING)) == []


@pytest.mark.parametrize("name", ["publish", "expires"])
def test_a_day_without_a_time_begins_at_midnight_utc(site: Build, name: str) -> None:
    text = page(more=f"{name}: 2026-12-01\n")
    midnight = datetime(2026, 12, 1, tzinfo=UTC)

    live = [shown(site(text, now=now)) == ["/storm/"] for now in (midnight - SECOND, midnight)]
    assert live == ([False, True] if name == "publish" else [True, False])


def test_a_draft_with_a_past_end_is_not_published_at_all(site: Build) -> None:
    built = site(page(more="draft: true\nexpires: 2026-01-01\n"))

    assert "storm/index.html" not in built.paths


def test_an_ended_page_leaves_a_short_page_at_its_address(site: Build) -> None:
    built = site(page("Go *in* now.", more="expires: 2026-11-01T08:00-06:00\n"))

    assert built.built is not None
    document = built.built.documents["storm/index.html"]
    assert built.said == []
    assert document.headings == (Heading(1, "", "This page has ended"),)
    assert [each.text for each in document.passages[1:2]] == [
        "Storm: it ended at November 1, 2026, 8:00 a.m. UTC-06:00"
    ]
    assert {("content", "noindex"), ("name", "robots")} in [set(each.attributes) for each in document.elements]
    assert [link.address for link in document.links] == ["/"]


def test_an_ended_page_is_in_no_list(site: Build) -> None:
    built = site(
        page(kind="notice", more="expires: 2026-01-01\n") + page(path="en/a-z.md", title="All pages", kind="a-z"),
        navigation="[/storm/]",
    )

    paths = ["index.html", "a-z/index.html", "sitemap.xml", "feed.xml"]
    assert built.said == []
    assert [path for path in paths if "/storm/" in built.text(path)] == []


@pytest.mark.parametrize(
    ("more", "moment"),
    [
        ("", None),
        ("publish: 2026-12-01T08:00-06:00\n", MORNING),
        ("expires: 2026-12-01T08:00-06:00\n", MORNING),
        ("publish: 2026-12-01T08:00-06:00\nexpires: 2026-12-02\n", MORNING),
        ("publish: 2026-11-01\nexpires: 2026-12-01T08:00-06:00\n", MORNING),
        ("publish: 2026-11-01\nexpires: 2026-11-02\n", None),
        ("draft: true\npublish: 2026-12-01\n", None),
    ],
)
def test_the_next_change_is_the_next_moment_at_which_a_page_appears_or_ends(
    site: Build, more: str, moment: datetime | None
) -> None:
    built = site(page(more=more))

    assert built.built is not None
    assert built.built.site.next_change == moment


def test_the_next_change_is_the_earliest_of_all_pages(site: Build) -> None:
    built = site(
        page(more="expires: 2027-03-01\n") + page(path="en/rain.md", title="Rain", more="publish: 2027-02-01\n")
    )

    assert built.built is not None
    assert built.built.site.next_change == datetime(2027, 2, 1, tzinfo=UTC)


def test_the_clock_alone_never_makes_a_problem(site: Build) -> None:
    """Whatever leads to a page, or rests on it, still holds when its time is over."""
    ends = "expires: 2026-12-01\n"
    text = (
        WATER
        + page(
            "Keep {{ water }}.\n\n## Before",
            kind="notice",
            more=f"{ends}moved_from: [/wind/]\n",
        )
        + page("Words.", "en/news/index.md", "News", "section", ends)
        + page("Words.", "en/news/rain.md", "Rain", more="publish: 2026-11-01\n" + ends)
        + page("Words.", "en/news/snow.md", "Snow")
        + page(
            "Read [the storm](/storm/), [what comes first](/storm/#before), [the wind](/wind/), [the news](/news/),"
            " [the rain](/news/rain/) and [the rain in plain words](https://example.org/news/rain/).",
            "en/links.md",
            "Links",
        )
        + page("Words.", "en/sources.md", "Sources of all this", "sources")
    )

    days = [NOW + timedelta(days=number) for number in range(0, 20, 4)]
    tries = [site(text, now=now, navigation="[/storm/, /news/]", footer="[/news/rain/]") for now in days]
    assert {address for built in tries for address in shown(built)} >= {"/storm/", "/news/", "/news/rain/"}
    assert shown(tries[-1]) == ["/links/", "/news/snow/", "/sources/"]
    assert [built.said for built in tries] == [[]] * 5
