"""The tree of the build before last becomes the next one, and however it looks the next one is right."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.model import Output
from site_builder.publish import MARK, publish
from site_builder.spare import LOOKS, TREE
from tests.test_publish import files

SAME = Output("same/index.html", b"always the same")


def edition(name: str) -> list[Output]:
    """Return the outputs of one edition, with one file that all have, and one that changes its place."""
    return [SAME, Output("page/index.html", name.encode()), Output(f"only-{name}/deep/index.html", b"here")]


def held(folder: Path) -> dict[str, bytes]:
    """Return what an output folder holds beside its mark."""
    return {path: body for path, body in files(folder).items() if path != MARK}


def wanted(name: str) -> dict[str, bytes]:
    """Return what an edition has to hold."""
    return {output.path: output.body for output in edition(name)}


def numbers(folder: Path) -> dict[str, int]:
    """Return the number by which the disk knows each file."""
    return {path: (folder / path).stat().st_ino for path in held(folder)}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    output, spare = tmp_path / "output", tmp_path / "spare"
    seen = []
    for name in "1213":
        publish(edition(name), output, spare=spare)
        assert held(output) == wanted(name)
        seen.append(numbers(output))

    assert [each["same/index.html"] for each in seen] == [seen[0]["same/index.html"]] * 4
    assert seen[2]["page/index.html"] == seen[0]["page/index.html"], "the tree before the last one is used up"
    assert sorted(files(spare)) == sorted([LOOKS, *(f"{TREE}/{path}" for path in [MARK, *wanted("1")])])


def overwritten(tree: Path) -> None:
    (tree / "page/index.html").write_bytes(b"X")


def emptied(tree: Path) -> None:
    for path in list(held(tree)):
        (tree / path).unlink()


def filled(tree: Path) -> None:
    (tree / "more").mkdir()
    (tree / "more/file.txt").write_bytes(b"never published")
    (tree / "link").symlink_to("/")
    (tree / "lost").symlink_to("nowhere")


def turned_about(tree: Path) -> None:
    """A folder where a file should be, and a file where a folder should be."""
    (tree / "page/index.html").unlink()
    (tree / "page/index.html").mkdir()
    (tree / "page/index.html/file").write_bytes(b"X")
    (tree / "same/index.html").unlink()
    (tree / "same").rmdir()
    (tree / "same").write_bytes(b"X")


def linked(tree: Path) -> None:
    (tree / "page/index.html").unlink()
    (tree / "page/index.html").symlink_to("../same/index.html")


@pytest.mark.parametrize("harm", [overwritten, emptied, filled, turned_about, linked])
@pytest.mark.parametrize("where", ["output", f"spare/{TREE}"])
def test_a_strange_tree_becomes_a_right_one(tmp_path: Path, harm: Callable[[Path], None], where: str) -> None:
    output, spare = tmp_path / "output", tmp_path / "spare"
    for name in "12":
        publish(edition(name), output, spare=spare)
    harm(tmp_path / where)

    for name in "121":
        publish(edition(name), output, spare=spare)
        assert held(output) == wanted(name)
        assert not any(path.is_symlink() for path in output.rglob("*"))


@pytest.mark.parametrize("text", ["", "\n\n", "no such line\n\nneither", "\0", "x" * 100])
def test_notes_that_say_nothing_are_as_none(tmp_path: Path, text: str) -> None:
    output, spare = tmp_path / "output", tmp_path / "spare"
    for name in "12":
        publish(edition(name), output, spare=spare)
    (spare / LOOKS).write_text(text)

    publish(edition("3"), output, spare=spare)

    assert held(output) == wanted("3")


def test_a_spare_tree_out_of_reach_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    for name in "123":
        publish(edition(name), tmp_path / "output", spare=tmp_path / "taken/spare")
        assert held(tmp_path / "output") == wanted(name)


def test_any_order_of_editions_and_folders_is_right(tmp_path: Path) -> None:
    """Two output folders share one spare tree, and one of them loses files now and then."""
    chance = random.Random(7)
    for _ in range(60):
        output, name = tmp_path / chance.choice("ab"), chance.choice("123")
        if output.exists() and chance.random() < 0.3:
            path = chance.choice(sorted(held(output)))
            (output / path).rename(output / "moved") if chance.random() < 0.5 else (output / path).write_bytes(b"X")
        publish(edition(name), output, spare=tmp_path / "spare")
        assert held(output) == wanted(name)
