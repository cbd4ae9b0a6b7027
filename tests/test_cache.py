"""What one process found serves the next, and only where it would find the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cache import Cache, write_cache
from site_builder.problems import Invalid, Problem, attempt

FAULT = Problem("a", 1, "odd", "the number is odd")


def halve(number: int) -> int:
    """Halve an even number."""
    if number % 2:
        raise Invalid(FAULT)
    return number // 2


def kept_in(file: Path) -> int:
    """Return how many things a file remembers that can be read."""
    cache = Cache(file)
    keys = cache.store.execute("SELECT key FROM disk.kept").fetchall()
    return sum(cache.packed(key) is not None for (key,) in keys)


def test_the_answers_are_those_of_plain_work(tmp_path: Path) -> None:
    file = tmp_path / "cache/remembered"
    numbers = [4, 3, 4, 0]
    first = Cache(file)

    answers = [first.each(halve, numbers)]
    write_cache(first)
    answers.append(Cache(file).each(halve, numbers))

    assert answers == [attempt(halve, numbers)] * 2 == [((2, 2, 0), (FAULT,))] * 2


def test_what_was_found_is_not_looked_for_again(tmp_path: Path) -> None:
    first = Cache(tmp_path / "remembered")
    first.each(halve, [4, 3])
    write_cache(first)

    second = Cache(tmp_path / "remembered")
    second.each(halve, [4, 3])

    assert kept_in(tmp_path / "remembered") == 2
    assert not second.is_changed


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


def test_a_thing_that_changed_on_the_disk_is_found_anew(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    cache = Cache(file)
    cache.each(halve, [4, 3])
    write_cache(cache)
    body = file.read_bytes()
    place = body.rindex(b"the number is odd")
    file.write_bytes(body[:place] + b"The number" + body[place + 10 :])

    assert Cache(file).each(halve, [4, 3]) == ((2,), (FAULT,))
    assert kept_in(file) == 1


def test_two_builds_at_once_do_not_wait_for_each_other(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    first, second = Cache(file), Cache(file)
    answers = [first.each(halve, [4, 3]), second.each(halve, [4, 8])]
    write_cache(first)
    write_cache(second)

    assert answers == [((2,), (FAULT,)), ((2, 4), ())]
    assert kept_in(file) == 2


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "taken/remembered")

    assert cache.each(halve, [4, 3]) == ((2,), (FAULT,))
    write_cache(cache)
    assert (tmp_path / "taken").read_text() == "a file where the folder should be"
