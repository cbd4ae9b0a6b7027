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
        self.seen = self.latest = settled(self.look, time.sleep, self.look())
        self.next_look = 0.0
        self.behind = False

    def look(self) -> Snapshot:
        """Return how the folders look now."""
        return dict(entry for folder in self.folders for entry in entries(str(folder)))

    def run(self) -> None:
        """Look and call, for ever."""
        while True:
            if self.is_behind():
                self.seen = settled(self.look, time.sleep, self.latest, self.seen)
                self.behind = False
                self.changed()
            else:
                time.sleep(max(0.0, self.next_look - time.monotonic()))

    def is_behind(self) -> bool:
        """Tell whether something was saved since the last call of `changed`. May be asked at any time: it looks anew
        only now and then.
        """
        began = time.monotonic()
        if not self.behind and began >= self.next_look:
            self.latest = self.look()
            self.behind = self.latest != self.seen
            now = time.monotonic()
            self.next_look = now + max(LOOK_EVERY_SECONDS, LOOKING_SHARE * (now - began))
        return self.behind


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
