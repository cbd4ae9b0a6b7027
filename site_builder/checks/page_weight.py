"""A page fits through a thin wire."""

import gzip
from collections.abc import Iterator

from site_builder.checks.blame import pages_of
from site_builder.model import Built, Output
from site_builder.problems import Problem


def page_weight(built: Built) -> Iterator[Problem]:
    """A page with all its parts stays within the budget, compressed.

    Example:
        content/en/storm.md: the page weighs 71,300 compressed bytes, and 60,000 fit

    Why: 60 kB takes about ten seconds on one bar of signal, 50 kbit/s; people give up soon after.
    Fix: make the largest part smaller; the budget is `budgets.page_bytes` in site.yaml.
    """
    limit = built.site.settings.budgets.page_bytes
    sizes = {output.path: compressed(output) for output in built.outputs}
    scripts = [path for path in sizes if path.startswith("assets/")]
    for output, page in pages_of(built):
        prefix = built.site.settings.base_path
        pictures = (image.address.removeprefix(prefix).lstrip("/") for image in built.documents[output.path].images)
        parts = {path: sizes[path] for path in (output.path, *scripts, *pictures) if path in sizes}
        total = sum(parts.values())
        if total > limit:
            largest = ", ".join(
                f"{path} {size:,}" for path, size in sorted(parts.items(), key=lambda each: -each[1])[:3]
            )
            message = f"the page weighs {total:,} compressed bytes, and {limit:,} fit; the largest parts: {largest}"
            yield Problem(
                page.source.path,
                0,
                "page-weight",
                message,
                "Split the page, or make the largest part smaller",
            )


def compressed(output: Output) -> int:
    """Return how many bytes a file takes on the wire; pictures are compressed already."""
    if output.path.endswith((".html", ".js", ".css", ".svg", ".txt", ".xml", ".json")):
        return len(gzip.compress(output.body, 9, mtime=0))
    return len(output.body)
