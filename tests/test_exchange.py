"""However a publish ends, the old tree or the new one is there: killed, refused by the disk, or not alone."""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from site_builder.exchange import Swap, exchange, in_one_step, in_two_steps, workplace
from site_builder.model import Output
from site_builder.problems import Invalid
from site_builder.publish import MARK, publish

PAGES = 12
SWAPS = pytest.mark.parametrize("swap", [in_one_step, in_two_steps])
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="signals, mounts and owners are those of Linux")
NOBODY = 65534
TO_THE_SYSTEM = ("open", "os.", "shutil.")
"""How the names of those events of Python begin that are questions to the system."""


def tree(name: str, size: int = 2000) -> list[Output]:
    """Return the outputs of one edition: each file says which it is of."""
    pages = [Output(f"page-{number}/index.html", name.encode() * size) for number in range(PAGES)]
    return [*pages, Output(f"assets/site.{name}.js", name.encode())]


def edition(folder: Path) -> str:
    """Return the edition that a folder holds whole, "mixed" when it holds anything else, "" when it is not there."""
    if not folder.exists():
        return ""
    held = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for name in ("1", "2", "3"):
        wanted = {output.path: output.body for output in tree(name)}
        if {path: held.get(path) for path in wanted} == wanted and set(held) - set(wanted) <= {
            MARK,
            *old_scripts(name),
        }:
            return name
    return "mixed"


