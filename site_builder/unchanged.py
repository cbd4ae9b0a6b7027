"""Knows whether anything that the last finished build rests on is another now, by what the disk says of each file.

It imports next to nothing, since to find that nothing changed is mostly to start. What it cannot know for sure it
leaves to a build.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence

PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (pathlib starts slowly)
PACKAGES = ("form_endpoint", "site_builder")
INPUTS = ("content", "templates")
RECORD = ".cache/last-build"
SURE_AFTER_NS = 2_000_000_000
"""A file saved so shortly before it is looked at may be saved again within the same step of the disk's clock.

Source: Git's documentation, "Racy Git problem"; FAT keeps times in steps of two seconds.
"""


def nothing_changed(arguments: Sequence[str]) -> str | None:
    """Return what the last build with the same arguments said, None when something may be another since."""
    try:
        with open(os.path.join(site_in(arguments), RECORD), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            asked, since, until, output, said, before = file.read().split("\n", 5)
        if asked != asked_for(arguments) or not float(since) <= time.time() < float(until):
            return None
        inputs = look_at_inputs(site_in(arguments))
        if not before.startswith(inputs):
            return None
        return said if all(looks_so(output, each) for each in before[len(inputs) :].split("\n")) else None
    except (OSError, ValueError):
        return None


def note(
    arguments: Sequence[str], inputs: str, output: str, looks: Sequence[str], span: tuple[float, float], said: str
) -> None:
    """Keep what a build said, what it read as `look_at_inputs` saw it before, where it wrote, and how all that looks.

    `span` is from when until when the clock changes nothing, in seconds since 1970.
    """
    folder = site_in(arguments)
    try:
        before = inputs + "\n".join((*looks, *(look_now(output, each) for each in sorted(folders_of(looks)))))
        lines = (asked_for(arguments), str(span[0]), str(span[1]), output, said, before)
        os.makedirs(os.path.join(folder, ".cache"), exist_ok=True)  # noqa: PTH103, PTH118
        with open(os.path.join(folder, RECORD), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write("\n".join(lines))
    except OSError:
        return


def site_in(arguments: Sequence[str]) -> str:
    """Return the folder that `--site` names. Another way of writing it finds no record, and so there is a build."""
    for number, argument in enumerate(arguments[:-1]):
        if argument == "--site":
            return arguments[number + 1]
    return next((each.removeprefix("--site=") for each in arguments if each.startswith("--site=")), "")


def asked_for(arguments: Sequence[str]) -> str:
    """Return all that a build is told beside its files."""
    return repr((list(arguments), os.getcwd(), os.environ.get("SOURCE_DATE_EPOCH"), sys.version))  # noqa: PTH109


def look_at_inputs(folder: str) -> str:
    """Return how the files of a site and of this program look now. Files saved just now never look the same again."""
    now = time.time_ns()
    roots = (*(os.path.join(folder, each) for each in INPUTS), *(os.path.join(PROGRAM, each) for each in PACKAGES))  # noqa: PTH118
    seen = sorted(
        (path, stat.st_mtime_ns if stat.st_mtime_ns < now - SURE_AFTER_NS else now, stat.st_size, stat.st_ino)
        for root in roots
        for path, stat in files_in(root)
        if f"{os.sep}__pycache__{os.sep}" not in path
    )
    installed = (f"{each} {os.stat(each).st_mtime_ns}" for each in sys.path if each.endswith("-packages"))  # noqa: PTH116
    return "\n".join((*(f"{path} {when} {size} {number}" for path, when, size, number in seen), *installed, ""))


def look_of(path: str, stat: os.stat_result) -> str:
    """Return how a file or a folder looks to the disk, and its path. A folder changes with the names in it."""
    return f"{stat.st_mtime_ns} {stat.st_size} {stat.st_ino} {path}"


def path_of(look: str) -> str:
    """Return the path in a look."""
    return look.split(" ", 3)[3]


def look_now(folder: str, path: str) -> str:
    """Return how what is at a path in a folder looks now. Raises OSError when nothing is."""
    return look_of(path, os.lstat(f"{folder}/{path}"))


def looks_so(folder: str, look: str) -> bool:
    """Tell whether what is in a folder still has a look. Raises OSError when it is gone."""
    return look_now(folder, path_of(look)) == look


def folders_of(looks: Sequence[str]) -> set[str]:
    """Return the path of each folder round some files, "" for the one they all are in."""
    folders = {""}
    for look in looks:
        path = path_of(look).rpartition("/")[0]
        while path not in folders:
            folders.add(path)
            path = path.rpartition("/")[0]
    return folders


def files_below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield the path of each file from a folder on, with slashes, and how it stands on the disk."""
    start = len(folder) + 1
    return ((path[start:].replace(os.sep, "/"), stat) for path, stat in files_in(folder))


def files_in(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Yield each file below a folder; a link is a file, wherever it leads.

    What is gone by now, as when an editor saves, or may not be read, is left out: to tell of it is for who reads it.
    """
    folders = [folder]
    while folders:
        try:
            entries = os.scandir(folders.pop())
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
                continue
            try:
                stat = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            yield entry.path, stat
