"""A page fits through a thin wire."""

from collections.abc import Iterator

from site_builder.checks.blame import pages_of
from site_builder.model import Built
from site_builder.problems import Problem


def page_weight(built: Built) -> Iterator[Problem]:
    """A page with all its parts stays within the budget, compressed.

    Example:
        content/en/storm.md: the page weighs 71,300 compressed bytes, and 60,000 fit

    Why: 60 kB takes about ten seconds on one bar of signal, 50 kbit/s; people give up soon after.
    Fix: make the largest part smaller; the budgets are `page_bytes` and `home_bytes` under `budgets` in site.yaml.
    """
    budgets = built.site.settings.budgets
    for output, page in pages_of(built):
        weight = built.weights[output.path]
        limit = budgets.home_bytes if page.meta.kind == "home" else budgets.page_bytes
        if weight.total_bytes > limit:
            parts = sorted(weight.parts, key=lambda part: -part[1])[:3]
            largest = ", ".join(f"{path} {size:,}" for path, size in parts)
            message = (
                f"the page weighs {weight.total_bytes:,} compressed bytes, and {limit:,} fit;"
                f" the largest parts: {largest}"
            )
            hint = "Split the page, or make the largest part smaller"
            yield Problem(page.source.path, 0, "page-weight", message, hint)
