"""No figure lies about."""

import pytest

from tests.conftest import WATER, Build, page


def test_a_fact_that_no_page_uses_is_a_problem(site: Build) -> None:
    built = site(WATER)

    assert built.said == ["content/facts.yaml:7: nothing uses `water` [unused-fact]"]


def test_a_source_that_nothing_rests_on_is_a_problem(site: Build) -> None:
    built = site("""
        -- content/facts.yaml --
        sources:
          handbook: {agency: The Agency, title: The Handbook}
          leaflet: {agency: The Agency, title: The Leaflet}
    """)

    assert built.said == ["content/facts.yaml:3: nothing uses `leaflet` [unused-fact]"]


@pytest.mark.parametrize("more", ["", "draft: true\n", "publish: 2027-01-01\n", "expires: 2026-01-01\n"])
def test_a_fact_that_a_page_uses_at_any_time_is_fine(site: Build, more: str) -> None:
    assert site(WATER + page("Keep {{ water }}.", more=more)).said == []


@pytest.mark.parametrize("more", ["", "draft: true\n", "publish: 2027-01-01\n", "expires: 2026-01-01\n"])
def test_a_source_that_only_a_page_rests_on_is_fine(site: Build, more: str) -> None:
    leaflet = "  leaflet: {agency: The Agency, title: The Leaflet}\nfacts:"
    built = site(WATER.replace("facts:", leaflet) + page("Keep {{ water }}.", more=f"sources: [leaflet]\n{more}"))

    assert built.said == []


def test_nothing_is_said_while_a_page_cannot_be_read(site: Build) -> None:
    """It may be the page that uses the fact."""
    built = site(WATER + page("Keep {{ water }}.", more="draft: perhaps\n"))

    assert built.said == ["content/en/storm.md:6:1: `draft` is `perhaps` [wrong-value]"]
