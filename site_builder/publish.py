"""Knows how a finished build gets to disk: all of it, or nothing."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

from site_builder.exchange import NEW, Busy, Swap, exchange, in_one_step, workplace
from site_builder.model import Output
from site_builder.outputs.headers import NAMED_BY_CONTENT
from site_builder.outputs.manifest import NOTHING, PATH, Manifest, read_manifest
from site_builder.problems import Invalid, Problem

MARK = ".made-by-build"
SIGNATURE = f"{PATH}.minisig"
"""What `sign` puts beside the manifest; the next build takes it away, since it signs another."""


def publish(outputs: Iterable[Output], folder: Path, swap: Swap = in_one_step) -> None:
    """Put the outputs in place of a folder's content.

    The new tree is prepared beside the old one and takes its place in one step, or in two renames where the system has
    no such step, so a reader sees the old tree or the new one. Raises Invalid for a folder that an earlier build did
    not make, while another build publishes there, and for a disk that refuses.
    """
    folder = folder.resolve()
    try:
        if is_foreign(folder):
            message = "the output folder holds files that no build made"
            hint = "Name another folder with `--output`, or empty this one yourself"
            raise Invalid(Problem(str(folder), 0, "foreign-output", message, hint))
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workplace(folder) as beside:
            write_tree(outputs, beside / NEW, folder)
            keep_old(folder, beside / NEW)
            exchange(beside, folder, swap)
    except Busy:
        message = "another build is publishing there at this moment"
        raise Invalid(
            Problem(str(folder), 0, "busy-output", message, "Wait until it is done, and build again")
        ) from None
    except OSError as fault:
        message = f"the output could not be written: {fault.strerror}"
        raise Invalid(Problem(str(folder), 0, "disk", message, "Make room, or allow writing there")) from None


def last_manifest(folder: Path) -> Manifest:
    """Return the manifest of what a folder holds now, an empty one when no build published there. Raises Invalid."""
    path = folder / PATH
    try:
        return read_manifest(path.read_bytes(), str(path)) if path.exists() else NOTHING
    except OSError as fault:
        raise Invalid(
            Problem(str(path), 0, "disk", f"it cannot be read: {fault.strerror}", "Allow reading it")
        ) from None


def is_foreign(folder: Path) -> bool:
    """Tell whether something is there that no build made."""
    if folder.is_dir():
        return any(folder.iterdir()) and not (folder / MARK).exists()
    return folder.exists()


def write_tree(outputs: Iterable[Output], folder: Path, before: Path) -> None:
    """Write all outputs into a new folder, with the mark that a build made it.

    What stands alike in the tree `before` is not written again but linked, which costs a disk far less.
    """
    folder.mkdir()
    (folder / MARK).touch()
    made = {folder}
    for output in outputs:
        path = folder / output.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        if not is_linked(before / output.path, output.body, path):
            path.write_bytes(output.body)


def is_linked(before: Path, body: bytes, path: Path) -> bool:
    """Link a path to a file when that holds some bytes; tell whether it was done."""
    try:
        if before.is_symlink() or before.read_bytes() != body:
            return False
        path.hardlink_to(before)
    except OSError:
        return False
    return True


def keep_old(folder: Path, fresh: Path) -> None:
    """Keep the files named by their content that the release before had: a page open in a browser still asks for them.

    They go when the next release has other ones. The mark names those that are kept, as `sha256sum --check` reads it.
    """
    kept, old, new = kept_files(folder), named_by_content(folder), named_by_content(fresh)
    going = {path for path in old if path not in kept}
    staying = {path for path in kept if path in old} if going == new else going
    for path in staying - new:
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, fresh / path)
    lines = [f"{hashlib.sha256((fresh / path).read_bytes()).hexdigest()}  {path}\n" for path in sorted(staying - new)]
    (fresh / MARK).write_text("".join(lines))


def named_by_content(folder: Path) -> set[str]:
    """Return the paths of the files in a folder that are named by their content."""
    return {path.relative_to(folder).as_posix() for path in (folder / NAMED_BY_CONTENT).rglob("*") if path.is_file()}


def kept_files(folder: Path) -> dict[str, str]:
    """Return the digest of each file of the release before that an output folder keeps, by path."""
    mark = folder / MARK
    lines = mark.read_text().splitlines() if mark.exists() else []
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
