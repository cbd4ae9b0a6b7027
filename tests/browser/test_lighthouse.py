"""Lighthouse gives full marks to the pages that matter most, on its slow 4G."""

import pytest

from tests.browser.conftest import Served
from tests.browser.lighthouse import CATEGORIES, tries_of


@pytest.mark.parametrize("kind", ["home", "hazard", "form"])
def test_lighthouse_gives_full_marks(
    kind: str, request: pytest.FixtureRequest, served: Served, chromium_path: str
) -> None:
    """Nothing moves. The mark for speed depends on the machine: docs/measures.md has it, and no test does."""
    if "node" in request.config.getoption("--without"):
        pytest.skip("left out with --without node")
    page = next(each for each in served.built.site.pages if each.meta.kind == kind)
    marks = next(tries_of(served.url + page.address, chromium_path))

    assert marks.layout_shift == 0
    assert {name: mark for name, mark in marks.categories.items() if name != "performance"} == dict.fromkeys(
        CATEGORIES[1:], 100
    )
