"""Knows the one file in which builds leave what they found: a small database, read only as far as somebody asks.

Its rows are batches of values. The bulky bytes in a batch stand behind it, so that a value is known without them; they
are fetched one by one.
"""

import os
import pickle
import sqlite3
import struct
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

KEY_BYTES = 16
BATCH = 64
"""How many values are read and written as one: to find a row costs more than to read it."""
TABLE = (
    "CREATE TABLE IF NOT EXISTS batch (number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " keys BLOB NOT NULL, seal INTEGER NOT NULL, packed BLOB NOT NULL, bulk BLOB NOT NULL)"
)


class Damaged(Exception):
    """What a file remembers is gone since it was opened, or is not as it was written: without it a build goes well."""


class Away(bytes):
    """The name of bytes that stand in a file: the number of their batch, their place, length and checksum, the path."""

    FORM = struct.Struct("<qqqL")

    def fetch(self, database: sqlite3.Connection | None = None) -> bytes:
        """Return the bytes, read as the one reads who writes to the file now, or as all others do. Raises Damaged."""
        number, start, size, seal = self.FORM.unpack_from(self)
        try:
            reader = database or reading(os.fsdecode(self[self.FORM.size :]), os.getpid())
            with reader.blobopen("batch", "bulk", number, readonly=True) as bulk:
                bulk.seek(start)
                found = bulk.read(size)
        except (sqlite3.Error, ValueError) as fault:
            raise Damaged from fault
        if zlib.crc32(found) != seal:
            raise Damaged
        return found


@lru_cache(maxsize=1)
def reading(path: str, _process: int) -> sqlite3.Connection:
    """Return a way for one process to read a file: none may use that of another. Raises sqlite3.Error."""
    return sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True)


class Store:
    """Values by their keys, as a file keeps them; one that cannot be read or written is as none."""

    def __init__(self, file: Path | None) -> None:
        self.file = file.absolute() if file else None
        self.database = opened(self.file)
        self.keys: dict[int, Sequence[bytes]] = {}
        self.places: dict[bytes, tuple[int, int]] = {}
        self.read: dict[int, Sequence[Any]] = {}
        with suppress(sqlite3.DatabaseError):
            for number, keys in self.database.execute("SELECT number, keys FROM batch"):
                self.keys[number] = [keys[start : start + KEY_BYTES] for start in range(0, len(keys), KEY_BYTES)]
                self.places.update((key, (number, place)) for place, key in enumerate(self.keys[number]))

    def get(self, key: bytes) -> Any:
        """Return a value, None when there is none, or it is not as it was written."""
        number, place = self.places.get(key, (0, 0))
        if number and number not in self.read:
            self.read[number] = self.batch(number)
        return self.read[number][place] if number and self.read[number] else None

    def batch(self, number: int) -> Sequence[Any]:
        """Return the values of a batch, the bulky bytes in them left away; none when it is not as it was written."""
        with suppress(sqlite3.DatabaseError):
            for keys, seal, packed in self.database.execute(
                "SELECT keys, seal, packed FROM batch WHERE number = ?", (number,)
            ):
                if zlib.crc32(keys + packed) == seal:
                    plain, marks = pickle.loads(packed)
                    return cast("Sequence[Any]", pickle.loads(plain, buffers=away(self.file, number, marks)))
        return ()

    def write(self, values: Mapping[bytes, Any]) -> None:
        """Keep some values, and nothing else. Raises sqlite3.DatabaseError and Damaged."""
        whole = {number for number, keys in self.keys.items() if self.is_whole(number, keys, values)}
        moving = [key for key in values if self.places.get(key, (0, 0))[0] not in whole]
        if self.file is None or (not moving and len(whole) == len(self.keys)):
            return
        with self.database as database:
            database.execute("BEGIN IMMEDIATE")
            there = {number for (number,) in database.execute("SELECT number FROM batch")}
            for start in range(0, len(moving), BATCH):
                keys = moving[start : start + BATCH]
                row = written(keys, [values[key] for key in keys], database)
                database.execute("INSERT INTO batch (keys, seal, packed, bulk) VALUES (?, ?, ?, ?)", row)
            database.executemany("DELETE FROM batch WHERE number = ?", ((each,) for each in there - whole))

    def is_whole(self, number: int, keys: Sequence[bytes], values: Mapping[bytes, Any]) -> bool:
        """Tell whether a batch holds nothing but some of these values, and they are found there."""
        return self.read.get(number) != () and all(key in values and self.places[key][0] == number for key in keys)


def written(keys: Sequence[bytes], values: Sequence[Any], database: sqlite3.Connection) -> tuple[Any, ...]:
    """Return the columns of a batch; what of it stands in the file already is read from there. Raises Damaged."""
    plain, beside = apart(values)
    bulk = [each.fetch(database) if isinstance(each, Away) else each for each in beside]
    packed = pickle.dumps((plain, [(len(each), zlib.crc32(each)) for each in bulk]), pickle.HIGHEST_PROTOCOL)
    joined = b"".join(keys)
    return joined, zlib.crc32(joined + packed), packed, b"".join(bulk)


def apart(value: Any) -> tuple[bytes, list[bytes]]:
    """Return a value pickled without the bulky bytes in it, and those beside: `pickle.loads` takes both together."""
    beside: list[pickle.PickleBuffer] = []
    plain = pickle.dumps(value, pickle.HIGHEST_PROTOCOL, buffer_callback=beside.append)
    return plain, [memoryview(each).obj for each in beside]  # type: ignore[misc]


def away(file: Path | None, number: int, marks: Sequence[tuple[int, int]]) -> list[Away]:
    """Return the names of the bulky bytes of a batch, from the length and checksum of each."""
    path, start, names = os.fsencode(file or ""), 0, []
    for size, seal in marks:
        names.append(Away(Away.FORM.pack(number, start, size, seal) + path))
        start += size
    return names


def opened(file: Path | None) -> sqlite3.Connection:
    """Return a database in a file. A file that is none is begun anew; where none can be, it stands in memory."""
    for place in (file, file):
        with suppress(OSError):
            try:
                if place:
                    place.parent.mkdir(parents=True, exist_ok=True)
                return begun(os.fspath(place or ":memory:"))
            except sqlite3.DatabaseError as fault:
                forget(place, fault)
    return begun(":memory:")


def begun(path: str) -> sqlite3.Connection:
    """Return a database that has a table for batches. Raises sqlite3.DatabaseError."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")  # to wait for the disk costs more than to find a thing anew
    database.execute(TABLE)
    return database


def forget(file: Path | None, fault: Exception) -> None:
    """Delete a file that is not what SQLite wrote; one that is busy, or out of reach, is left alone."""
    if file and not isinstance(fault, sqlite3.OperationalError):
        with suppress(OSError):
            file.unlink(missing_ok=True)
