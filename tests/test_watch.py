"""A save is seen once it is whole, and a burst of saves is one."""

import os
from pathlib import Path

from site_builder.watch import BURST_QUIET_SECONDS, QUIET_SECONDS, Snapshot, entries, settled

ONE: Snapshot = {"a": (1, 1, 1), "b": (1, 1, 1)}
TWO: Snapshot = {"a": (2, 1, 1), "b": (1, 1, 1)}
THREE: Snapshot = {"a": (2, 1, 1), "b": (3, 1, 1)}


def waits(before: Snapshot, *looks: Snapshot) -> tuple[Snapshot, list[float]]:
    """Return what settles, and how long was waited between the looks."""
    waited: list[float] = []
    later = iter(looks[1:])
    return settled(lambda: next(later), waited.append, looks[0], before), waited


def test_one_save_is_waited_for_a_moment() -> None:
    assert waits(ONE, TWO, TWO) == (TWO, [QUIET_SECONDS])


def test_more_files_are_waited_for_until_all_is_quiet() -> None:
    assert waits(ONE, TWO, THREE, THREE) == (THREE, [QUIET_SECONDS, BURST_QUIET_SECONDS])


def test_a_file_saved_again_and_again_is_waited_for() -> None:
    again = {**ONE, "a": (3, 1, 1)}

    assert waits(ONE, TWO, again, again) == (again, [QUIET_SECONDS, QUIET_SECONDS])


def test_every_file_is_looked_at_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("en/storm.md", "en/deep/down.md", ".git/index", "en/.storm.md.swp"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert sorted(dict(entries(str(tmp_path)))) == [f"{tmp_path}/en/deep/down.md", f"{tmp_path}/en/storm.md"]


def test_another_file_under_the_same_name_is_another_look(tmp_path: Path) -> None:
    """Many editors save beside the file and rename: size and time may be equal."""
    file, beside = tmp_path / "storm.md", tmp_path / "storm.new"
    for path in (file, beside):
        path.write_text("same")
        os.utime(path, ns=(1, 1))
    before = dict(entries(str(tmp_path)))

    beside.replace(file)

    assert dict(entries(str(tmp_path)))[str(file)] != before[str(file)]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list(entries(str(tmp_path / "nowhere"))) == []
