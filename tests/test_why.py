"""Somebody who wonders about a page is told what made it."""

from pathlib import Path

import pytest

from site_builder.cli import main
from tests.conftest import WATER, page, project_of

TEXT = page("Store {{ water }}.\n\n::: note Good to know\nWords.\n:::", path="en/storm/kit.md", title="Kit")
SITE = TEXT + page(path="en/storm/index.md", kind="section") + WATER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small site on disk."""
    for path, body in project_of(SITE).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    return tmp_path


def why(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what is said of a page, but for the style."""
    capsys.readouterr()
    assert main(["why", "--site", str(folder), "--at", "2026-11-23", name]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ": style" in " ".join(lines)
    return [line for line in lines if not line.endswith(": style")]


KIT = [
    "content/en/storm/kit.md: its text",
    "content/site.yaml: names and menus",
    "content/facts.yaml: its sources and figures: water",
    "content/strings/en.yaml: the words round its text",
    "templates/kinds/page.html: the template of its kind",
    "templates/base.html: the frame of every page",
    "templates/components/note/note.html: the block `note`",
    "content/en/index.md: its title is shown here",
    "content/en/storm/index.md: its title is shown here",
]


@pytest.mark.parametrize("name", ["/storm/kit/", "content/en/storm/kit.md"])
def test_every_file_that_made_a_page_is_named(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert why(folder, name, capsys) == KIT


def test_what_changed_since_the_last_build_is_marked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--site", str(folder), "--output", str(folder / "out"), "--at", "2026-11-23"]) == 0
    facts = folder / "content/facts.yaml"
    facts.write_text(facts.read_text().replace("1 gallon", "2 gallons"))

    said = why(folder, "/storm/kit/", capsys)

    assert [line for line in said if "since the last build" in line] == [f"{KIT[2]} (changed since the last build)"]


def test_a_section_is_also_made_of_its_pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert why(folder, "/storm/", capsys)[-1] == "content/en/storm/kit.md: its title is shown here"


def test_an_unknown_page_is_wrong_usage(folder: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["why", "--site", str(folder), "/nowhere/"])

    assert caught.value.code == 2
