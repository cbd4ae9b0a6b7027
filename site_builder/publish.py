"""Knows how a finished build gets to disk: all of it, or nothing."""

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from site_builder.exchange import NEW, Busy, Swap, exchange, in_one_step, workplace
from site_builder.model import Output
from site_builder.outputs.headers import NAMED_BY_CONTENT
from site_builder.outputs.manifest import NOTHING, PATH, Manifest, read_manifest
from site_builder.problems import Invalid, Problem
from site_builder.spare import Looks, keep_tree, read_looks, remove, standing, take_tree
from site_builder.unchanged import look_of

MARK = ".made-by-build"
SIGNATURE = f"{PATH}.minisig"
"""What `sign` puts beside the manifest; the next build takes it away, since it signs another."""


def publish(
    outputs: Iterable[Output], folder: Path, swap: Swap = in_one_step, spare: Path | None = None
) -> Sequence[str]:
    """Put the outputs in place of a folder's content. Return how each file there looks now to the disk.

    The new tree is prepared beside the old one and takes its place in one step, or in two renames where the system has
    no such step, so a reader sees the old tree or the new one. The old one is kept in `spare`, where the next publish
    takes what it can of the one before. Raises Invalid for a folder that an earlier build did
    not make, while another build publishes there, and for a disk that refuses.
    """
    folder = folder.resolve()
    try:
        if is_foreign(folder):
            message = "the output folder holds files that no build made"
            hint = "Name another folder with `--output`, or empty this one yourself"
            raise Invalid(Problem(str(folder), 0, "foreign-output", message, hint))
        folder.parent.mkdir(parents=True, exist_ok=True)
        looks = read_looks(spare)
        with workplace(folder) as beside:
            take_tree(spare, beside / NEW)
            now = write_tree(tuple(outputs), beside / NEW, folder, looks)
            kept = keep_old(folder, beside / NEW)
            old = exchange(beside, folder, swap)
            keep_tree(spare, old, looks.after(now))
            return (*now, *kept)
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


def write_tree(outputs: Sequence[Output], folder: Path, before: Path, looks: Looks) -> dict[str, str]:
    """Make a folder hold all outputs and nothing else but the mark that a build made it. Return the digests by looks.

    What stands there already stays. What stands alike in the tree `before` is linked, which costs a disk far less than
    to write it again.
    """
    folder.mkdir(exist_ok=True)
    there = {path: (look, digest) for path, look, digest in standing(folder, looks)}
    for path in there.keys() - {output.path for output in outputs}:
        remove(folder, path)
    (folder / MARK).touch()
    made, now = {folder}, {}
    for output in outputs:
        look, digest = there.get(output.path, ("", ""))
        if digest != output.sha256:
            look = put(output, folder / output.path, before / output.path, looks, made)
        now[look] = output.sha256
    return now


def put(output: Output, path: Path, before: Path, looks: Looks, made: set[Path]) -> str:
    """Put an output at a path, linked from where it stood before if it is the same; return its look."""
    if path.parent not in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
    path.unlink(missing_ok=True)
    if not is_linked(output, path, before, looks):
        path.write_bytes(output.body)
    return look_of(output.path, path.stat())


def is_linked(output: Output, path: Path, before: Path, looks: Looks) -> bool:
    """Link a path to a file that holds what an output does; tell whether it was done."""
    try:
        known = looks.digest(look_of(output.path, before.lstat()))
        if before.is_symlink() or (known != output.sha256 if known else before.read_bytes() != output.body):
            return False
        path.hardlink_to(before)
    except OSError:
        return False
    return True


def keep_old(folder: Path, fresh: Path) -> tuple[str, ...]:
    """Keep the files named by their content that the release before had: a page open in a browser still asks for them.

    They go when the next release has other ones. The mark names those that are kept, as `sha256sum --check` reads it.
    Return how they and the mark look to the disk.
    """
    kept, old, new = kept_files(folder), named_by_content(folder), named_by_content(fresh)
    going = {path for path in old if path not in kept}
    staying = {path for path in kept if path in old} if going == new else going
    for path in staying - new:
        (fresh / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, fresh / path)
    lines = [f"{hashlib.sha256((fresh / path).read_bytes()).hexdigest()}  {path}\n" for path in sorted(staying - new)]
    (fresh / MARK).write_text("".join(lines))
    return tuple(look_of(path, (fresh / path).stat()) for path in (MARK, *(staying - new)))


def named_by_content(folder: Path) -> set[str]:
    """Return the paths of the files in a folder that are named by their content."""
    return {path.relative_to(folder).as_posix() for path in (folder / NAMED_BY_CONTENT).rglob("*") if path.is_file()}


def kept_files(folder: Path) -> dict[str, str]:
    """Return the digest of each file of the release before that an output folder keeps, by path."""
    mark = folder / MARK
    lines = mark.read_text().splitlines() if mark.exists() else []
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
