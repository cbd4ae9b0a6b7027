"""Knows how to mend what is safe to mend: the edits that can only mean what their writer meant."""

import difflib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from site_builder.model import Project
from site_builder.problems import Edit, Problem

MOST_ROUNDS = 20
Find = Callable[[Project], Sequence[Problem]]


def mended(project: Project, find: Find, wanted: Callable[[str], bool]) -> Project:
    """Return a project in which nothing is left that is safe to mend in the wanted files.

    One mended place may show another, so it is looked at again until nothing changes.
    """
    for _ in range(MOST_ROUNDS):
        edits: dict[str, list[Edit]] = {}
        for problem in find(project):
            if problem.edit and problem.edit.is_safe and wanted(problem.path) and problem.path in project.files:
                edits.setdefault(problem.path, []).append(problem.edit)
        if not edits:
            return project
        changed = {path: applied(project.files[path], each) for path, each in edits.items()}
        project = replace(project, files={**project.files, **changed})
    return project


def applied(body: bytes, edits: Iterable[Edit]) -> bytes:
    """Return a file with its edits, from the last line up; of two that touch the same line the upper one waits."""
    lines = body.split(b"\n")
    untouched = len(lines) + 1
    for edit in sorted(set(edits), key=lambda each: (each.line, each.old), reverse=True):
        if edit.line + max(edit.old, 1) - 1 < untouched:
            lines[edit.line - 1 : edit.line - 1 + edit.old] = [line.encode() for line in edit.new]
            untouched = edit.line
    return b"\n".join(lines)


def difference(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    """Yield the lines that tell two sets of files apart, as `diff -u` does."""
    for path in sorted(after):
        if before[path] != after[path]:
            old, new = (files[path].decode(errors="replace").split("\n") for files in (before, after))
            yield from difflib.unified_diff(old, new, path, path, lineterm="")


def fix(site: Path, project: Project, find: Find, paths: Sequence[str], is_agreed: bool) -> int:
    """Show what can safely be mended, and write it when that is agreed; ask for it at a terminal.

    Return 0 when nothing is left to mend, 1 when the difference was only shown.
    """
    after = mended(project, find, lambda path: is_named(path, site, paths))
    lines = list(difference(project.files, after.files))
    if not lines:
        print("Nothing here is safe to mend by itself", file=sys.stderr)
        return 0
    print("\n".join(lines))
    if not is_agreed and not agrees():
        print("Nothing was written. `--yes` writes it", file=sys.stderr)
        return 1
    changed = [path for path in after.files if after.files[path] != project.files[path]]
    for path in changed:
        (site / path).write_bytes(after.files[path])
    print(f"Mended: {', '.join(changed)}", file=sys.stderr)
    return 0


def is_named(path: str, site: Path, paths: Sequence[str]) -> bool:
    """Tell whether a file of the site is one of those named, or lies in a folder that is; with none named, all are."""
    file = (site / path).resolve()
    return not paths or any(file.is_relative_to(Path(each).resolve()) for each in paths)


def agrees() -> bool:
    """Ask at a terminal; elsewhere nobody agrees."""
    if not sys.stdin.isatty():
        return False
    print("Write this? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