def names_in(folder: Path) -> list[str]:
    """Return the names of all that a folder holds, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def old_scripts(name: str) -> set[str]:
    """Return the scripts that another edition leaves for a while."""
    return {f"assets/site.{other}.js" for other in "123" if other != name}


def refusal(action: Callable[[], None]) -> str:
    """Return what a publish says when it is refused, "" when it is not."""
    try:
        action()
    except Invalid as fault:
        (problem,) = fault.problems
        return f"{problem.message} [{problem.code}]"
    return ""


def in_child(action: Callable[[], None]) -> int:
    """Run an action in a process of its own; return its exit status, or the signal that ended it below zero."""
    child = os.fork()
    if child == 0:
        status = 9
        with suppress(BaseException):
            action()
            status = 0
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def publish_in_child(folder: Path, name: str, swap: Swap, killed_at: int = 0, notes: Path | None = None) -> int:
    """Publish an edition, killed at the nth time that it turns to the system, or note them all; return the status."""

    def action() -> None:
        events: list[str] = []

        def at_event(event: str, _arguments: object) -> None:
            if event.startswith(TO_THE_SYSTEM):
                events.append(event)
                if len(events) == killed_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        def told(one: Path, other: Path) -> bool:
            sys.audit("os.exchange")
            done = swap(one, other)
            sys.audit("os.exchanged")
            return done

        sys.addaudithook(at_event)
        publish(tree(name), folder, told)
        if notes:
            notes.write_text("\n".join(events))

    return in_child(action)


def points_to_kill_at(folder: Path, swap: Swap, notes: Path, number: int) -> list[int]:
    """Return some random points of a publish, and all those at which folders are renamed."""
    publish(tree("1"), folder, swap)
    publish_in_child(folder, "2", swap, notes=notes)
    events = notes.read_text().split("\n")
    notes.unlink()
    renames = [place for place, event in enumerate(events, 1) if event.startswith(("os.rename", "os.exchange"))]
    assert renames
    return sorted(
        {*random.Random(6).sample(range(1, len(events) + 1), number), *renames, *(each + 1 for each in renames)}
    )


@ON_LINUX
@SWAPS
def test_a_build_that_is_killed_leaves_the_old_tree_or_the_new_one(
    swap: Swap, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """At 50 random points with `--thorough`, and always round the exchange."""
    folder = tmp_path / "output"
    number = 50 if request.config.getoption("--thorough") else 8
    seen = set()

    for point in points_to_kill_at(folder, swap, tmp_path / "notes", number):
        publish(tree("1"), folder, swap)
        assert publish_in_child(folder, "2", swap, point) == -signal.SIGKILL
        seen.add(edition(folder))
        with workplace(folder):
            assert edition(folder) in ("1", "2"), "what is missing between two renames is put back"
        publish(tree("3"), folder, swap)
        assert (edition(folder), names_in(tmp_path)) == ("3", ["output"])

    assert seen == ({"1", "2"} if swap is in_one_step else {"1", "", "2"})


@SWAPS
def test_a_reader_never_meets_a_mix_while_the_site_is_published_again_and_again(swap: Swap, tmp_path: Path) -> None:
    """Where two renames are needed a page may be missing for a moment, but is never half there."""
    folder = tmp_path / "output"
    path = folder / f"page-{PAGES - 1}" / "index.html"
    publish(tree("1"), folder, swap)
    whole = {output.body for name in "123" for output in tree(name) if output.path.startswith("page-")}
    reads: list[bytes] = []
    is_over = threading.Event()

    def read() -> None:
        while not is_over.is_set():
            try:
                reads.append(path.read_bytes())
            except FileNotFoundError:
                reads.append(b"")

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(60):
        publish(tree("123"[number % 3]), folder, swap)
    is_over.set()
    reader.join()

    bad = [each for each in reads if each not in whole]
    assert len(reads) > 60
    assert (bad if swap is in_one_step else set(bad) - {b""}) == ([] if swap is in_one_step else set())


@ON_LINUX
def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    publish(tree("1"), folder)

    with workplace(folder):
        said = refusal(lambda: publish(tree("2"), folder))
        status = in_child(lambda: publish(tree("2"), folder))

    assert said == "another build is publishing there at this moment [busy-output]"
    assert status == 9, "nor does one in another process"
    assert edition(folder) == "1"
    publish(tree("2"), folder)
    assert edition(folder) == "2"


@ON_LINUX
def test_many_builds_at_once_leave_one_whole_tree(tmp_path: Path) -> None:
    """Some are refused, some come after each other; a lock on a folder that is gone counts for nothing."""
    folder = tmp_path / "output"
    children = []
    for number in range(12):
        child = os.fork()
        if child == 0:
            said = refusal(lambda name="123"[number % 3]: publish(tree(name), folder))
            os._exit(0 if said in ("", "another build is publishing there at this moment [busy-output]") else 9)
        children.append(child)

    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert statuses == [0] * 12
    assert edition(folder) in ("1", "2", "3")
    assert names_in(tmp_path) == ["output"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 256 kB, where that is allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a disk is not allowed here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@ON_LINUX
def test_a_full_disk_leaves_the_old_tree(small_disk: Path) -> None:
    folder = small_disk / "output"
    publish(tree("1"), folder)

    said = refusal(lambda: publish(tree("2", 20_000), folder))

    assert said == "the output could not be written: No space left on device [disk]"
    assert (edition(folder), names_in(small_disk)) == ("1", ["output"])


@ON_LINUX
def test_a_read_only_disk_leaves_the_old_tree(small_disk: Path) -> None:
    folder = small_disk / "output"
    publish(tree("1"), folder)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    said = refusal(lambda: publish(tree("2"), folder))

    assert said == "the output could not be written: Read-only file system [disk]"
    assert edition(folder) == "1"


@ON_LINUX
def test_a_file_that_may_not_grow_leaves_the_old_tree(tmp_path: Path) -> None:
    """A quota is such a limit."""
    folder = tmp_path / "output"
    publish(tree("1"), folder)

    def action() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        said = refusal(lambda: publish(tree("2", 20_000), folder))
        assert said == "the output could not be written: File too large [disk]"

    assert in_child(action) == 0
    assert (edition(folder), names_in(tmp_path)) == ("1", ["output"])


@ON_LINUX
def test_a_folder_in_which_nothing_may_be_written_keeps_its_tree() -> None:
    with tempfile.TemporaryDirectory(prefix="owned-") as place:
        Path(place).chmod(0o555)
        folder = Path(place, "output")
        if os.geteuid() == 0:
            publish(tree("1"), folder)

        def action() -> None:
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            said = refusal(lambda: publish(tree("2"), folder))
            assert said == "the output could not be written: Permission denied [disk]"

        assert in_child(action) == 0
        assert edition(folder) == ("1" if os.geteuid() == 0 else "")
        Path(place).chmod(0o755)


def test_a_rename_that_fails_brings_the_old_tree_back(tmp_path: Path) -> None:
    folder, place = tmp_path / "output", tmp_path / "place"
    publish(tree("1"), folder)
    place.mkdir()

    with pytest.raises(FileNotFoundError):
        exchange(place, folder, in_two_steps)

    assert edition(folder) == "1"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    """A server's root may be such a link."""
    publish(tree("1"), tmp_path / "real")
    (tmp_path / "output").symlink_to(tmp_path / "real")

    publish(tree("2"), tmp_path / "output")

    assert (tmp_path / "output").is_symlink()
    assert edition(tmp_path / "real") == "2"
