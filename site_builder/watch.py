"""Knows when files changed: looks at whole folders many times a second, and waits until a burst of saves is over.

livereload's own watcher builds once for each file of a burst and loses saves within three seconds of a reload.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from livereload.watcher import Watcher

from site_builder.project import is_passed_over

Snapshot = dict[str, tuple[int, int, int]]

LOOK_EVERY_SECONDS = 0.025
LOOKING_SHARE = 8
"""Between two looks passes at least so many times what a look takes, so that a large site is not stared at."""
QUIET_SECONDS = 0.012
"""Longer than the step of a file system's clock (10 ms at most on Linux): a save behind it has another time."""
BURST_QUIET_SECONDS = 0.08


class TreeWatcher(Watcher):  # type: ignore[misc]
    """Calls `changed` once for each save or burst of saves, in a thread of its own.

    A look is taken before each call, so that a save during it is seen by the next look.
    """

    def __init__(self, folders: Sequence[Path], changed: Callable[[], None]) -> None:
        super().__init__()
        self.folders = folders
        self.changed = changed
        self.watch(str(folders[0]))
        self.seen = settled(self.look, time.sleep, self.look())

    def look(self) -> Snapshot:
        """Return how the folders look now."""
        return dict(entry for folder in self.folders for entry in entries(str(folder)))

    def run(self) -> None:
        """Look and call, for ever."""
        while True:
            began = time.monotonic()
            now = self.look()
            rest = max(LOOK_EVERY_SECONDS, LOOKING_SHARE * (time.monotonic() - began))
            if now != self.seen:
                self.seen = settled(self.look, time.sleep, now, self.seen)
                self.changed()
            time.sleep(rest)


def settled(
    look: Callable[[], Snapshot], wait: Callable[[float], object], now: Snapshot, before: Snapshot | None = None
) -> Snapshot:
    """Return the folders once they stay the same: for a moment after one save, for longer after many."""
    before = now if before is None else before
    while True:
        is_burst = len(before.items() ^ now.items()) > 2
        wait(BURST_QUIET_SECONDS if is_burst else QUIET_SECONDS)
        later = look()
        if later == now:
            return now
        now = later


def entries(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield each file below a folder with its time, size and number, but for hidden ones, editors' copies and what goes
    meanwhile.
    """
    try:
        found = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in found:
        if is_passed_over(entry.name):
            continue
        if entry.is_dir():
            yield from entries(entry.path)
            continue
        try:
            stat = entry.stat()
        except FileNotFoundError:
            continue
        yield entry.path, (stat.st_mtime_ns, stat.st_size, stat.st_ino)
