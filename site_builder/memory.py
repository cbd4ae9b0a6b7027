"""Knows how to remember what pure functions returned, within one process. Nothing of it outlives the process."""

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from typing import Any

from site_builder.problems import Item, Problem, Result, attempt

Outcome = tuple[tuple[Any, ...], tuple[Problem, ...]]


class Memory:
    """Applies functions as `attempt` does, but not twice to equal items.

    Between two calls of `turn` is one build: what a build did not ask for is forgotten at the end of the next one.
    """

    def __init__(self) -> None:
        self.now: dict[Hashable, Outcome] = {}
        self.before: dict[Hashable, Outcome] = {}

    def turn(self) -> None:
        """Begin another build."""
        self.before, self.now = self.now, {}

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
        """Return what `attempt` returns for a pure function and items that can be hashed."""
        return joined([self.outcome(function, item) for item in items])

    def outcome(self, function: Callable[[Item], Result], item: Item) -> Outcome:
        """Return what a function makes of one item, remembered or found now."""
        key = (name_of(function), item)
        if key not in self.now:
            self.now[key] = self.before.get(key) or attempt(function, [item])
        return self.now[key]


def joined(outcomes: list[Outcome]) -> Outcome:
    """Return what `attempt` returns for several items, from what it returned for each."""
    results = tuple(result for each, _ in outcomes for result in each)
    return results, tuple(problem for _, problems in outcomes for problem in problems)


def name_of(function: Callable[..., Any]) -> Hashable:
    """Return what tells a function from others; what is bound to a partial one is told by its items."""
    inner = function.func if isinstance(function, partial) else function
    name = getattr(inner, "__qualname__", "")
    return f"{inner.__module__}.{name}" if name else inner
