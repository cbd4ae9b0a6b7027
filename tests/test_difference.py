"""What a reader would see changed: exactly the pages that an edit touches, and no page for what nobody sees."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.difference import Difference, difference
from site_builder.memory import Memory
from site_builder.model import Built, Project
from site_builder.pipeline import build
from site_builder.review import review_page, summary
from tests.conftest import NOW, WATER, page, project_of
from tests.test_cli import write_site

NAMES = "boats cars doors farms pets roads".split()
BODY = "Keep {{{{ water }}}} for {0}.\n\nCall {{{{ contact.office.phone }}}}.\n\n- one\n- two\n\n## Before\n\nGo."
SITE = (
    WATER
    + page("Words.", "en/storm/index.md", "Storm", "section")
    + "".join(page(BODY.format(name), f"en/storm/{name}.md", name.capitalize()) for name in NAMES)
    + page("Facts.", "en/sources.md", "Sources", "sources")
    + "-- content/es/index.md --\n"
    + page("Hola.", "en/x.md", "Inicio", "home").split("\n", 1)[1]
    + "-- content/es/storm/index.md --\n"
    + page("Hola.", "en/x.md", "Tormenta", "section").split("\n", 1)[1]
    + "-- content/es/storm/boats.md --\n"
    + page("Hola.", "en/x.md", "Barcos").split("\n", 1)[1]
)
SETTINGS = "content/site.yaml"
FILES = dict(project_of(SITE).files)
FILES[SETTINGS] = FILES[SETTINGS].replace(b"{en: English}", b"{en: English, es: Espanol}")
FILES[SETTINGS] = FILES[SETTINGS].replace(b"navigation: []", b"navigation: [/storm/]")
MEMORY = Memory()
STORMS = {f"/storm/{name}/" for name in NAMES}
OF_BOATS = "content/en/storm/boats.md"
Edit = tuple[str, str, str]


def built(files: dict[str, bytes]) -> Built:
    return build(Project(files), NOW, each=MEMORY.each)


BEFORE = built(FILES)


def edited(path: str, old: str, new: str) -> dict[str, bytes]:
    """Return the site with one thing written differently."""
    text = FILES[path].decode()
    assert old in text
    return {**FILES, path: text.replace(old, new).encode()}


def found(files: dict[str, bytes]) -> Difference:
    return difference(BEFORE, built(files))


def touched(files: dict[str, bytes]) -> set[str]:
    return {each.address for each in found(files).changes}


EDITS: dict[str, tuple[Edit, set[str]]] = {
    "a word": ((OF_BOATS, "for boats", "for ships"), {"/storm/boats/"}),
    "a capital": ((OF_BOATS, "- one", "- One"), {"/storm/boats/"}),
    "a full stop": ((OF_BOATS, "Go.", "Go!"), {"/storm/boats/"}),
    "a new paragraph": ((OF_BOATS, "Go.", "Go.\n\nNow."), {"/storm/boats/"}),
    "a paragraph taken out": ((OF_BOATS, "\n\nGo.", ""), {"/storm/boats/"}),
    "an item more": ((OF_BOATS, "- two", "- two\n- three"), {"/storm/boats/"}),
    "items in another order": ((OF_BOATS, "- one\n- two", "- two\n- one"), {"/storm/boats/"}),
    "steps in place of bullets": ((OF_BOATS, "- one\n- two", "1. one\n2. two"), {"/storm/boats/"}),
    "a heading": ((OF_BOATS, "## Before", "## Ahead"), {"/storm/boats/"}),
    "the level of a heading": ((OF_BOATS, "Go.", "Go.\n\n### Then\n\nStay."), {"/storm/boats/"}),
    "a link": ((OF_BOATS, "Go.", "[Go](/storm/cars/)."), {"/storm/boats/"}),
    "a box": ((OF_BOATS, "Go.", "::: warning Careful\nGo.\n:::"), {"/storm/boats/"}),
    "words in another language": (("content/es/storm/boats.md", "Hola.", "Adios."), {"/es/storm/boats/"}),
    "the day it was checked": (("content/en/storm/cars.md", "2026-11-01", "2026-11-02"), {"/storm/cars/"}),
    "a description": ((OF_BOATS, "What to know", "All to know"), {"/storm/boats/", "/storm/"}),
    "a title": ((OF_BOATS, "title: Boats", "title: Ships"), {"/storm/boats/", "/storm/", "/sources/", "/"}),
    "a figure": (("content/facts.yaml", "1 gallon", "2 gallons"), {*STORMS, "/sources/"}),
    "a telephone number": ((SETTINGS, "phone: 601-555-0100", "phone: 601-555-0101"), STORMS),
    "the name of a source": (("content/facts.yaml", "The Handbook", "The Guide"), {*STORMS, "/sources/"}),
    "a page of its own": (("content/en/about-this-site.md", "The tests made it.", "Made."), {"/about-this-site/"}),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_lists_exactly_the_pages_that_it_touches(name: str) -> None:
    edit, pages = EDITS[name]

    assert touched(edited(*edit)) == pages


def test_there_are_twenty_edits() -> None:
    assert len(EDITS) == 20


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/base.html", "<main", "\n\n   <main"),
        ("templates/base.html", "</header>", "  </header>\n\n"),
        ("templates/kinds/section.html", "<li>", "<li>\n   "),
        ("templates/base.css", "{", "{\n"),
        ("templates/loader.js", "const scripts", "\n\nconst scripts"),
        (OF_BOATS, "\n\nGo.", "\n\n\n\nGo."),
        (OF_BOATS, "Keep", "Keep"),
        (SETTINGS, "owner:", "# Who answers\nowner:"),
    ],
)
def test_what_nobody_sees_lists_no_page(path: str, old: str, new: str) -> None:
    assert found(edited(path, old, new)) == Difference((), (), (), (), ())


def test_what_changes_on_every_page_is_told_once() -> None:
    strings = "content/strings/en.yaml"

    changed = found(edited(strings, "skip: Skip to the main text", "skip: To the text"))

    assert [each.address for each in changed.changes] == []
    assert changed.everywhere == (
        (("-", "Skip to the main text"),),
        (("-", "Link: Skip to the main text → #main"),),
        (("+", "To the text"),),
        (("+", "Link: To the text → #main"),),
    )


def test_a_page_that_moved_is_compared_with_itself() -> None:
    files = edited(OF_BOATS, "kind: page", "kind: page\nmoved_from: [/storm/boats/]")
    files["content/en/storm/ships.md"] = files.pop(OF_BOATS).replace(b"Go.", b"Sail.")

    changed = found(files)

    (ship,) = (each for each in changed.changes if each.address == "/storm/ships/")
    assert ship.was == "/storm/boats/"
    assert {(("-", "Go."),), (("+", "Sail."),)} <= {*ship.lines}
    assert changed.moved == (("/storm/boats/", "/storm/ships/"),)
    assert changed.gone == ()
    assert changed.new == ("/storm/ships/", "/storm/ships/#before")


def test_a_page_that_is_gone_and_one_that_is_new_are_told_with_their_addresses() -> None:
    files = {path: body for path, body in FILES.items() if path != OF_BOATS}
    files["content/en/rain.md"] = FILES["content/en/about-this-site.md"].replace(b"About this site", b"Rain")

    changed = found(files)

    assert {(each.address, each.before is None, each.after is None) for each in changed.changes} == {
        ("/", False, False),
        ("/rain/", True, False),
        ("/sources/", False, False),
        ("/storm/", False, False),
        ("/storm/boats/", False, True),
    }
    assert (changed.gone, changed.new) == (("/storm/boats/", "/storm/boats/#before"), ("/rain/",))


def test_a_translation_that_stayed_as_it_was_is_stale() -> None:
    (boats,) = found(edited(OF_BOATS, "Go.", "Go now.")).changes
    (cars,) = found(edited("content/en/storm/cars.md", "Go.", "Go now.")).changes
    both = edited(OF_BOATS, "Go.", "Go now.")
    both["content/es/storm/boats.md"] = both["content/es/storm/boats.md"].replace(b"Hola.", b"Adios.")

    assert (boats.stale, cars.stale) == (("content/es/storm/boats.md",), ())
    assert [each.stale for each in found(both).changes] == [(), ()]


def test_the_words_that_changed_are_marked_in_their_line() -> None:
    (boats,) = found(edited(OF_BOATS, "for boats", "for ships")).changes

    assert boats.lines == (((" ", "Keep 1 gallon for"), ("-", "boats."), ("+", "ships.")),)


def test_the_summary_fits_a_pull_request() -> None:
    said = summary(found(edited(OF_BOATS, "for boats", "for ships")), "main")

    assert re.sub(r"\d+\.\d kB( → \d+\.\d kB)?|\d+\.\d( → \d+\.\d)? \|", "N |", said).replace("| |", "|") == (
        "### What readers would see changed since `main`\n\n"
        "Pages changed: 1. New: 0. Gone: 0.\n\n"
        "| page | change | weight | school grade |\n"
        "| --- | --- | --- | --- |\n"
        "| /storm/boats/ | 1 line | N | N |\n\n"
        "Translations that did not change with their page: `content/es/storm/boats.md`\n"
    )


def test_the_page_shows_what_went_out_and_what_came_in_and_runs_nothing_of_it() -> None:
    html = review_page(found(edited(OF_BOATS, "for boats", "for &lt;script&gt;")), "main")

    assert "<li>Keep 1 gallon for <del>boats.</del> <ins>&lt;script&gt;.</ins></li>" in html
    assert "<script" not in html


def in_git(folder: Path) -> Callable[..., None]:
    """Return a way to run Git in a folder, under a name of its own."""

    def git(*words: str) -> None:
        who = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org"]
        subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)

    return git


def test_the_command_compares_with_what_git_keeps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = write_site(tmp_path)
    git = in_git(tmp_path)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Begin")

    assert main(["diff", *arguments]) == 0
    assert (
        capsys.readouterr().out == "### What readers would see changed since `HEAD`\n\nReaders would see no change.\n"
    )

    about = tmp_path / "content/en/about-this-site.md"
    about.write_text(about.read_text().replace("The tests made it.", "The tests made this."))
    assert main(["diff", "HEAD", *arguments]) == 0
    assert "| /about-this-site/ | 1 line |" in capsys.readouterr().out
    assert "<del>it.</del> <ins>this.</ins>" in (tmp_path / "build/review.html").read_text()


def test_a_revision_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = write_site(tmp_path)
    in_git(tmp_path)("init", "-q")

    assert main(["diff", "mian", *arguments]) == 1
    assert capsys.readouterr().out.startswith("content: Git has no site at `mian`: fatal: ")
