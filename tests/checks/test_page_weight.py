"""A page fits through a thin wire."""

import gzip

import pytest

from tests.conftest import POINT, Build, Tried, page

PICTURE = f"-- content/images/shelters.png --\n{'x' * (7000 - len(POINT))}\n"
BODY = "![The nearest shelters](/images/shelters.png)"


def parts(built: Tried) -> dict[str, int]:
    """Return how many bytes each part of the storm page takes on the wire."""
    paths = [
        "storm/index.html",
        *(path for path in built.paths if path.startswith(("assets/site.", "assets/offline."))),
    ]
    assert len(paths) == 3
    packed = {path: len(gzip.compress(built.output(path).body, 9, mtime=0)) for path in paths}
    return {**packed, "icon.svg": packed_icon(built), "images/shelters.png": 7001}


def packed_icon(built: Tried) -> int:
    """Return how many bytes the mark takes on the wire."""
    return len(gzip.compress(built.output("icon.svg").body, 9, mtime=0))


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


def test_the_home_page_has_a_budget_of_its_own(site: Build) -> None:
    said = site(budgets="{home_bytes: 100}").said

    assert [each.split(" the page weighs")[0] for each in said] == ["content/en/index.md:"]


def test_a_script_of_a_component_weighs_only_where_the_component_stands(site: Build) -> None:
    built = site(page("::: checklist\n- Water\n:::") + page(title="Calm", path="en/calm.md")).built
    assert built is not None
    loaded = {
        path: [part.partition(".")[0] for part, _ in weight.parts]
        for path, weight in built.weights.items()
        if path in ("storm/index.html", "calm/index.html")
    }

    assert loaded == {
        "storm/index.html": ["storm/index", "icon", "assets/site", "assets/checklist", "assets/offline"],
        "calm/index.html": ["calm/index", "icon", "assets/site", "assets/offline"],
    }


def test_a_page_that_weighs_exactly_the_budget_is_fine(site: Build) -> None:
    total = sum(parts(site(PICTURE + page(BODY))).values())

    assert site(PICTURE + page(BODY), budgets=f"{{page_bytes: {total}}}").said == []
