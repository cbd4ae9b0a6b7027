"""Nothing was checked on a day that is yet to come."""

from datetime import timedelta

import pytest

from tests.conftest import DEFAULTS, NOW, ROOT, WATER, Build, page

TOMORROW, LATER = (f"{NOW + timedelta(days=days):%Y-%m-%d}" for days in (1, 2))


@pytest.mark.parametrize("day", [LATER, "2062-11-01"])
def test_a_page_checked_on_a_day_to_come_is_a_problem_at_its_line(site: Build, day: str) -> None:
    [problem] = site(page().replace("2026-11-01", day)).problems

    assert str(problem) == (
        f"content/en/storm.md:4: the page says it was checked on {day}, a day that is yet to come [future-date]\n"
        "    Write the day on which a person last checked it; if that is right, the clock of this computer is wrong"
    )


def test_a_fact_and_a_contact_checked_on_a_day_to_come_are_problems(site: Build) -> None:
    settings = (ROOT / DEFAULTS).read_text().split("-- content/site.yaml --\n")[1].split("\n-- ")[0]
    contact = next(number for number, line in enumerate(settings.split("\n"), 1) if line == "  office:")
    later = settings.replace("2026-11-01", LATER)
    text = f"{WATER.replace('2026-11-01', LATER)}{page('Keep {{ water }}.')}-- content/site.yaml --\n{later}\n"

    says = f"says it was checked on {LATER}, a day that is yet to come [future-date]"
    assert site(text).said == [
        f"content/facts.yaml:7: `water` {says}",
        f"content/site.yaml:{contact}: `office` {says}",
    ]


def test_tomorrow_is_today_somewhere(site: Build) -> None:
    assert site(page().replace("2026-11-01", TOMORROW)).said == []


def test_the_clock_mends_it_and_a_draft_may_wait_for_its_day(site: Build) -> None:
    assert site(page().replace("2026-11-01", LATER), now=NOW + timedelta(days=1)).said == []
    assert site(page(more="draft: true\n").replace("2026-11-01", LATER)).said == []
