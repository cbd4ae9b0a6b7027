"""Knows how to remember, from one process to the next, what pure functions returned.

What is remembered is found by the content it was made of. Whatever made it is part of that, so that another version of
this program, of Python or of a library begins with nothing.
"""

import hashlib
import pickle
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache as once
from functools import partial
from pathlib import Path
from typing import cast

from site_builder.memory import Outcome, joined, name_of
from site_builder.problems import Item, Problem, Result, attempt
from site_builder.spread import spread
from site_builder.store import KEY_BYTES, Damaged, Store, apart, forget

PROGRAM = Path(__file__).resolve().parent.parent
PACKAGES = ("form_endpoint", "site_builder")


class Cache:
    """Applies functions as `attempt` does, but not to what an earlier process applied them to.

    A function is told by its name, and an item by its `repr`: both must say all that the result depends on. What is
    found anew reaches the file with `write_cache`: builds do not wait for each other.
    """

    def __init__(self, file: Path | None, jobs: int = 1) -> None:
        self.store = Store(file)
        self.jobs = jobs
        self.known: dict[bytes, Outcome] = {}

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
        """Return what `attempt` returns for a pure function. What is not remembered is found by `jobs` processes."""
        asked: list[bytes] = []
        fresh: dict[bytes, Item] = {}
        for item in items:
            key = key_of(function, item)
            asked.append(key)
            if found := self.known.get(key) or self.store.get(key):
                self.known[key] = found
            else:
                fresh[key] = item
        for key, packed in zip(fresh, spread(partial(pack, function), tuple(fresh.values()), self.jobs), strict=True):
            self.known[key] = unpack(packed)
        return joined([self.known[key] for key in asked])


def key_of(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a result is found by."""
    return digest(version() + f"{name_of(function)}\0{item!r}".encode(errors="surrogatepass"))


def pack(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a function makes of one item, as one process hands it to another."""
    return pickle.dumps(apart(attempt(function, [item])), pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes) -> Outcome:
    """Return what a function made of one item."""
    plain, beside = pickle.loads(packed)
    return cast("Outcome", pickle.loads(plain, buffers=beside))


def write_cache(cache: Cache) -> None:
    """Keep what this build asked for, and nothing else. A disk that refuses costs only time at the next build."""
    try:
        cache.store.write(cache.known)
    except (sqlite3.DatabaseError, Damaged) as fault:
        forget(cache.store.file, fault)


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
    return hashlib.blake2b(content, digest_size=KEY_BYTES).digest()
