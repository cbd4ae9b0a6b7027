"""What is remembered is what would be worked out again."""

import re
from datetime import timedelta
from pathlib import Path

from site_builder.cache import Cache, write_cache
from site_builder.memory import Memory
from site_builder.pipeline import build
from site_builder.problems import Invalid, Problem, attempt
from tests.conftest import NOW, WATER, page, project_of, with_settings

FAULT = Problem("a", 1, "odd", "the number is odd")


class Halves:
    """Halves even numbers, refuses odd ones, and keeps a list of what it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, number: int) -> int:
        self.asked.append(number)
        if number % 2:
            raise Invalid(FAULT)
        return number // 2


def test_the_answers_are_those_of_plain_work() -> None:
    numbers = [4, 3, 4, 0]

    assert Memory().each(Halves(), numbers) == attempt(Halves(), numbers) == ((2, 2, 0), (FAULT,))


def test_nothing_is_worked_out_twice_and_faults_are_remembered_too() -> None:
    halve, memory = Halves(), Memory()

    answers = [memory.each(halve, [4, 3, 4]), memory.each(halve, [3, 4, 6])]

    assert answers == [((2, 2), (FAULT,)), ((2, 3), (FAULT,))]
    assert halve.asked == [4, 3, 6]


def test_what_one_build_did_not_ask_for_is_forgotten_by_the_next() -> None:
    halve, memory = Halves(), Memory()

    for numbers in ([2, 4], [4], [2]):
        memory.turn()
        memory.each(halve, numbers)

    assert halve.asked == [2, 4, 2]


def test_two_functions_are_not_mixed_up() -> None:
    memory = Memory()

    assert [memory.each(function, [9]) for function in (str, float)] == [(("9",), ()), ((9.0,), ())]


def test_a_build_that_remembers_is_like_one_that_does_not() -> None:
    """A body, a glossary and a fault change between the builds."""
    memory = Memory()
    terms = "-- content/glossary/en.yaml --\nterms:\n  - {term: NWS, meaning: An agency., name: Weather Service}\n"
    texts = [page("The NWS."), page("The NWS says."), page("The NWS says.") + terms, page("::: nowhere\n:::"), page()]

    pairs = []
    for project in map(project_of, texts):
        memory.turn()
        pairs.append((build(project, NOW, each=memory.each), build(project, NOW)))

    assert [remembered == anew for remembered, anew in pairs] == [True] * len(texts)


def test_a_page_is_drawn_anew_when_the_day_it_is_due_moves(tmp_path: Path) -> None:
    """The page, the figure on it, how long figures last, and the calendar move it, each alone; kept work must not."""
    memory, kept = Memory(), tmp_path / "remembered"
    text = page("Store {{ water }}.") + WATER
    newer = text.replace("    checked: 2026-11-01", "    checked: 2026-11-11")
    older = newer.replace("\nchecked: 2026-11-01", "\nchecked: 2026-01-01", 1)
    short = with_settings(project_of(older), {"review_days": "{fact: 10}"})
    steps = [(project_of(text), NOW), (project_of(newer), NOW), (project_of(older), NOW), (short, NOW)]
    steps += [(short, NOW + timedelta(days=500)), (project_of(text), NOW + timedelta(days=500))]

    shown = []
    for project, now in steps:
        memory.turn()
        cache = Cache(kept)
        same = (
            build(project, now, each=memory.each)
            == build(project, now, each=cache.each)
            == (built := build(project, now))
        )
        write_cache(cache)
        html = next(each.body.decode() for each in built.outputs if each.path == "storm/index.html")
        shown.append((same, re.findall(r'data-due="([\d-]+)"', html)))

    days = ["2027-04-30", "2027-05-10", "2027-01-01", "2026-11-21", "2026-11-21", "2027-04-30"]
    assert shown == [(True, [day]) for day in days]
