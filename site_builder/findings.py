"""Knows where in its line a problem stands. What is printed, drawn over a page or given to a tool begins here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from site_builder.problems import Edit, Problem

NAMED = re.compile(r"`([^`]+)`")
WIDEST = 110
MOST_PASTED = 5


@dataclass(frozen=True)
class Finding:
    """A problem with the line it stands on.

    `text` is that line, "" where the problem has none. `column` and `end` count from 1 and mark the part at fault,
    `end` just behind it; both are 0 where no part is known.
    """

    problem: Problem
    text: str
    column: int
    end: int

    @property
    def place(self) -> str:
        """Return file, line and column as editors and terminals take them: "content/en/storm.md:3:8"."""
        return ":".join(str(part) for part in (self.problem.path, self.problem.line, self.column) if part)

    @property
    def excerpt(self) -> tuple[str, str]:
        """Return the line, cut where it is very long, and carets that go under the part at fault."""
        start = max(0, self.column - WIDEST // 2) if len(self.text) > WIDEST else 0
        stop = start + WIDEST
        shown = f"{'…' * (start > 0)}{self.text[start:stop]}{'…' * (len(self.text) > stop)}".replace("\t", " ")
        indent = self.column - 1 - start + (start > 0)
        return shown, " " * indent + "^" * min(self.end - self.column, len(shown) - indent) if self.column else ""

    @property
    def advice(self) -> str:
        """Return what to do, and the lines to paste where they are known: these stand at the start of a line."""
        edit = self.problem.edit
        if edit is None or len(edit.new) > MOST_PASTED:
            return self.problem.hint
        hint = self.problem.hint
        stop = "" if hint[-1:] in ("", "?") else "."
        return "\n".join((f"{hint}{stop} {heading(edit)}".lstrip(), *edit.new)) if any(edit.new) else hint


def heading(edit: Edit) -> str:
    """Return what the lines of an edit are, for the line above them."""
    if edit.old == 0:
        return f"To paste above line {edit.line}:"
    return (
        f"Line {edit.line}, to paste:"
        if edit.old == 1
        else f"Lines {edit.line} to {edit.line + edit.old - 1}, to paste:"
    )


def findings(problems: Sequence[Problem], files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Return each problem with its line, in the same order."""
    lines = {path: lines_of(files.get(path, b"")) for path in {problem.path for problem in problems}}
    return tuple(located(problem, lines[problem.path]) for problem in problems)


def lines_of(body: bytes) -> list[str]:
    """Return the lines of a file; what is not text is shown as a question mark."""
    return body.decode("utf-8", errors="replace").split("\n")


def located(problem: Problem, lines: Sequence[str]) -> Finding:
    """Return a problem with its line, and the part at fault: what stands at its column, else what its message names."""
    text = lines[problem.line - 1].rstrip("\r") if 0 < problem.line <= len(lines) else ""
    names = [name for each in NAMED.findall(problem.message) for name in (each, each.rstrip(">")) if name in text]
    column = min(problem.column, len(text) + 1) if text else 0
    if not column and names:
        column = text.index(names[0]) + 1
    length = next((len(name) for name in names if column and text.startswith(name, column - 1)), 1)
    return Finding(problem, text, column, column + length if column else 0)
