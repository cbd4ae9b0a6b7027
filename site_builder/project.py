"""Knows how to read from disk what people wrote. Understands none of it."""

from pathlib import Path

from site_builder.model import Project
from site_builder.problems import Invalid, Problem

FOLDERS = ("content", "templates")


def read_project(site: Path) -> Project:
    """Return every file under `content/` and `templates/`, but for hidden ones. Raises Invalid."""
    if not (site / "content" / "site.yaml").is_file():
        message = "there is no `content/site.yaml` in this folder"
        hint = "Run the command in the folder of the site, or name it with `--site`"
        raise Invalid(Problem("content/site.yaml", 0, "no-site", message, hint))
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for folder in FOLDERS
        for path in sorted((site / folder).rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(site).parts)
    }
    return Project(files)
