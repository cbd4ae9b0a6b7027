"""What one process found serves the next, and only where it would find the same."""

from pathlib import Path

import pytest

from site_builder.cache import Cache, read_cache, write_cache
from site_builder.problems import Invalid, Problem, attempt

FAULT = Problem("a", 1, "odd", "the number is odd")


def halve(number: int) -> int:
    """Halve an even number."""
    if number % 2:
        raise Invalid(FAULT)
    return number // 2


def test_the_answers_are_those_of_plain_work(tmp_path: Path) -> None:
    file = tmp_path / "cache/remembered"
    numbers = [4, 3, 4, 0]
    first = Cache({})

    answers = [first.each(halve, numbers)]
    write_cache(first, file)
    answers.append(read_cache(file).each(halve, numbers))

    assert answers == [attempt(halve, numbers)] * 2 == [((2, 2, 0), (FAULT,))] * 2


def test_what_was_found_is_not_looked_for_again(tmp_path: Path) -> None:
    first = Cache({})
    first.each(halve, [4, 3])
    write_cache(first, tmp_path / "remembered")

    second = read_cache(tmp_path / "remembered")
    second.each(halve, [4, 3])

    assert len(second.before) == 2
    assert not second.is_changed


def test_what_one_build_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "remembered"
    for numbers in ([2, 4], [4]):
        cache = read_cache(file)
        cache.each(halve, numbers)
        write_cache(cache, file)

    assert len(read_cache(file).before) == 1


@pytest.mark.parametrize("place", [0, 20, -1])
def test_a_file_that_is_not_whole_is_as_none(tmp_path: Path, place: int) -> None:
    file = tmp_path / "remembered"
    cache = Cache({})
    cache.each(halve, [4, 3])
    write_cache(cache, file)
    body = bytearray(file.read_bytes())
    body[place] ^= 1
    file.write_bytes(body)

    assert read_cache(file).before == {}
    file.write_bytes(body[:10])
    assert read_cache(file).before == {}
