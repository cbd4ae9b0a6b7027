"""Forty faulty front matters, each with the exact place, what is wrong, and the fix."""

from collections.abc import Callable

import pytest

from site_builder.pages import read_page, read_text
from site_builder.problems import Invalid
from site_builder.source import Source
from tests.conftest import Build, Tried
from tests.conftest import page as small_page

PATH = "content/en/storm.md"
GOOD = """\
---
title: Storm
description: What to do before, during and after a storm, in few words.
checked: 2026-11-01
---
Text.
"""


def page(old: str, new: str) -> bytes:
    """Return the good page with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new, 1).encode()


def said(body: bytes) -> list[tuple[str, str]]:
    """Return what reading a page says: each problem's line, and its hint."""
    with pytest.raises(Invalid) as caught:
        read_page(Source(PATH, read_text(body, PATH), "en", "/storm/"))
    return [(str(each).split("\n", 1)[0].removeprefix(f"{PATH}:"), each.hint) for each in caught.value.problems]


CASES: dict[str, tuple[bytes, str, str]] = {
    "unknown key": (
        page("checked:", "chekced: 2026-11-01\nchecked:"),
        "4:1: `chekced` is not a field here [unknown-field]",
        "`checked` is given as well: delete one of the two",
    ),
    "unknown key far from all": (
        page("checked:", "zzz: 1\nchecked:"),
        "4:1: `zzz` is not a field here [unknown-field]",
        "Known names: `also`, `checked`, `description`, `draft`, `expires`, `kind`, `moved_from`, `order`,"
        " `owner`, `publish`, `sources`, `title`",
    ),
    "missing key": (
        page("title: Storm\n", ""),
        "2:1: `title` is missing [missing-field]",
        "Add a line `title: …`",
    ),
    "key without a value": (
        page("title: Storm", "title:"),
        "2:1: `title` has no value [missing-field]",
        "Write the value after the colon",
    ),
    "list where a text belongs": (
        page("title: Storm", "title: [Storm, Rain]"),
        "2:1: `title` is a list or a group, not a text [wrong-value]",
        "Write one value after the colon",
    ),
    "group where a text belongs": (
        page("title: Storm", "title:\n  en: Storm"),
        "2:1: `title` is a list or a group, not a text [wrong-value]",
        "Write one value after the colon",
    ),
    "text where a list belongs": (
        page("---\nText", "also: rain\n---\nText"),
        "5:1: `also` is `rain`, not a list [wrong-value]",
        "Write it as `[first, second]`",
    ),
    "item of a list that is a group": (
        page("---\nText", "also:\n  - rain\n  - wind: strong\n---\nText"),
        "7:5: entry 2 of `also` is a list or a group, not a text [wrong-value]",
        "Write one value after the colon",
    ),
    "title too short": (
        page("title: Storm", "title: S"),
        "2:1: `title` has 1 characters, and at least 2 are needed [wrong-value]",
        "Say more",
    ),
    "title too long": (
        page("title: Storm", f"title: {'Storm ' * 15}!"),
        "2:1: `title` has 91 characters, and at most 70 fit [wrong-value]",
        "Make it shorter",
    ),
    "Much text in one line": (
        page("title: Storm", f"title: {'x' * 400_000}"),
        "2:1: `title` has 400000 characters, and at most 70 fit [wrong-value]",
        "Make it shorter",
    ),
    "description too short": (
        page("What to do before, during and after a storm, in few words.", "Storms."),
        "3:1: `description` has 7 characters, and at least 30 are needed [wrong-value]",
        "Say more",
    ),
    "day that does not exist": (
        page("2026-11-01", "2026-02-30"),
        "4:1: `checked` is `2026-02-30` [wrong-value]",
        "Write a day that exists: day is out of range for month",
    ),
    "month that does not exist": (
        page("2026-11-01", "2026-13-01"),
        "4:1: `checked` is `2026-13-01` [wrong-value]",
        "Write a day that exists: month must be in 1..12",
    ),
    "time that does not exist": (
        page("---\nText", "publish: 2026-12-01T25:00-06:00\n---\nText"),
        "5:1: `publish` is `2026-12-01T25:00-06:00` [wrong-value]",
        "Write a time that exists: hour must be in 0..23",
    ),
    "moment in words": (
        page("---\nText", "expires: next week\n---\nText"),
        "5:1: `expires` is `next week` [wrong-value]",
        "Write the day and time with its offset, for example 2026-11-23T18:00-06:00",
    ),
    "day as Americans write it": (
        page("2026-11-01", "11/01/2026"),
        "4:1: `checked` is `11/01/2026` [wrong-value]",
        "Write the day as year-month-day, for example 2026-11-23",
    ),
    "day in words": (
        page("2026-11-01", "yesterday"),
        "4:1: `checked` is `yesterday` [wrong-value]",
        "Write the day as year-month-day, for example 2026-11-23",
    ),
    "moment without an offset": (
        page("---\nText", "publish: 2026-12-01T08:00\n---\nText"),
        "5:1: `publish` is `2026-12-01T08:00` [wrong-value]",
        "Write the day and time with its offset, for example 2026-11-23T18:00-06:00",
    ),
    "yes where true belongs": (
        page("---\nText", "draft: yes\n---\nText"),
        "5:1: `draft` is `yes` [wrong-value]",
        "Write `true` or `false`",
    ),
    "number in words": (
        page("---\nText", "order: ten\n---\nText"),
        "5:1: `order` is `ten`, not a whole number [wrong-value]",
        "Write digits only",
    ),
    "number with a fraction": (
        page("---\nText", "order: 1.5\n---\nText"),
        "5:1: `order` is `1.5`, not a whole number [wrong-value]",
        "Write digits only",
    ),
    "address without slashes": (
        page("---\nText", "moved_from: [old-page]\n---\nText"),
        "5:14: entry 1 of `moved_from` is `old-page` [wrong-value]",
        "Write the address as the browser shows it, from the first `/` to the last: `/prepare/kit/`",
    ),
    "unknown kind": (
        page("title:", "kind: hazrad\ntitle:"),
        "2:1: `hazrad` is not a kind of page [unknown-kind]",
        "Did you mean `hazard`?",
    ),
    "key that only another kind has": (
        page("title:", "number: 872\ntitle:"),
        "2:1: `number` is not a field here [unknown-field]",
        "Known names: `also`, `checked`, `description`, `draft`, `expires`, `kind`, `moved_from`, `order`,"
        " `owner`, `publish`, `sources`, `title`",
    ),
    "key that the kind lacks": (
        page("title:", "kind: order\ntitle:"),
        "2:1: `number` is missing [missing-field]",
        "Add a line `number: …`",
    ),
    "number of an order in words": (
        page("title:", "kind: order\nnumber: EO 872\ntitle:"),
        "3:1: `number` is `EO 872` [wrong-value]",
        "Write digits only",
    ),
    "duplicate key": (
        page("checked:", "title: Rain\nchecked:"),
        "4:1: `title` is given twice: the first is on line 2 [duplicate-key]",
        "Keep one of the two lines",
    ),
    "tab indentation": (
        page("title: Storm", "also:\n\t- rain\ntitle: Storm"),
        "3:1: a tab is used to indent [yaml-syntax]",
        "Indent with spaces",
    ),
    "unclosed double quote": (
        page("title: Storm", 'title: "Storm'),
        "2:8: a quote is opened and not closed [yaml-syntax]",
        "Add the closing quote",
    ),
    "unclosed single quote": (
        page("title: Storm", "title: 'Storm"),
        "2:8: a quote is opened and not closed [yaml-syntax]",
        "Add the closing quote",
    ),
    "colon in a value": (
        page("title: Storm", "title: Storm: what to do"),
        "2:13: a value holds `: ` [yaml-syntax]",
        "Put the whole value in quotes",
    ),
    "unclosed list": (
        page("checked: 2026-11-01", "checked: 2026-11-01\nalso: [rain, wind"),
        "5:7: a list is opened and not closed [yaml-syntax]",
        "Close the list with `]` or `}`",
    ),
    "line without a colon": (
        page("checked:", "just words\nchecked:"),
        "4:1: a line has no colon after its key [yaml-syntax]",
        "Write `key: value`",
    ),
    "indentation that does not fit": (
        page("checked:", " checked:"),
        "4:2: a setting is indented, but the line above takes none [yaml-syntax]",
        "Take the spaces before it out",
    ),
    "value that begins with @": (
        page("title: Storm", "title: @storm"),
        "2:8: a value begins with a special character [yaml-syntax]",
        "Put the whole value in quotes",
    ),
    "alias": (
        page("title: Storm", "title: *storm"),
        "2:8: `*storm` is a YAML alias [yaml-alias]",
        "Put the value in quotes if it begins with `*`",
    ),
    "anchor": (
        page("title: Storm", "title: &storm Storm"),
        "2:8: `&storm` is a YAML anchor [yaml-alias]",
        "Put the value in quotes if it begins with `&`",
    ),
    "tag": (
        page("title: Storm", "title: !important Storm"),
        "2:8: `!important` is a YAML tag [yaml-tag]",
        "Put the value in quotes if it begins with `!`",
    ),
    "second document": (
        page("checked: 2026-11-01", "checked: 2026-11-01\n--- more"),
        "5:1: a second YAML document begins here [yaml-syntax]",
        "Keep one block of settings between two `---` lines",
    ),
    "list in place of settings": (
        b"---\n- title\n- description\n---\nText.\n",
        "2:1: the front matter has no settings [front-matter]",
        "Write each setting as `key: value`, one a line",
    ),
    "empty front matter": (
        b"---\n---\nText.\n",
        "2:1: the front matter has no settings [front-matter]",
        "Write each setting as `key: value`, one a line",
    ),
    "empty file": (
        b"",
        "1:1: the file is empty [front-matter]",
        "Write front matter between two `---` lines, then the text",
    ),
    "no front matter": (
        b"# Storm\n\nText.\n",
        "1:1: the file does not begin with front matter [front-matter]",
        "Make `---` the first line, then `title: …`, `description: …`, `checked: …`, then `---`",
    ),
    "front matter without an end": (
        b"---\ntitle: Storm\n\nText.\n",
        "1:1: the front matter that begins here has no end [front-matter]",
        "Add a line `---` below the last setting",
    ),
    "blank line before front matter": (
        b"\n" + GOOD.encode(),
        "1:1: the file does not begin with front matter [front-matter]",
        "Take the empty lines above `---` out",
    ),
    "byte order mark": (
        b"\xef\xbb\xbf" + GOOD.encode(),
        "1:1: the file begins with a byte order mark [file-encoding]",
        "Save it as UTF-8 without BOM",
    ),
    "Windows line ends": (
        GOOD.replace("\n", "\r\n").encode(),
        "1:4: the lines end as Windows or old Mac programs end them [line-ends]",
        "Set the line ends to LF in the editor (the `.editorconfig` here does so) and save again",
    ),
    "Latin-1 bytes": (
        page("Storm", "Hurac\N{LATIN SMALL LETTER A WITH ACUTE}n").replace("\xe1".encode(), b"\xe1"),
        "2:13: the byte 0xe1 is not UTF-8 text [file-encoding]",
        "Save the file as UTF-8",
    ),
    "UTF-16": (
        GOOD.encode("utf-16"),
        "1:1: the byte 0xff is not UTF-8 text [file-encoding]",
        "Save the file as UTF-8",
    ),
    "NUL": (
        page("Storm", "St\0rm"),
        "2:10: an invisible control character (U+0000) stands here [file-encoding]",
        "Delete it and type the text again",
    ),
    "escape character": (
        page("Storm", "St\x1brm"),
        "2:10: an invisible control character (U+001B) stands here [file-encoding]",
        "Delete it and type the text again",
    ),
    "values nested too deep": (
        page("title: Storm", f"title: {'[' * 3000}{']' * 3000}"),
        "2:1: the values are nested too deep to be read [yaml-syntax]",
        "Write it flat",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_faulty_front_matter_is_told_with_its_place_and_its_fix(name: str) -> None:
    body, message, hint = CASES[name]

    assert said(body) == [(message, hint)]


def test_there_are_forty_cases_or_more() -> None:
    assert len(CASES) >= 40


def test_all_faults_of_one_front_matter_come_together() -> None:
    body = page("title: Storm", "titel: Storm\norder: ten\ndraft: maybe")

    assert [line for line, _ in said(body)] == [
        "3:1: `order` is `ten`, not a whole number [wrong-value]",
        "4:1: `draft` is `maybe` [wrong-value]",
        "2:1: `titel` is not a field here [unknown-field]",
    ]


def test_all_faults_of_a_build_come_together_and_nothing_is_published(site: Callable[..., Tried]) -> None:
    """An editor mends everything in one go."""
    tried = site("""
        -- content/en/one.md --
        ---
        titel: One
        ---
        -- content/en/two.md --
        No front matter.
        -- content/facts.yaml --
        sources: {handbook: {agency: The Agency, title: The Handbook, year: 2020}}
    """)

    assert tried.built is None
    assert [each.split(" ", 1)[0] for each in tried.said] == [
        "content/en/one.md:2:1:",
        "content/en/one.md:2:1:",
        "content/en/one.md:2:1:",
        "content/en/two.md:1:1:",
        "content/facts.yaml:1:63:",
    ]


@pytest.mark.parametrize("value", ["NO", "07001", "10:30", "1.10", "on", "null", "0x1F", "1_000", "2026-01-01"])
def test_a_value_stays_what_the_editor_wrote(value: str) -> None:
    """YAML 1.1 would read them as False, 3585, 630, 1.1 and worse."""
    body = page("title: Storm", f"title: {value}").decode()

    assert read_page(Source(PATH, body, "en", "/storm/")).meta.title == value


def test_a_notice_says_when_it_ends(site: Build) -> None:
    assert site(small_page(kind="notice")).said == ["content/en/storm.md:2:1: `expires` is missing [missing-field]"]


def test_a_second_front_matter_is_a_problem_and_a_line_across_the_page_is_none(site: Build) -> None:
    assert site(small_page("---\ntitle: Storm\n---\nGo in.")).said == [
        "content/en/storm.md:7:1: a second front matter begins here [front-matter]"
    ]
    assert site(small_page("Go in.\n\n---\n\nStay.")).said == []


def test_a_page_that_ends_before_it_begins_is_a_problem(site: Build) -> None:
    assert site(small_page("Go in.", more="publish: 2026-12-02\nexpires: 2026-12-01\n")).said == [
        "content/en/storm.md:7:1: `expires` does not come after `publish`, so that nobody would ever see the page "
        "[wrong-value]"
    ]


def test_a_fact_in_the_settings_is_told_as_one(site: Build) -> None:
    [problem] = site(small_page("Go in.", title="{{ water }}")).problems[:1]

    assert str(problem) == (
        "content/en/storm.md:2:9: braces stand where a name should [yaml-syntax]\n"
        "    Write the words themselves: a fact, `{{ name }}`, works in the text only"
    )
