"""Knows what a publish would take from readers who had the one before, and what of that a person must allow."""

from collections.abc import Collection, Iterator, Sequence

from site_builder.outputs.manifest import Manifest
from site_builder.problems import Problem

SHOWN = 3


def losses(last: Manifest, there: Collection[str], most_percent: int, named: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each essential page that would be gone, and one when too many of the pages would be.

    `there` are the paths of all files that would be public. A page that moved, or that says at its address that its
    time is over, is not gone. `named` are the addresses that may be lost: an essential page by its own, any other also
    by that of a page above it.
    """
    pages = [entry for entry in last.files if entry.page]
    gone = [entry for entry in pages if entry.path not in there and entry.address not in named]
    for entry in gone:
        if entry.page == "essential":
            message = f"`{entry.address}` is public and essential, and would be gone"
            hint = f"Bring it back, or publish with `--lose {entry.address}`"
            yield Problem(entry.path, 0, "lost-essential", message, hint)
    unnamed = [entry.address for entry in gone if not entry.address.startswith(tuple(named))]
    if 100 * len(unnamed) > most_percent * len(pages):
        message = (
            f"{len(unnamed)} of the {len(pages)} public pages would be gone, and {most_percent} in a hundred may:"
            f" {some(unnamed)}"
        )
        hint = "Bring them back, or publish with `--lose` and the address of each, or of a page above them"
        yield Problem("manifest.json", 0, "lost-pages", message, hint)


def some(addresses: Sequence[str]) -> str:
    """Return the first addresses, and how many more there are."""
    more = f" and {len(addresses) - SHOWN} more" if len(addresses) > SHOWN else ""
    return ", ".join(f"`{each}`" for each in addresses[:SHOWN]) + more
