"""Knows how to read from disk what people wrote. Understands none of it."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from site_builder.model import Project
from site_builder.problems import Invalid, Problem, attempt

FOLDERS = ("content", "templates")


def read_project(site: Path) -> Project:
    """Return every file under `content/` and `templates/`, but for hidden ones and editors' copies. Raises Invalid.

    A symbolic link is refused: it could lead anywhere, and is no link on other computers.
    """
    if not (site / "content" / "site.yaml").is_file():
        message = "there is no `content/site.yaml` in this folder"
        hint = "Run the command in the folder of the site, or name it with `--site`"
        raise Invalid(Problem("content/site.yaml", 0, "no-site", message, hint))
    entries = (entry for top in FOLDERS for entry in entries_in(site / top))
    files, problems = attempt(partial(read_file, site), sorted(entries, key=lambda entry: entry.path))
    if problems:
        raise Invalid(*problems)
    return Project({name: body for name, body in files if body is not None})


def entries_in(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield each file and each symbolic link, but for hidden ones and the copies that editors make: `page.md~`,
    `#page.md#`. Raises Invalid for a folder that cannot be read; one that is gone holds nothing.
    """
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    except OSError as fault:
        message = f"the folder could not be read: {fault.strerror}"
        raise Invalid(Problem(os.fspath(folder), 0, "disk", message, "Allow reading it")) from None
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from entries_in(entry.path) if not entry.name.startswith(".") else ()
            elif not is_passed_over(entry.name):
                yield entry


def is_passed_over(name: str) -> bool:
    """Tell whether a file or a folder of some name is nobody's writing: hidden, or an editor's copy."""
    return name.startswith(".") or name.endswith(("~", "#"))


def read_file(site: Path, entry: os.DirEntry[str]) -> tuple[str, bytes | None]:
    """Return the path of a file in the site and its bytes; None for one that is gone, and for a pipe. Raises Invalid.

    Many editors save beside the file and rename, so that a file may go while the folders are read.
    """
    name = entry.path.removeprefix(f"{site}{os.sep}").replace(os.sep, "/")
    if not name.isprintable():
        name = name.encode("unicode_escape").decode()
        hint = "Name it with letters, digits and hyphens"
        raise Invalid(Problem(name, 0, "file-name", f"`{name}` holds signs that cannot be printed", hint))
    try:
        if entry.is_symlink():
            hint = "Put the file itself there"
            raise Invalid(Problem(name, 0, "symbolic-link", "this is a symbolic link, not a file", hint))
        if not entry.is_file(follow_symlinks=False):
            return name, None
        with open(entry.path, "rb") as file:  # noqa: PTH123  (pathlib takes as long again)
            return name, file.read()
    except FileNotFoundError:
        return name, None
    except OSError as fault:
        message = f"the file could not be read: {fault.strerror}"
        raise Invalid(Problem(name, 0, "disk", message, "Allow reading it")) from None
