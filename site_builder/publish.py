"""Knows how a finished build gets to disk: all of it, or nothing."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from site_builder.model import Output
from site_builder.problems import Invalid, Problem

MARK = ".made-by-build"


def publish(outputs: Iterable[Output], folder: Path) -> None:
    """Put the outputs in place of a folder's content.

    The new tree is prepared beside the old one and takes its place by a rename, so a reader sees the old tree or the
    new one. Raises Invalid for a folder that an earlier build did not make, and for a disk that refuses.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        message = "the output folder holds files that no build made"
        hint = "Name another folder with `--output`, or empty this one yourself"
        raise Invalid(Problem(str(folder), 0, "foreign-output", message, hint))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
            fresh, stale = Path(beside, "new"), Path(beside, "old")
            write_tree(outputs, fresh)
            if folder.exists():
                folder.replace(stale)
            fresh.replace(folder)
    except OSError as fault:
        message = f"the output could not be written: {fault.strerror}"
        raise Invalid(Problem(str(folder), 0, "disk", message, "Make room, or allow writing there")) from None


def write_tree(outputs: Iterable[Output], folder: Path) -> None:
    """Write all outputs into a new folder, with the mark that a build made it."""
    folder.mkdir()
    (folder / MARK).touch()
    for output in outputs:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.body)
