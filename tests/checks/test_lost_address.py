"""Addresses last: thirty ways to lose one are told, and each printed line mends it."""

from collections.abc import Callable

import pytest

from site_builder.addresses import LEDGER, with_new
from site_builder.fix import applied
from site_builder.model import Built, Project
from site_builder.pipeline import build
from tests.conftest import NOW, Build, page, project_of

NAMES = "boats cars doors farms pets roads roofs tools trees wells".split()
BODY = "## Before {#before}\n\nWords.\n\n## During a storm\n\nWords.\n\n## After {#after}\n\nWords."
SITE = page("Words.", "en/storm/index.md", "Storm", "section") + "".join(
    page(
        f"Of {name}.\n\n{BODY}", f"en/storm/{name}.md", name.capitalize(), more="moved_from: [/old/boats/]\n" * (n == 0)
    )
    for n, name in enumerate(NAMES)
)
Change = Callable[[dict[str, str]], None]


def public() -> dict[str, bytes]:
    """Return the files of a site whose addresses are all in its ledger."""
    files = dict(project_of(SITE).files)
    files[LEDGER] = with_new(build(Project(files), NOW).site)
    return files


FILES = public()


def path(name: str) -> str:
    """Return the file of a page."""
    return f"content/en/storm/{name}.md"


def renamed(old: str, new: str) -> Change:
    """Return the change that gives a page another address."""

    def change(texts: dict[str, str]) -> None:
        texts[path(new)] = texts.pop(path(old))

    return change


def deleted(name: str) -> Change:
    """Return the change that takes a page out."""
    return lambda texts: texts.pop(path(name)) and None


def edited(name: str, old: str, new: str) -> Change:
    """Return the change that writes something else in a page."""

    def change(texts: dict[str, str]) -> None:
        assert old in texts[path(name)]
        texts[path(name)] = texts[path(name)].replace(old, new)

    return change


CHANGES = {
    **{f"rename {name}": renamed(name, f"{name}-and-more") for name in NAMES[:4]},
    **{f"rename {old} to {new}": renamed(old, new) for old, new in zip(NAMES[4:8], "a b c d".split(), strict=True)},
    "move out of the folder": renamed("trees", "../trees"),
    "move and rename": renamed("wells", "../high-wells"),
    **{f"delete {name}": deleted(name) for name in NAMES[:7]},
    "make a draft again": edited("pets", "kind: page", "kind: page\ndraft: true"),
    "put off": edited("roads", "kind: page", "kind: page\npublish: 2027-01-01"),
    "drop an old address": edited("boats", "moved_from: [/old/boats/]\n", ""),
    **{f"retitle {name}": edited(name, "## During a storm", "## While it blows") for name in NAMES[:4]},
    "retitle and shorten": edited("pets", "## During a storm", "## During"),
    "give another id": edited("roads", "{#before}", "{#long-before}"),
    "take an id out": edited("roofs", "## Before {#before}", "## What to do ahead"),
    "delete a heading": edited("tools", "## After {#after}\n\nWords.", ""),
    "make a heading bold words": edited("trees", "## During a storm", "**During a storm:**"),
    "delete all headings": edited("wells", BODY, "Words."),
}


def after(change: Change) -> dict[str, bytes]:
    """Return the site with one change."""
    texts = {each: body.decode() for each, body in FILES.items() if each.endswith(".md")}
    change(texts)
    return {**{each: body for each, body in FILES.items() if each not in texts and not each.endswith(".md")}} | {
        each.replace("storm/../", ""): text.encode() for each, text in texts.items()
    }


def built(files: dict[str, bytes]) -> Built:
    return build(Project(files), NOW)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_lost_address_is_told_and_each_printed_line_mends_it(change: Change) -> None:
    files = after(change)
    problems = built(files).problems
    assert problems
    assert {problem.code for problem in problems} == {"lost-address"}

    for _ in range(4):
        for problem in problems[:1]:
            assert problem.edit
            files = {**files, problem.path: applied(files[problem.path], [problem.edit])}
        problems = built(files).problems

    assert problems == ()


def test_there_are_thirty_ways() -> None:
    assert len(CHANGES) == 30


def test_a_site_that_lost_nothing_is_left_alone() -> None:
    assert built(FILES).problems == ()


def test_the_line_for_a_page_that_moved_is_ready_to_paste() -> None:
    problems = built(after(renamed("boats", "ships"))).problems

    assert [str(each) for each in problems] == [
        "content/en/storm/ships.md: `/storm/boats/` was public, and leads nowhere now [lost-address]\n"
        "    Let this page or another take it with `moved_from`, or delete line 7 of content/addresses.txt to lose it"
        " on purpose"
    ]
    assert [each.edit.new for each in problems if each.edit] == [("moved_from: [/old/boats/, /storm/boats/]",)]


def test_the_line_for_a_heading_keeps_its_old_id() -> None:
    problems = built(after(edited("cars", "## During a storm", "## While it blows"))).problems

    assert [each.message for each in problems] == [
        "`/storm/cars/#during-a-storm` was public, and the page has no heading `#during-a-storm` now"
    ]
    assert [each.edit.new for each in problems if each.edit] == [("## While it blows {#during-a-storm}",)]


def test_a_heading_that_must_keep_its_own_id_takes_the_old_one_beside_it() -> None:
    problems = built(after(edited("tools", "## After {#after}\n\nWords.", ""))).problems

    assert [each.edit.new for each in problems if each.edit] == [("## Before {#before #after}",)]


def test_headings_of_a_page_that_moved_are_kept_on_the_new_one() -> None:
    files = after(renamed("boats", "ships"))
    moved = files[path("ships")].replace(b"/old/boats/", b"/old/boats/, /storm/boats/").replace(b"{#before}", b"")

    problems = built({**files, path("ships"): moved.replace(b"## Before", b"## Ahead")}).problems

    assert [each.message for each in problems] == [
        "`/storm/boats/#before` was public, and the page has no heading `#before` now"
    ]


def test_a_line_that_is_no_address_is_told() -> None:
    files = {**FILES, LEDGER: FILES[LEDGER] + b"storm/boats\n"}

    assert [str(each).split("\n")[0] for each in built(files).problems] == [
        f"content/addresses.txt:{FILES[LEDGER].count(10) + 1}: `storm/boats` was public, and leads nowhere now"
        " [lost-address]"
    ]


def test_a_page_whose_time_is_over_is_not_lost(site: Build) -> None:
    ended = page("## Now", more="expires: 2026-11-20\n")

    assert site(f"{ended}-- {LEDGER} --\n/storm/\n/storm/#now\n").said == []


def test_a_page_with_a_fault_is_not_told_as_lost(site: Build) -> None:
    said = site(f"-- content/en/storm.md --\nWords.\n-- {LEDGER} --\n/storm/\n").said

    assert said == ["content/en/storm.md:1:1: the file does not begin with front matter [front-matter]"]
