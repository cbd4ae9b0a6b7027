"""A new page of each kind builds, as a draft and published, from answers given as words or at a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.kinds import KINDS
from site_builder.model import Project
from site_builder.new_page import answer, contrasts, new_page, path_of, questions
from site_builder.pipeline import build
from site_builder.project import read_project
from site_builder.shared import read_settings
from tests.conftest import NOW, ROOT
from tests.test_cli import write_site

REAL = read_project(ROOT)
SETTINGS = read_settings(REAL)
ANSWERS = {
    "title": "Hail",
    "description": "What to do before, during and after hail: where to go, and when.",
    "happening": "Ice falls from the sky",
    "number": "12",
    "expires": "2026-12-01T18:00-06:00",
    "form": "speaker-request",
}


def test_every_setting_that_a_kind_needs_has_a_question() -> None:
    asked = {name for kind in KINDS for name in questions(kind)}

    assert asked == set(ANSWERS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("draft", ["draft: true\n", ""])
def test_a_new_page_of_each_kind_builds_in_the_real_site(kind: str, draft: str) -> None:
    """It builds as the draft it is; when the draft line is taken out all that is missing is its text."""
    path = path_of(SETTINGS, kind, "/hazards/hail/")
    text = new_page(SETTINGS, kind, path, {name: ANSWERS[name] for name in questions(kind)}, NOW.date())

    built = build(Project({**REAL.files, path: text.replace("draft: true\n", draft).encode()}), NOW, drafts=True)

    assert {problem.code for problem in built.problems} == (set() if draft else {"unwritten"})
    assert built.site.by_address["/hazards/hail/"].meta.kind == kind


@pytest.mark.parametrize(
    ("kind", "place", "path"),
    [
        ("page", "/prepare/kit/", "content/en/prepare/kit.md"),
        ("page", "prepare/kit", "content/en/prepare/kit.md"),
        ("page", "content/en/prepare/kit.md", "content/en/prepare/kit.md"),
        ("page", "en/prepare/kit.md", "content/en/prepare/kit.md"),
        ("section", "/farms/", "content/en/farms/index.md"),
        ("section", "content/en/farms/index.md", "content/en/farms/index.md"),
    ],
)
def test_a_place_is_an_address_or_a_file(kind: str, place: str, path: str) -> None:
    assert path_of(SETTINGS, kind, place) == path


def test_a_hazard_leads_to_those_whose_safe_way_is_opposite() -> None:
    assert contrasts(SETTINGS, "hazards/active-shooter.md", "en") == [
        ("which way is safe", "/prepare/which-way/"),
        ("tornado", "/hazards/tornado/"),
        ("flood", "/hazards/flood/"),
        ("hazardous materials", "/hazards/hazardous-materials/"),
    ]


def words(kind: str, place: str) -> list[str]:
    """Return the words of a command that answers all that a kind asks for."""
    return ["new", kind, place, *(f"{name}={ANSWERS[name]}" for name in questions(kind))]


def test_answers_behind_the_path_need_no_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = write_site(tmp_path)

    assert main([*words("page", "/hail/"), *arguments]) == 0
    assert capsys.readouterr().out == "content/en/hail.md\n"
    assert (tmp_path / "content/en/hail.md").read_text() == (
        "---\n"
        "kind: page\n"
        "title: Hail\n"
        'description: "What to do before, during and after hail: where to go, and when."\n'
        "checked: 2026-11-23\n"
        "draft: true\n"
        "---\n"
        "\n"
        "Write what readers need to know first.\n"
    )
    assert main(["check", *arguments]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "page"], "write `new KIND PATH`"),
        (["new", "hazzard", "/hail/"], "`hazzard` is not a kind of page. Did you mean `hazard`?"),
        (["new", "page", "/hail/"], "no answer yet: title, description. Give it behind the path, as `title="),
        (["new", "page", "/hail/", "titel=Hail"], "a new page of the kind `page` does not ask for `titel`. Did you"),
        (words("page", "/about-this-site/"), "content/en/about-this-site.md is there already"),
    ],
)
def test_wrong_usage_says_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    status = main([*arguments, *write_site(tmp_path)])

    assert status == 2
    assert capsys.readouterr().err.startswith(said)


def test_a_page_that_would_not_build_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main([*words("page", "/ice/hail/"), *write_site(tmp_path)])

    assert status == 1
    assert not (tmp_path / "content/en/ice").exists()
    assert "the folder `content/en/ice` has no `index.md` [section-page]" in capsys.readouterr().out


def test_an_answer_that_cannot_stand_is_asked_for_again() -> None:
    given = iter(["soon", "", "2026-12-01T18:00-06:00"])

    assert answer(SETTINGS, "notice", "content/en/hail.md", "expires", lambda question: next(given)) == (
        "2026-12-01T18:00-06:00"
    )
    assert list(given) == []


@pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal is a thing of Unix")
def test_at_a_terminal_each_question_is_asked(tmp_path: Path) -> None:
    arguments = write_site(tmp_path)
    ours, theirs = pty.openpty()
    os.write(ours, f"{ANSWERS['title']}\ntoo short\n{ANSWERS['description']}\n".encode())

    done = subprocess.run(
        [sys.executable, "build.py", "new", "page", "/hail/", *arguments],
        stdin=theirs,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert done.stdout == "content/en/hail.md\n"
    assert done.stderr.split("\n")[:5] == [
        "What is the page called?",
        "> What does a reader find on it? One sentence of 30 to 170 signs, for lists and searches",
        "> `description` has 9 characters, and at least 30 are needed. Say more",
        "What does a reader find on it? One sentence of 30 to 170 signs, for lists and searches",
        "> Write its text; `serve` shows it. Take `draft: true` out when readers may see it",
    ]
