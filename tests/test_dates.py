"""Days and moments as readers write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from site_builder.dates import day_text, moment_text
from tests.conftest import ROOT, Build, page

ENGLISH = {
    "months": "January February March April May June July August September October November December",
    "date": "{month} {day}, {year}",
    "before_noon": "a.m.",
    "after_noon": "p.m.",
}
SPANISH = {**ENGLISH, "months": "enero febrero marzo", "date": "{day} de {month} de {year}"}


@pytest.mark.parametrize(("words", "text"), [(ENGLISH, "March 4, 2026"), (SPANISH, "4 de marzo de 2026")])
def test_a_day_is_written_as_its_language_does(words: dict[str, str], text: str) -> None:
    assert day_text(date(2026, 3, 4), words) == text


@pytest.mark.parametrize(("hour", "text"), [(0, "12:05 a.m."), (9, "9:05 a.m."), (12, "12:05 p.m."), (17, "5:05 p.m.")])
def test_a_moment_is_written_with_half_days_and_its_zone(hour: int, text: str) -> None:
    moment = datetime(2026, 11, 23, hour, 5, tzinfo=timezone(timedelta(hours=-6), "CST"))

    assert moment_text(moment, ENGLISH) == f"November 23, 2026, {text} CST"


def test_a_page_shows_its_day_in_words_and_names_it_for_programs(site: Build) -> None:
    assert '<time datetime="2026-11-01">November 1, 2026</time>' in site(page()).text("storm/index.html")


def test_a_notice_shows_when_it_ends(site: Build) -> None:
    built = site(page(kind="notice", more="expires: 2026-12-24T18:00Z\n"))

    assert f">{moment_text(datetime(2026, 12, 24, 18, tzinfo=UTC), ENGLISH)}</time>" in built.text("storm/index.html")


def test_a_word_that_a_language_lacks_is_a_problem_of_its_words(site: Build) -> None:
    path = "content/strings/en.yaml"
    words = (ROOT / path).read_text()
    assert words.count("\nmonths:") == 1

    said = site(f"-- {path} --\n{words.replace('months:', 'moons:')}").said
    assert said == [f"{path}: there are no words for `months` [template]"]
