"""A build that finds nothing changed hardly starts, and one that finds anything changed is made."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.publish import MARK, kept_files
from site_builder.unchanged import files_in
from tests.conftest import ROOT, page, project_of, with_settings

AT = ("--at", "2026-11-27")
HEAVY = ("jinja2", "markdown", "yaml", "pydantic", "PIL", "argparse", "pathlib", "subprocess", "hashlib")
IDLE = ("yaml", "pydantic", "PIL", "segno", "http", "email")
"""What an edit of one page without fault, form and code has no use for."""
PAGE = "content/en/storm.md"
LONG_AGO = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small site on disk, written a while ago and built once."""
    unguarded = with_settings(project_of(page("Words.")), {"guard": "{lost_percent: 100}"})
    for path, body in unguarded.files.items():
        save(tmp_path / path, body)
    assert build(tmp_path).startswith("3 pages")
    return tmp_path


def save(path: Path, body: bytes) -> None:
    """Write a file as if that had been a while ago: what was saved just now is not trusted yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (time.time() - LONG_AGO, time.time() - LONG_AGO))


def build(folder: Path, *arguments: str, imports: bool = False) -> str:
    """Build the site and return what was said."""
    command = [sys.executable, *(("-X", "importtime") if imports else ()), str(ROOT / "build.py"), *(arguments or AT)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stderr


def test_with_nothing_changed_no_library_is_loaded(folder: Path) -> None:
    said = build(folder, imports=True)

    lines = [line for line in said.splitlines() if not line.startswith("import time:")]
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in said.splitlines()}
    assert lines[0].startswith("Nothing changed: 3 pages")
    assert len(lines) == 1
    assert loaded >= {"site_builder", "posixpath"}
    assert loaded & set(HEAVY) == set()


def rewritten(folder: Path) -> None:
    save(folder / PAGE, (folder / PAGE).read_bytes().replace(b"Words.", b"Other."))


def test_an_edit_of_one_page_loads_no_library_that_it_has_no_use_for(folder: Path) -> None:
    rewritten(folder)

    said = build(folder, imports=True)

    loaded = {line.rpartition("|")[2].strip() for line in said.splitlines()}
    assert loaded >= {"jinja2", "markdown"}
    assert {name for name in loaded if name.split(".")[0] in IDLE or name == "form_endpoint.page"} == set()


def added(folder: Path) -> None:
    save(folder / "content/en/flood.md", (folder / PAGE).read_bytes().replace(b"Storm", b"Flood"))


def deleted(folder: Path) -> None:
    (folder / PAGE).unlink()


def renamed(folder: Path) -> None:
    (folder / PAGE).rename(folder / "content/en/flood.md")


def template_edited(folder: Path) -> None:
    path = folder / "templates/base.html"
    save(path, path.read_bytes().replace(b"<body>", b'<body data-other="1">'))


def output_edited(folder: Path) -> None:
    (folder / "output/index.html").write_text("Not what was built")


def output_deleted(folder: Path) -> None:
    (folder / "output/index.html").unlink()


def output_added(folder: Path) -> None:
    (folder / "output/storm/more.txt").write_text("What nobody built")


def output_folder_added(folder: Path) -> None:
    (folder / "output/more").mkdir()
    (folder / "output/more/more.txt").write_text("What nobody built")


@pytest.mark.parametrize(
    "change",
    [
        rewritten,
        added,
        deleted,
        renamed,
        template_edited,
        output_edited,
        output_deleted,
        output_added,
        output_folder_added,
    ],
    ids=lambda each: each.__name__,
)
def test_any_change_is_seen(folder: Path, change: Callable[[Path], None]) -> None:
    change(folder)

    first, second = build(folder), build(folder)

    assert "Nothing changed" not in first
    assert second.startswith("Nothing changed: ")
    build(folder, *AT, "--no-cache", "--output", "anew")
    assert files(folder / "output") == files(folder / "anew")


def files(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, but for what it keeps of the release before."""
    kept = {MARK, *kept_files(folder)}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name not in kept}


def test_what_goes_while_files_are_listed_is_left_out(tmp_path: Path) -> None:
    """An editor saves beside a file and renames; whole folders are renamed too."""
    save(tmp_path / "stays.md", b"Words.")
    save(tmp_path / "goes" / "page.md", b"Words.")
    found = files_in(str(tmp_path))

    first, _ = next(found)
    shutil.rmtree(tmp_path / "goes")

    assert (first, list(found)) == (str(tmp_path / "stays.md"), [])


def test_other_arguments_are_another_build(folder: Path) -> None:
    assert "Nothing changed" not in build(folder, "--at", "2026-11-28")


def test_a_file_that_was_saved_just_now_is_not_trusted(folder: Path) -> None:
    """It may be saved again, at the same length, before the disk's clock moves on."""
    os.utime(folder / PAGE, (time.time() + LONG_AGO, time.time() + LONG_AGO))

    said = [build(folder), build(folder)]

    assert [each for each in said if "Nothing changed" in each] == []


def test_the_clock_changes_a_build(folder: Path) -> None:
    """The record holds until the next moment at which a page appears or ends."""
    soon = time.time() + LONG_AGO * 60
    when = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(soon))
    save(folder / PAGE, (folder / PAGE).read_bytes().replace(b"kind:", f"publish: {when}\nkind:".encode()))
    build(folder, "build")
    record = folder / ".cache/last-build"
    asked, since, until, rest = record.read_text().split("\n", 3)

    same = build(folder, "build")
    record.write_text("\n".join((asked, since, since, rest)))
    later = build(folder, "build")

    assert float(until) == int(soon)
    assert float(since) <= time.time()
    assert same.startswith("Nothing changed: 2 pages")
    assert later.startswith("2 pages")
