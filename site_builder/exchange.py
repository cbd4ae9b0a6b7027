"""Knows how a new folder takes the place of an old one that others read, whatever interrupts it."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2
"""Source: Linux, include/uapi/linux/fcntl.h and fs.h; rename(2)."""
NO_SUCH_STEP = (errno.ENOSYS, errno.EINVAL)
"""What rename(2) says where the system or the disk cannot exchange two folders."""
NEW, OLD = "new", "old"
LOCKS = import_module("fcntl") if os.name == "posix" else None
RENAMEAT2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None

Swap = Callable[[Path, Path], bool]


class Busy(Exception):
    """Another build works in the place."""


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside another, for one build at a time.

    What a killed build left there is cleared away; the old folder is put back if it was killed between two renames.
    Raises Busy. Where the system has no locks, each build has a place of its own.
    """
    if LOCKS is None:
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as place:
            yield Path(place)
        return
    beside = folder.parent / f".{folder.name}-building"
    lock = locked(beside)
    try:
        if (beside / OLD).exists() and not folder.exists():
            (beside / OLD).replace(folder)
        for left in beside.iterdir():
            shutil.rmtree(left)
        yield beside
    finally:
        shutil.rmtree(beside, ignore_errors=True)
        os.close(lock)


def locked(beside: Path) -> int:
    """Return a lock on a folder, made if it is not there. Ends with its process, however that ends. Raises Busy."""
    assert LOCKS is not None
    while True:
        beside.mkdir(mode=0o700, exist_ok=True)
        with suppress(FileNotFoundError):
            lock = os.open(beside, os.O_RDONLY)
            try:
                LOCKS.flock(lock, LOCKS.LOCK_EX | LOCKS.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
                raise Busy from None
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock), beside.stat()):
                    return lock
            os.close(lock)


def exchange(place: Path, folder: Path, swap: Swap) -> Path:
    """Put the new folder of a workplace where another is, and return where in the workplace that is left."""
    if not folder.exists():
        (place / NEW).replace(folder)
    elif not swap(place / NEW, folder):
        folder.replace(place / OLD)
        try:
            (place / NEW).replace(folder)
        except OSError:
            (place / OLD).replace(folder)
            raise
        return place / OLD
    return place / NEW


def in_one_step(one: Path, other: Path) -> bool:
    """Exchange two folders at once. Return False where the system or the disk has no such step."""
    if RENAMEAT2 is None:
        return False
    if RENAMEAT2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in NO_SUCH_STEP:
        return False
    raise OSError(fault, os.strerror(fault))


def in_two_steps(_one: Path, _other: Path) -> bool:
    """Leave two folders to be exchanged by two renames."""
    return False
