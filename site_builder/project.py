"""Knows how to read from disk what people wrote. Understands none of it."""

from functools import partial
from pathlib import Path

from site_builder.model import Project
from site_builder.problems import Invalid, Problem, attempt

FOLDERS = ("content", "templates")


def read_project(site: Path) -> Project:
    """Return every file under `content/` and `templates/`, but for hidden ones. Raises Invalid.

    A symbolic link is refused: it could lead anywhere, and is no link on other computers.
    """
    if not (site / "content" / "site.yaml").is_file():
        message = "there is no `content/site.yaml` in this folder"
        hint = "Run the command in the folder of the site, or name it with `--site`"
        raise Invalid(Problem("content/site.yaml", 0, "no-site", message, hint))
    paths = (
        path
        for folder in FOLDERS
        for path in sorted((site / folder).rglob("*"))
        if (path.is_file() or path.is_symlink())
        and not any(part.startswith(".") for part in path.relative_to(site).parts)
    )
    files, problems = attempt(partial(read_file, site), paths)
    if problems:
        raise Invalid(*problems)
    return Project(dict(files))


def read_file(site: Path, path: Path) -> tuple[str, bytes]:
    """Return the path of a file in the site and its bytes. Raises Invalid."""
    name = path.relative_to(site).as_posix()
    if not name.isprintable():
        name = name.encode("unicode_escape").decode()
        hint = "Name it with letters, digits and hyphens"
        raise Invalid(Problem(name, 0, "file-name", f"`{name}` holds signs that cannot be printed", hint))
    if path.is_symlink():
        hint = "Put the file itself there"
        raise Invalid(Problem(name, 0, "symbolic-link", "this is a symbolic link, not a file", hint))
    try:
        return name, path.read_bytes()
    except OSError as fault:
        message = f"the file could not be read: {fault.strerror}"
        raise Invalid(Problem(name, 0, "disk", message, "Allow reading it")) from None
