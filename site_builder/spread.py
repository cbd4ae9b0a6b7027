"""Knows how to share work among the processors of a computer, and to show how far it is. Knows nothing of the work."""

import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeVar

Item = TypeVar("Item")

HEAD = struct.Struct("<I")
LEAST = 32
"""With fewer items to do, to start processes takes longer than it saves."""


@dataclass(frozen=True)
class Worker:
    """Another process at work, and what it sends."""

    process: int
    sent: BinaryIO


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(work: Callable[[Item], bytes], items: Sequence[Item], jobs: int) -> Iterator[bytes]:
    """Yield what some work makes of each item, in their order, done by so many processes where that pays.

    A terminal shows how far it is.
    """
    pays = jobs > 1 and len(items) >= LEAST and sys.platform == "linux"
    results = shared(work, items, jobs) if pays else map(work, items)
    return with_progress(results, len(items)) if is_watched(len(items)) else iter(results)


def shared(work: Callable[[Item], bytes], items: Sequence[Item], jobs: int) -> Iterator[bytes]:
    """Yield what some processes make of each item.

    The first item is done before they part, so that each begins with what it loads. What a process could not do is done
    here, so that a fault shows as if there were only one.
    """
    yield work(items[0])
    workers: list[Worker] = []
    try:
        for number in range(jobs):
            workers.append(begin(work, items[1 + number :: jobs], workers))
        for number, item in enumerate(items[1:]):
            result = received(workers[number % jobs].sent)
            yield work(item) if result is None else result
    finally:
        for worker in workers:
            worker.sent.close()
            os.kill(worker.process, signal.SIGTERM)
            os.waitpid(worker.process, 0)


def begin(work: Callable[[Item], bytes], items: Sequence[Item], others: Sequence[Worker]) -> Worker:
    """Start a process that sends what some work makes of each item. It ends when nobody reads any more."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return Worker(process, os.fdopen(reading, "rb"))
    try:
        os.close(reading)
        for other in others:
            other.sent.close()
        with os.fdopen(writing, "wb") as sending:
            for item in items:
                result = work(item)
                sending.write(HEAD.pack(len(result)) + result)
                sending.flush()
    finally:
        os._exit(0)  # what the first process holds open is not for this one to end


def received(sent: BinaryIO) -> bytes | None:
    """Return the next thing that a process sends, None when it ended before."""
    head = sent.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    (size,) = HEAD.unpack(head)
    result = sent.read(size)
    return result if len(result) == size else None


def is_watched(total: int) -> bool:
    """Tell whether somebody waits for long work at a terminal."""
    return total >= LEAST and sys.stderr.isatty() and not os.environ.get("CI")


def with_progress(results: Iterator[bytes], total: int) -> Iterator[bytes]:
    """Yield results, and show on one line of the terminal how many there are; the line goes at the end."""
    for done, result in enumerate(results, 1):
        if done % max(1, total // 100) == 0:
            bar = "#" * (20 * done // total)
            print(f"\r[{bar:20}] {done:,} of {total:,}", end="", file=sys.stderr, flush=True)
        yield result
    print("\r\033[K", end="", file=sys.stderr, flush=True)
