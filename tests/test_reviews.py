"""What is due to be looked at again, when and whose: as text, JSON and a calendar that others can read."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.model import Built
from site_builder.reviews import as_calendar, reviews
from tests.conftest import WATER, Build, page
from tests.test_cli import write_site

SITE = page(kind="guide", body="Keep {{ water }}.", more="owner: Team Water; north, and south\n") + WATER
NAME = r"(?:[A-Z0-9-]+)"
PARAMETER = rf'{NAME}=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*)'
CONTENT_LINE = re.compile(rf"(?P<name>{NAME})(?P<parameters>(?:;{PARAMETER})*):(?P<value>[^\x00-\x08\x0a-\x1f\x7f]*)")
"""Source: RFC 5545, section 3.1."""
TEXT = re.compile(r"(?:[^\\;,\x00-\x1f]|\\[\\;,nN])*")
"""Source: RFC 5545, section 3.3.11."""


def content_lines(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each line of a calendar, and refuse what RFC 5545 does."""
    assert text.endswith("\r\n")
    physical = text.removesuffix("\r\n").split("\r\n")
    assert [line for line in physical if len(line.encode()) > 75 or re.search(r"[\r\n]", line)] == []
    for line in text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n"):
        match = CONTENT_LINE.fullmatch(line)
        assert match, line
        if match["name"] in ("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"):
            assert TEXT.fullmatch(match["value"]), line
        yield match["name"] + match["parameters"], match["value"]


def events(text: str) -> list[dict[str, str]]:
    """Return the events of a valid calendar: its parts in order, what must be there once, no name unknown."""
    lines = list(content_lines(text))
    assert lines[:2] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0")]
    assert lines[-1] == ("END", "VCALENDAR")
    assert [name for name, _ in lines].count("PRODID") == 1
    found: list[dict[str, str]] = []
    inside = False
    for name, value in lines[1:-1]:
        if name == "BEGIN":
            assert (value, inside) == ("VEVENT", False)
            inside = True
            found.append({})
        elif name == "END":
            assert (value, inside) == ("VEVENT", True)
            inside = False
        elif inside:
            assert name not in found[-1]
            found[-1][name] = value
    once = {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION", "TRANSP"}
    assert all(set(each) == once for each in found)
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", each["DTSTAMP"]) for each in found)
    assert all(re.fullmatch(r"\d{8}", each["DTSTART;VALUE=DATE"]) for each in found)
    assert all(each["DTSTART;VALUE=DATE"] < each["DTEND;VALUE=DATE"] for each in found)
    assert len({each["UID"] for each in found}) == len(found)
    return found


def test_each_page_fact_and_contact_is_due_by_its_kind(site: Build) -> None:
    built = site(SITE).built

    assert built is not None
    assert [(each.due, each.what, each.where, each.owner, each.path, each.line) for each in reviews(built.site)] == [
        (date(2027, 4, 30), "page", "/storm/", "Team Water; north, and south", "content/en/storm.md", 4),
        (date(2027, 4, 30), "fact", "water", "The Test Office", "content/facts.yaml", 7),
        (date(2027, 4, 30), "contact", "office", "The Test Office", "content/site.yaml", 12),
        (date(2027, 11, 1), "page", "/about-this-site/", "The Test Office", "content/en/about-this-site.md", 4),
        (date(2027, 11, 1), "page", "/", "The Test Office", "content/en/index.md", 4),
    ]


def test_the_list_for_people_sets_apart_what_is_overdue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = write_site(tmp_path, SITE)

    assert main(["reviews", *arguments, "--at", "2027-05-01"]) == 0
    assert capsys.readouterr().out.split("\n") == [
        "Overdue on 2027-05-01: 3",
        "  2027-04-30   page /storm/: Storm (Team Water; north, and south) content/en/storm.md:4",
        "  2027-04-30 * fact water: Water for one person for one day (The Test Office) content/facts.yaml:7",
        "  2027-04-30   contact office: The office (The Test Office) content/site.yaml:12",
        "Due later: 2",
        "  2027-11-01   page /about-this-site/: About this site (The Test Office) content/en/about-this-site.md:4",
        "  2027-11-01   page /: Home (The Test Office) content/en/index.md:4",
        "Not yet compared with their source: 1 facts, marked with *",
        "",
    ]


def test_the_list_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reviews", *write_site(tmp_path), "--format", "json", "--at", "2027-05-01"]) == 0

    assert json.loads(capsys.readouterr().out)[0] == {
        "due": "2027-04-30",
        "what": "contact",
        "where": "office",
        "title": "The office",
        "owner": "The Test Office",
        "path": "content/site.yaml",
        "line": 12,
        "must_confirm": False,
        "overdue": True,
    }


def test_the_calendar_has_one_event_for_each_day_kind_and_owner(site: Build) -> None:
    built = site(SITE).built
    assert built is not None

    found = events(as_calendar(reviews(built.site), built.site))

    assert [(each["DTSTART;VALUE=DATE"], each["SUMMARY"], each["DESCRIPTION"]) for each in found] == [
        ("20270430", "Check again: contact The office (The Test Office)", "office: The office"),
        (
            "20270430",
            "Check again: fact Water for one person for one day (The Test Office)",
            "water: Water for one person for one day",
        ),
        ("20270430", r"Check again: page Storm (Team Water\; north\, and south)", "/storm/: Storm"),
        (
            "20271101",
            "Check again: 2 pages (The Test Office)",
            r"/about-this-site/: About this site\n/: Home",
        ),
    ]


def test_the_calendar_of_the_real_site_is_valid_and_whole(real_site: Built) -> None:
    found = reviews(real_site.site)
    text = as_calendar(found, real_site.site)

    listed = [line for each in events(text) for line in each["DESCRIPTION"].split(r"\n")]

    assert len(listed) == len(found) > 150


def test_a_calendar_cuts_no_letter_in_two(site: Build) -> None:
    built = site(page(title="ü" * 70)).built
    assert built is not None

    assert any("ü" * 70 in each["DESCRIPTION"] for each in events(as_calendar(reviews(built.site), built.site)))


@pytest.mark.parametrize("arguments", [["check", "--format", "ics"], ["reviews", "--format", "sarif"]])
def test_a_format_belongs_to_its_command(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "has no format" in capsys.readouterr().err
