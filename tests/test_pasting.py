"""Forty slips in front matter and more: each is told at its place, and the printed line mends nearly all."""

import pytest

from site_builder.findings import Finding, findings
from site_builder.pages import read_page, read_text
from site_builder.problems import Invalid, Problem
from site_builder.report import report
from site_builder.source import Source

PATH = "content/en/winter-storm.md"
GOOD = """\
---
title: Winter storm
description: What to do before, during and after ice and snow, in few words.
checked: 2026-11-01
order: 30
also: [ice, snow]
moved_from: [/ice/]
---
Ice can cut the power for days. Stay off the roads, and keep the heat in.
"""
SLIPS = {
    "a colon in the title": ("Winter storm", "Winter storm: what to do", "2:20"),
    "a colon in the description": ("in few words.", "in few words: act.", "3:76"),
    "a quote not closed": ("title: Winter storm", 'title: "Winter storm', "2:8"),
    "a single quote not closed": ("title: Winter storm", "title: 'Winter storm", "2:8"),
    "words behind a quote": ("title: Winter storm", 'title: "Winter" storm', "2:17"),
    "no space behind the colon": ("order: 30", "order:30", "5:1"),
    "no colon": ("order: 30", "order 30", "5:1"),
    "a tab before a setting": ("order: 30", "\torder: 30", "5:1"),
    "a space before a setting": ("order: 30", "  order: 30", "5:3"),
    "a list not closed": ("[ice, snow]", "[ice, snow", "6:7"),
    "a value that begins with @": ("Winter storm", "@Winter storm", "2:8"),
    "a value that begins with *": ("Winter storm", "*Winter storm", "2:8"),
    "a value in stars": ("Winter storm", "**Winter storm**", "2:8"),
    "a value that begins with &": ("Winter storm", "&Winter storm", "2:8"),
    "a value that begins with !": ("Winter storm", "!Winter storm", "2:8"),
    "a value that begins with %": ("Winter storm", "%Winter storm", "2:8"),
    "a value that begins with `": ("Winter storm", "`Winter` storm", "2:8"),
    "a letter twice in a name": ("title:", "tittle:", "2:1"),
    "letters the other way round in a name": ("description:", "descritpion:", "3:1"),
    "a capital in a name": ("order:", "Order:", "5:1"),
    "a hyphen in a name": ("moved_from:", "moved-from:", "7:1"),
    "a name that no page has": ("order: 30", "author: Jo", "5:1"),
    "a setting twice": ("order: 30", "order: 30\norder: 40", "6:1"),
    "no title": ("title: Winter storm\n", "", "2:1"),
    "a title without words": ("title: Winter storm", "title:", "2:1"),
    "no description": ("description: What to do before, during and after ice and snow, in few words.\n", "", "2:1"),
    "a description too short": ("What to do before, during and after ice and snow, in few words.", "Ice.", "3:1"),
    "a title too long": (
        "Winter storm",
        "Winter storm, ice and snow, and what you can do before it comes to your door",
        "2:1",
    ),
    "a day as Americans write it": ("2026-11-01", "11/01/2026", "4:1"),
    "a day in words": ("2026-11-01", "November 1, 2026", "4:1"),
    "a day without noughts": ("2026-11-01", "2026-11-1", "4:1"),
    "a day that is not there": ("2026-11-01", "2026-11-31", "4:1"),
    "a day that nobody can know": ("2026-11-01", "today", "4:1"),
    "no day": ("checked: 2026-11-01\n", "", "2:1"),
    "yes for true": ("order: 30", "draft: yes", "5:1"),
    "a number in words": ("order: 30", "order: three", "5:1"),
    "one word for a list": ("[ice, snow]", "ice, snow", "6:1"),
    "an address without slashes": ("[/ice/]", "[ice]", "7:14"),
    "a kind that is not there": ("order: 30", "kind: guid", "5:1"),
    "a quote in a value in single quotes": ("title: Winter storm", "title: 'Don't go out'", "2:13"),
    "a word processor's quotes round a colon": ("title: Winter storm", "title: “Winter: a storm”", "2:15"),
    "a day as Europeans write it": ("2026-11-01", "23.11.2026", "4:1"),
    "a day with a short year": ("2026-11-01", "11/23/26", "4:1"),
    "an equals sign for the colon": ("title: Winter storm", "title = Winter storm", "2:1"),
    "a description on two lines": ("during and after ice", "during\nand after ice", "4:1"),
    "a word processor's space behind the colon": ("title: W", "title:\u00a0W", "2:1"),
    "a value that begins with a hyphen": ("Winter storm", "- Winter storm", "2:8"),
    "yes and a word more": ("order: 30", "draft: yes please", "5:1"),
    "a moment in words": ("order: 30", "publish: next week", "5:1"),
    "a moment without its offset": ("order: 30", "publish: 2026-12-01T08:00", "5:1"),
}
"""What is written, what is written in its place, and the line and column of the fault."""
FOR_THE_WRITER_ALONE = {
    "a day that nobody can know": "when a person read the page",
    "no day": "when a person read the page",
    "a moment in words": "which day and clock were meant",
    "a moment without its offset": "which clock was meant",
}
"""Where only the writer can know the line, and what."""


def problems_in(body: str) -> tuple[Problem, ...]:
    """Return what is wrong with a page."""
    try:
        read_page(Source(PATH, read_text(body.encode(), PATH), "en", "/winter-storm/"))
    except Invalid as fault:
        return fault.problems
    return ()


def with_slip(name: str) -> str:
    """Return the good page with one slip."""
    old, new, _ = SLIPS[name]
    assert GOOD.count(old) >= 1
    return GOOD.replace(old, new, 1)


def found(body: str) -> tuple[Finding, ...]:
    """Return what is wrong with a page, with its lines."""
    return findings(problems_in(body), {PATH: body.encode()})


def test_there_are_forty_slips_and_more() -> None:
    assert len(SLIPS) == 50
    assert len(FOR_THE_WRITER_ALONE) == 4
    assert problems_in(GOOD) == ()


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_one_problem_at_its_exact_place(name: str) -> None:
    assert [finding.place for finding in found(with_slip(name))] == [f"{PATH}:{SLIPS[name][2]}"]


@pytest.mark.parametrize("name", [name for name in SLIPS if name not in FOR_THE_WRITER_ALONE])
def test_pasting_the_printed_line_mends_the_page(name: str) -> None:
    """An editor takes the lines that stand below the hint, at the left edge, and puts them where the hint says."""
    body = with_slip(name)
    [finding] = found(body)
    edit = finding.problem.edit
    assert edit
    printed = [line for line in report([finding], "text").split("\n")[1:] if line and not line.startswith("    ")]
    assert printed == list(edit.new)

    lines = body.split("\n")
    lines[edit.line - 1 : edit.line - 1 + edit.old] = printed

    assert problems_in("\n".join(lines)) == ()


def test_a_value_in_quotes_keeps_none_of_those_that_were_wrong() -> None:
    edits = [
        found(with_slip(name))[0].problem.edit
        for name in ("a quote in a value in single quotes", "a word processor's quotes round a colon")
    ]

    assert [edit.new for edit in edits if edit] == [('title: "Don\'t go out"',), ('title: "Winter: a storm"',)]


@pytest.mark.parametrize("name", FOR_THE_WRITER_ALONE)
def test_nothing_is_offered_that_only_the_writer_can_know(name: str) -> None:
    [finding] = found(with_slip(name))

    assert finding.problem.edit is None
