"""Knows how to remember, from one process to the next, what pure functions returned: in one file, a small database.

What is remembered is found by the content it was made of. Whatever made it is part of that, so that another version of
this program, of Python or of a library begins with nothing.
"""

import hashlib
import pickle
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import cast

from site_builder.memory import Outcome, joined, name_of
from site_builder.problems import Item, Problem, Result, attempt
from site_builder.spread import spread

PROGRAM = Path(__file__).resolve().parent.parent
PACKAGES = ("form_endpoint", "site_builder")
DIGEST_BYTES = 16
TABLE = "(key BLOB PRIMARY KEY, seal INTEGER NOT NULL, packed BLOB NOT NULL)"


class Cache:
    """Applies functions as `attempt` does, but not to what an earlier process applied them to.

    A function is told by its name, and an item by its `repr`: both must say all that the result depends on. What is
    found anew stands in a database of this process until `write_cache`: builds do not wait for each other.
    """

    def __init__(self, file: Path | None, jobs: int = 1) -> None:
        self.file = file
        self.jobs = jobs
        self.asked: set[bytes] = set()
        self.store = sqlite3.connect("", isolation_level=None)
        self.store.execute(f"CREATE TABLE fresh {TABLE}")
        attach(self.store, file)

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
        """Return what `attempt` returns for a pure function. What is not remembered is found by `jobs` processes."""
        asked: list[bytes] = []
        outcomes: dict[bytes, Outcome] = {}
        fresh: dict[bytes, Item] = {}
        for item in items:
            key = key_of(function, item)
            asked.append(key)
            if packed := self.packed(key):
                outcomes[key] = unpack(packed)
            else:
                fresh[key] = item
        self.asked.update(asked)
        self.store.execute("BEGIN")
        for key, packed in zip(fresh, spread(partial(pack, function), tuple(fresh.values()), self.jobs), strict=True):
            self.store.execute("INSERT INTO fresh VALUES (?, ?, ?)", (key, zlib.crc32(packed), packed))
            outcomes[key] = unpack(packed)
        self.store.execute("COMMIT")
        return joined([outcomes[key] for key in asked])

    def packed(self, key: bytes) -> bytes | None:
        """Return what is remembered under a key, None when nothing is, or not as it was written."""
        for table in ("fresh", "disk.kept"):
            with suppress(sqlite3.DatabaseError):
                for seal, packed in self.store.execute(f"SELECT seal, packed FROM {table} WHERE key = ?", (key,)):
                    return packed if seal == zlib.crc32(packed) else None
        return None

    @property
    def is_changed(self) -> bool:
        """Tell whether there is something to keep or to forget since the file was written."""
        return {key for (key,) in self.store.execute("SELECT key FROM disk.kept")} != self.asked


def key_of(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a result is found by."""
    return digest(version() + f"{name_of(function)}\0{item!r}".encode(errors="surrogatepass"))


def pack(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a function makes of one item, as it is kept."""
    return pickle.dumps(attempt(function, [item]), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Outcome:
    """Return what a function made of one item."""
    return cast("Outcome", pickle.loads(packed))


def attach(store: sqlite3.Connection, file: Path | None) -> None:
    """Put what a file remembers beside a database.

    A file that is no whole database is begun anew; where none can be read or written, nothing is remembered.
    """
    for place in (file, file, None):
        try:
            if place:
                place.parent.mkdir(parents=True, exist_ok=True)
            store.execute("ATTACH ? AS disk", (str(place or ""),))
            store.execute("PRAGMA disk.synchronous = OFF")  # to wait for the disk costs more than to find a thing anew
            store.execute(f"CREATE TABLE IF NOT EXISTS disk.kept {TABLE}")
        except (OSError, sqlite3.DatabaseError) as fault:
            with suppress(sqlite3.Error):
                store.execute("DETACH disk")
            forget(place, fault)
        else:
            return


def forget(file: Path | None, fault: Exception) -> None:
    """Delete a file that is not what SQLite wrote; one that is busy, or out of reach, is left alone."""
    if file and isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError):
        with suppress(OSError):
            file.unlink(missing_ok=True)


def write_cache(cache: Cache) -> None:
    """Keep what this build asked for, and nothing else. A disk that refuses costs only time at the next build."""
    try:
        if not cache.is_changed:
            return
        with cache.store as store:
            store.execute("BEGIN IMMEDIATE")
            store.execute("CREATE TEMP TABLE asked (key BLOB PRIMARY KEY)")
            store.executemany("INSERT INTO asked VALUES (?)", ((key,) for key in cache.asked))
            store.execute("DELETE FROM disk.kept WHERE key NOT IN asked")
            store.execute("INSERT OR REPLACE INTO disk.kept SELECT * FROM fresh")
    except sqlite3.DatabaseError as fault:
        forget(cache.file, fault)


def keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, if the disk lets us."""
    beside = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)


@once
def version() -> bytes:
    """Name what results depend on beside their items: this program's text, Python, and the libraries installed."""
    own = hashlib.blake2b(sys.version.encode())
    for path in (path for package in PACKAGES for path in sorted((PROGRAM / package).rglob("*.py"))):
        own.update(path.read_bytes())
    installed = (found.name for folder in sys.path if folder.endswith("-packages") for found in libraries(folder))
    own.update("\0".join(sorted(installed)).encode())
    return own.digest()


def libraries(folder: str) -> Iterator[Path]:
    """Yield what tells each library in a folder, with its version in its name."""
    yield from Path(folder).glob("*.dist-info")


def digest(content: bytes) -> bytes:
    """Name some content."""
    return hashlib.blake2b(content, digest_size=DIGEST_BYTES).digest()
