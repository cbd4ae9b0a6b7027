"""What to do now arrives first."""

import gzip

from tests.conftest import Build, Tried, page

HAZARD = page(
    """
    ::: do-now
    1. Get in.
    2. Get down.
    :::

    ::: contrast
    Low is safe here.
    :::

    ## Before

    ## During

    ## After
    """,
    kind="hazard",
    more="happening: A storm comes\n",
)


def compressed_until(end: str, built: Tried) -> int:
    """Return how many compressed bytes of the storm page come before the first time some text stands in it."""
    before, found, _ = built.text("storm/index.html").partition(end)
    assert found
    return len(gzip.compress(before.encode(), 9, mtime=0))


def test_a_do_now_list_that_ends_behind_the_budget_is_a_problem(site: Build) -> None:
    built = site(HAZARD, budgets="{first_packet_bytes: 500}")

    size, style = compressed_until("</section>", built), compressed_until("</style>", built)
    assert built.said == [
        f"content/en/storm.md: the do-now list ends after {size:,} compressed bytes, and 500 fit"
        f" ({style:,} are the style) [first-packet]"
    ]


def test_a_do_now_list_within_the_budget_is_fine(site: Build) -> None:
    assert site(HAZARD).said == []


def test_what_follows_the_do_now_list_does_not_count(site: Build) -> None:
    size = compressed_until("</section>", site(HAZARD))

    assert site(HAZARD, budgets=f"{{first_packet_bytes: {size}}}").said == []


def test_only_hazard_pages_are_held_to_the_first_packet(site: Build) -> None:
    built = site(page("::: do-now\n1. Get in.\n:::"), budgets="{first_packet_bytes: 1}")

    assert built.said == []
