"""Knows what a fault in content is: a value that names a file, a line and the fix. Knows nothing of what is checked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Edit:
    """What mends a problem: `new` lines take the place of `old` lines, the first of which is `line`.

    With no old lines the new ones go in above `line`. `is_safe` tells that they can only mean what their writer meant,
    so that `fix` may put them in.
    """

    line: int
    old: int
    new: tuple[str, ...]
    is_safe: bool = False


@dataclass(frozen=True, order=True)
class Problem:
    """One thing for a person to fix.

    `path` is the file that person would edit. `line` and `column` count from 1; 0 means not known, and line 0 is the
    whole file. `code` is stable and a heading in `docs/checks.md`. `message` says what is wrong, `hint` what to do, and
    `edit` how the place looks when it is done, where that can be known.
    """

    path: str
    line: int
    code: str
    message: str
    hint: str = ""
    column: int = 0
    edit: Edit | None = field(default=None, compare=False)

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{place}: {self.message} [{self.code}]{hint}"


class Invalid(Exception):
    """A reader could not go on. Carries every problem it found; only `attempt` catches it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(str(problem) for problem in problems))
        self.problems = problems


def attempt(
    function: Callable[[Item], Result], items: Iterable[Item]
) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
    """Apply a reader to each item; return what could be read, and the problems of what could not."""
    results: list[Result] = []
    problems: list[Problem] = []
    for item in items:
        try:
            results.append(function(item))
        except Invalid as fault:
            problems.extend(fault.problems)
    return tuple(results), tuple(problems)


class Each(Protocol):
    """How a pure function is applied to many items: `attempt`, or something that also remembers or shares the work."""

    def __call__(
        self, function: Callable[[Item], Result], items: Iterable[Item], /
    ) -> tuple[tuple[Result, ...], tuple[Problem, ...]]: ...


def whole(outcome: tuple[tuple[Result, ...], tuple[Problem, ...]]) -> tuple[Result, ...]:
    """Return the results of what `Each` applied when it met no problem. Raises Invalid with those it met."""
    results, problems = outcome
    if problems:
        raise Invalid(*problems)
    return results


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a hint that offers the nearest known name, or lists them when they are few, or ""."""
    names = sorted(set(known))
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Known names: {', '.join(f'`{each}`' for each in names)}" if 0 < len(names) <= 30 else ""


def clipped(text: str, longest: int = 60) -> str:
    """Return text short enough for a message, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
