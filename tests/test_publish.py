"""All of the output gets to disk, or nothing."""

from hashlib import sha256
from pathlib import Path

import pytest

from site_builder.model import Output
from site_builder.problems import Invalid
from site_builder.publish import MARK, kept_files, publish

HOME = Output("index.html", b"home")
STORM = Output("storm/index.html", b"storm")


def files(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_output_folder_holds_exactly_the_outputs(tmp_path: Path) -> None:
    """A page that was taken back must not stay online."""
    publish([HOME, STORM], tmp_path / "output")
    publish([HOME], tmp_path / "output")

    assert files(tmp_path) == {"output/index.html": b"home", f"output/{MARK}": b""}


def test_folders_above_the_output_are_made(tmp_path: Path) -> None:
    publish([HOME], tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b" / "index.html").read_bytes() == b"home"


def test_a_folder_that_no_build_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(Invalid) as caught:
        publish([HOME], tmp_path)

    assert [each.code for each in caught.value.problems] == ["foreign-output"]
    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(Invalid) as caught:
        publish([HOME], tmp_path / "thesis.txt")

    assert [each.code for each in caught.value.problems] == ["foreign-output"]
    assert files(tmp_path) == {"thesis.txt": b"years of work"}


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    publish([HOME], tmp_path)

    assert files(tmp_path) == {"index.html": b"home", MARK: b""}


def test_a_disk_that_refuses_leaves_the_old_output(tmp_path: Path) -> None:
    """A path that cannot be written stands for a full disk."""
    publish([HOME], tmp_path / "output")

    with pytest.raises(Invalid) as caught:
        publish([STORM, Output(f"{'x' * 300}/index.html", b"")], tmp_path / "output")

    assert [each.message for each in caught.value.problems] == ["the output could not be written: File name too long"]
    assert files(tmp_path) == {"output/index.html": b"home", f"output/{MARK}": b""}


def script(name: str) -> Output:
    """Return a file named by its content."""
    return Output(f"assets/site.{name}.js", name.encode())


def test_the_files_named_by_content_stay_for_one_release(tmp_path: Path) -> None:
    """A page that was opened before the publish still asks for them."""
    for name in ("1", "2", "2", "3"):
        publish([HOME, script(name)], tmp_path)
        if name == "2":
            assert sorted(files(tmp_path)) == [MARK, "assets/site.1.js", "assets/site.2.js", "index.html"]

    assert sorted(files(tmp_path)) == [MARK, "assets/site.2.js", "assets/site.3.js", "index.html"]
    assert kept_files(tmp_path) == {"assets/site.2.js": sha256(b"2").hexdigest()}


def test_a_file_that_comes_back_is_no_longer_old(tmp_path: Path) -> None:
    for name in ("1", "2", "1"):
        publish([HOME, script(name)], tmp_path)

    assert sorted(kept_files(tmp_path)) == ["assets/site.2.js"]


def test_a_page_that_went_is_not_kept(tmp_path: Path) -> None:
    publish([HOME, STORM, script("1")], tmp_path)
    publish([HOME, script("2")], tmp_path)

    assert sorted(files(tmp_path)) == [MARK, "assets/site.1.js", "assets/site.2.js", "index.html"]
