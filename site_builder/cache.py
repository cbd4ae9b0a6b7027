"""Knows how to remember, from one process to the next, what pure functions returned: in one file, read at once.

What is remembered is found by the content it was made of. Whatever made it is part of the file's own digest, so that
another version of this program, of Python or of a library begins with nothing.
"""

import hashlib
import pickle
import struct
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import cast

from site_builder.memory import Outcome, joined, name_of
from site_builder.problems import Item, Problem, Result, attempt
from site_builder.spread import spread

PROGRAM = Path(__file__).resolve().parent.parent
PACKAGES = ("form_endpoint", "site_builder")
DIGEST_BYTES = 16
HEAD = struct.Struct(f"<{DIGEST_BYTES}sI")


class Cache:
    """Applies functions as `attempt` does, but not to what an earlier process applied them to.

    A function is told by its name, and an item by its `repr`: both must say all that the result depends on.
    """

    def __init__(self, before: Mapping[bytes, bytes], jobs: int = 1) -> None:
        self.before = before
        self.jobs = jobs
        self.now: dict[bytes, bytes] = {}

    def each(
        self, function: Callable[[Item], Result], items: Iterable[Item]
    ) -> tuple[tuple[Result, ...], tuple[Problem, ...]]:
        """Return what `attempt` returns for a pure function. What is not remembered is found by `jobs` processes."""
        asked = [(key_of(function, item), item) for item in items]
        fresh = {key: item for key, item in asked if key not in self.before and key not in self.now}
        self.now.update(zip(fresh, spread(partial(pack, function), tuple(fresh.values()), self.jobs), strict=True))
        self.now.update((key, self.before[key]) for key, _ in asked if key not in self.now)
        return joined([unpack(self.now[key]) for key, _ in asked])

    @property
    def is_changed(self) -> bool:
        """Tell whether there is something to keep or to forget since the file was read."""
        return self.now.keys() != self.before.keys()


def key_of(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a result is found by."""
    return digest(f"{name_of(function)}\0{item!r}".encode(errors="surrogatepass"))


def pack(function: Callable[[Item], Result], item: Item) -> bytes:
    """Return what a function makes of one item, as it is kept."""
    return zlib.compress(pickle.dumps(attempt(function, [item]), pickle.HIGHEST_PROTOCOL), 1)


def unpack(packed: bytes) -> Outcome:
    """Return what a function made of one item."""
    return cast("Outcome", pickle.loads(zlib.decompress(packed)))


def read_cache(file: Path, jobs: int = 1) -> Cache:
    """Return what a file remembers; nothing when it is not there, not whole, or of another version."""
    whole = file.read_bytes() if file.is_file() else b""
    content = memoryview(whole)[DIGEST_BYTES:]
    return Cache(dict(entries(content)) if whole[:DIGEST_BYTES] == seal(content) else {}, jobs)


def write_cache(cache: Cache, file: Path) -> None:
    """Keep what the last build asked for. A disk that refuses costs only time at the next build."""
    if not cache.is_changed:
        return
    content = b"".join(part for key, packed in cache.now.items() for part in (HEAD.pack(key, len(packed)), packed))
    keep(file, seal(content) + content)


def keep(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, if the disk lets us."""
    beside = file.with_suffix(".new")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(file)


def entries(content: memoryview) -> Iterator[tuple[bytes, bytes]]:
    """Yield each key of a file with what is packed under it."""
    place = 0
    while place < len(content):
        key, size = HEAD.unpack_from(content, place)
        place += HEAD.size
        yield key, bytes(content[place : place + size])
        place += size


def seal(content: bytes | memoryview) -> bytes:
    """Return the digest that a file with some content begins with, when this very program wrote it."""
    return digest(version() + content)


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
