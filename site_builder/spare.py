"""Knows how the tree that was published before the last one is used up for the next: only what differs is written.

The disk tells which files still are as a build left them, so none needs to be read. A lost tree costs only time.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from site_builder.unchanged import files_below, look_of

TREE, LOOKS = "tree", "looks"


@dataclass(frozen=True)
class Looks:
    """The digest of each file of the last two trees, by how it looked when it was written and by its path."""

    last: Mapping[str, str]
    before: Mapping[str, str]

    def digest(self, look: str) -> str:
        """Return the digest of a file by its look, "" when a build left none that looks so."""
        return self.last.get(look) or self.before.get(look) or ""

    def after(self, now: Mapping[str, str]) -> "Looks":
        """Return the looks of the last two trees when there is another; most files stand in both."""
        return Looks(now, {look: digest for look, digest in self.last.items() if look not in now})


def read_looks(spare: Path | None) -> Looks:
    """Return what the last build noted in a folder."""
    try:
        text = (spare / LOOKS).read_text(encoding="utf-8") if spare else ""
    except (OSError, ValueError):
        text = ""
    last, _, before = text.partition("\n\n")
    return Looks(
        *(dict(line.split(" ", 1)[::-1] for line in part.split("\n") if " " in line) for part in (last, before))
    )


def take_tree(spare: Path | None, place: Path) -> None:
    """Move the tree kept in a folder to where the next one is made, if there is one, and on the same disk."""
    with suppress(OSError):
        if spare:
            (spare / TREE).replace(place)


def keep_tree(spare: Path | None, old: Path, looks: Looks) -> None:
    """Keep a tree that nobody reads any more in a folder, with the looks of the last two."""
    parts = ("\n".join(f"{digest} {look}" for look, digest in each.items()) for each in (looks.last, looks.before))
    with suppress(OSError):
        if spare:
            spare.mkdir(parents=True, exist_ok=True)
            (spare / LOOKS).write_text("\n\n".join(parts), encoding="utf-8")
            old.replace(spare / TREE)


def standing(folder: Path, looks: Looks) -> Iterator[tuple[str, str, str]]:
    """Yield the path and look of each file in a tree, with its digest, "" where it may not be as it was written."""
    for path, stat in files_below(os.fspath(folder)):
        look = look_of(path, stat)
        yield path, look, looks.digest(look)


def remove(folder: Path, path: str) -> None:
    """Delete a file of a tree, and the folders that are empty then."""
    (folder / path).unlink()
    for parent in (folder / path).parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()
