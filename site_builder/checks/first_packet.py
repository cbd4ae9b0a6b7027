"""What to do now arrives first."""

import gzip
from collections.abc import Iterator

from site_builder.checks.blame import pages_of
from site_builder.model import Built
from site_builder.problems import Problem


def first_packet(built: Built) -> Iterator[Problem]:
    """On a hazard page everything up to the end of the do-now list fits the first flight of packets, style included.

    Example:
        content/en/hazards/storm.md: the do-now list ends after 15,020 compressed bytes, and 14,336 fit

    Why: 14,336 bytes is what a server may send before the phone answers: ten segments of 1,460 bytes, less headers
    (RFC 6928, "Increasing TCP's Initial Window"). On one bar of signal the next flight may take seconds.
    Fix: shorten what stands before the list; the budget is `budgets.first_packet_bytes` in site.yaml.
    """
    limit = built.site.settings.budgets.first_packet_bytes
    for output, page in pages_of(built):
        size = bytes_to_act(output.body) if page.meta.kind == "hazard" else 0
        if size > limit:
            style = compressed(output.body[: output.body.find(b"</style>")])
            message = (
                f"the do-now list ends after {size:,} compressed bytes, and {limit:,} fit ({style:,} are the style)"
            )
            yield Problem(page.source.path, 0, "first-packet", message, "Shorten the list or the style sheet")


def bytes_to_act(html: bytes) -> int:
    """Return how many compressed bytes a page takes to the end of its do-now list, 0 when it has none."""
    start = html.find(b'data-block="do-now"')
    return compressed(html[: html.find(b"</section>", start)]) if start >= 0 else 0


def compressed(html: bytes) -> int:
    """Return how many bytes some HTML takes on the wire."""
    return len(gzip.compress(html, 9, mtime=0))
