"""Work that is shared among processes gives what one process gives."""

import os
import subprocess
import sys

import pytest

from site_builder.spread import LEAST, spread

NUMBERS = tuple(range(LEAST + 5))
HERE = os.getpid()


def squared(number: int) -> bytes:
    """Return a square as bytes."""
    return str(number * number).encode()


def only_here(number: int) -> bytes:
    """Return a square; another process dies of the seventh number."""
    if number == 7 and os.getpid() != HERE:
        os._exit(1)
    return squared(number)


def never(number: int) -> bytes:
    """Fail at the seventh number, wherever it is done."""
    if number == 7:
        raise RuntimeError("seven")
    return squared(number)


@pytest.mark.parametrize("jobs", [1, 2, 3, 100])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(spread(squared, NUMBERS, jobs)) == [squared(number) for number in NUMBERS]


def test_what_a_process_that_died_owed_is_done_by_the_first() -> None:
    assert list(spread(only_here, NUMBERS, 2)) == [squared(number) for number in NUMBERS]


def test_a_fault_of_ours_shows_as_in_one_process() -> None:
    with pytest.raises(RuntimeError, match="seven"):
        list(spread(never, NUMBERS, 2))


def test_more_than_one_process_is_at_work() -> None:
    processes = set(spread(lambda _: str(os.getpid()).encode(), NUMBERS, 2))

    assert len(processes) == (3 if sys.platform == "linux" else 1)


def test_little_work_is_done_by_one_process() -> None:
    assert set(spread(lambda _: str(os.getpid()).encode(), NUMBERS[: LEAST - 1], 2)) == {str(HERE).encode()}


def test_no_progress_is_shown_but_at_a_terminal() -> None:
    program = "from tests.test_spread import *; list(spread(squared, NUMBERS, 2))"

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_shows_how_far_it_is_and_is_clean_in_the_end() -> None:
    program = "from tests.test_spread import *; list(spread(squared, NUMBERS, 2))"
    mine, its = os.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "CI"}

    subprocess.run([sys.executable, "-c", program], stderr=its, env=environment, check=True)
    shown = os.read(mine, 100_000)

    assert shown.split(b"\r")[-3:-1] == [b"[################### ] 36 of 37", b"[####################] 37 of 37"]
    assert shown.endswith(b"\r\033[K")
