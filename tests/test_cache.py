"""What one process found serves the next, and only where it would find the same."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from site_builder.cache import Cache, write_cache
from site_builder.model import Output
from site_builder.problems import Invalid, Problem, attempt
from site_builder.store import BATCH, Damaged, Store

FAULT = Problem("a", 1, "odd", "the number is odd")


def halve(number: int) -> int:
    """Halve an even number."""
    if number % 2:
        raise Invalid(FAULT)
    return number // 2


def output(number: int) -> Output:
    """Return a file that holds a number a hundred times."""
    return Output(f"{number}.txt", str(number).encode() * 100)


def kept_in(file: Path) -> int:
    """Return how many things a file remembers that can be read."""
    store = Store(file)
    return sum(store.get(key) is not None for key in store.places)


def test_the_answers_are_those_of_plain_work(tmp_path: Path) -> None:
    file = tmp_path / "cache/remembered"
    numbers = [4, 3, 4, 0]
    first = Cache(file)

    answers = [first.each(halve, numbers)]
    write_cache(first)
    answers.append(Cache(file).each(halve, numbers))

    assert answers == [attempt(halve, numbers)] * 2 == [((2, 2, 0), (FAULT,))] * 2


def test_what_was_found_is_not_looked_for_again(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    calls = []

    def called(number: int) -> int:
        calls.append(number)
        return halve(number)

    bodies = []
    for _ in range(2):
        cache = Cache(file)
        cache.each(called, [4, 3])
        write_cache(cache)
        bodies.append(file.read_bytes())

    assert calls == [4, 3]
    assert kept_in(file) == 2
    assert bodies[0] == bodies[1]


def test_what_one_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    for numbers in ([2, 4], [4]):
        cache = Cache(file)
        cache.each(halve, numbers)
        write_cache(cache)

    assert kept_in(file) == 1


@pytest.mark.parametrize(
    "damage", [lambda body: body[:10], lambda body: b"\0" * 9000, lambda body: body[:5000], lambda body: b""]
)
def test_a_file_that_is_not_whole_is_as_none_and_is_mended(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "remembered"
    answers = []
    for _ in range(3):
        cache = Cache(file)
        answers.append(cache.each(halve, range(400)))
        write_cache(cache)
        file.write_bytes(damage(file.read_bytes()))

    cache = Cache(file)
    answers.append(cache.each(halve, range(400)))
    for _ in range(2):
        write_cache(cache)
        cache = Cache(file)
        cache.each(halve, range(400))
    write_cache(cache)

    assert answers == [attempt(halve, range(400))] * 4
    assert kept_in(file) == 400


def test_a_batch_that_changed_on_the_disk_is_found_anew(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    cache = Cache(file)
    cache.each(halve, [4, 3])
    write_cache(cache)
    body = file.read_bytes()
    place = body.rindex(b"the number is odd")
    file.write_bytes(body[:place] + b"The number" + body[place + 10 :])

    assert Cache(file).each(halve, [4, 3]) == ((2,), (FAULT,))
    assert kept_in(file) == 0


def test_two_builds_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    first, second = Cache(file), Cache(file)
    answers = [first.each(halve, [4, 3]), second.each(halve, [4, 8])]
    write_cache(first)
    write_cache(second)

    assert answers == [((2,), (FAULT,)), ((2, 4), ())]
    assert kept_in(file) == 2


def test_what_stays_is_kept_when_its_batch_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    numbers = [2 * number for number in range(BATCH)]
    for asked in (numbers, numbers[1:], [*numbers[1:], 1000]):
        cache = Cache(file)
        cache.each(output, asked)
        write_cache(cache)

    outputs, problems = Cache(file).each(output, [*numbers[1:], 1000])

    assert problems == ()
    assert [each.body for each in outputs] == [str(number).encode() * 100 for number in (*numbers[1:], 1000)]
    assert kept_in(file) == BATCH


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_bulky_bytes_that_are_gone_are_told(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "remembered"
    cache = Cache(file)
    cache.each(output, [4])
    write_cache(cache)
    ((found,), _) = Cache(file).each(output, [4])
    change = {"changed": "UPDATE batch SET bulk = zeroblob(length(bulk))", "gone": "DELETE FROM batch"}[damage]
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(change)

    assert found.size_bytes == 100
    with pytest.raises(Damaged):
        assert found.body


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "taken/remembered")

    assert cache.each(halve, [4, 3]) == ((2,), (FAULT,))
    write_cache(cache)
    assert (tmp_path / "taken").read_text() == "a file where the folder should be"


def test_very_many_that_stay_are_kept_too(tmp_path: Path) -> None:
    """So many that SQLite locks the file before all is written: nobody else may read it then."""
    file = tmp_path / "remembered"
    numbers = range(2000)
    for asked in (numbers, numbers[::2]):
        cache = Cache(file)
        cache.each(big_output, asked)
        write_cache(cache)

    assert kept_in(file) == 1000
    outputs, _ = Cache(file).each(big_output, numbers[::2])
    assert [each.body for each in outputs] == [big_output(number).body for number in numbers[::2]]


def big_output(number: int) -> Output:
    """Return a file that cannot be packed well."""
    return Output(f"{number}.txt", random.Random(number).randbytes(10_000))
