"""A page fits through a thin wire."""

import gzip

import pytest

from tests.conftest import Build, Tried, page

PICTURE = f"-- content/images/shelters.png --\n{'x' * 7000}\n"
BODY = "![The nearest shelters](/images/shelters.png)"


def parts(built: Tried) -> dict[str, int]:
    """Return how many bytes each part of the storm page takes on the wire."""
    paths = ["storm/index.html", *(path for path in built.paths if path.startswith("assets/"))]
    assert len(paths) > 1
    packed = {path: len(gzip.compress(built.output(path).body, 9, mtime=0)) for path in paths}
    return {**packed, "images/shelters.png": 7001}


@pytest.mark.parametrize("base_url", ["https://example.org", "https://example.org/folder"])
def test_a_page_that_weighs_too_much_with_all_its_parts_is_a_problem(site: Build, base_url: str) -> None:
    sizes = parts(site(PICTURE + page(BODY), base_url=base_url))
    total = sum(sizes.values())
    built = site(PICTURE + page(BODY), base_url=base_url, budgets=f"{{page_bytes: {total - 1}}}")

    largest = sorted(sizes.items(), key=lambda each: -each[1])[:3]
    assert built.said == [
        f"content/en/storm.md: the page weighs {total:,} compressed bytes, and {total - 1:,} fit;"
        f" the largest parts: {', '.join(f'{path} {size:,}' for path, size in largest)} [page-weight]"
    ]


def test_a_page_that_weighs_exactly_the_budget_is_fine(site: Build) -> None:
    total = sum(parts(site(PICTURE + page(BODY))).values())

    assert site(PICTURE + page(BODY), budgets=f"{{page_bytes: {total}}}").said == []
