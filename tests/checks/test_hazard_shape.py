"""Every hazard page is built alike."""

import pytest

from tests.conftest import Build, page

GOOD = """\
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
"""


def hazard(body: str) -> str:
    """Return a hazard page as text; its body begins on line 8."""
    return page(body, kind="hazard", more="happening: A storm comes\n")


def test_a_hazard_page_with_all_its_parts_is_fine(site: Build) -> None:
    assert site(hazard(GOOD)).said == []


def test_a_page_of_another_kind_may_have_any_shape(site: Build) -> None:
    assert site(page("Words.", kind="guide")).said == []


def test_an_empty_hazard_page_lacks_every_part(site: Build) -> None:
    built = site(hazard(""))

    assert built.said == [
        "content/en/storm.md:8: the page does not begin with its one do-now block [hazard-shape]",
        "content/en/storm.md:8: the page has no contrast block [hazard-shape]",
        "content/en/storm.md:8: the page has no heading with the id `after` [hazard-shape]",
        "content/en/storm.md:8: the page has no heading with the id `before` [hazard-shape]",
        "content/en/storm.md:8: the page has no heading with the id `during` [hazard-shape]",
    ]


BEGIN = "content/en/storm.md:8: the page does not begin with its one do-now block [hazard-shape]"


@pytest.mark.parametrize(
    "body",
    [
        "Words first.\n\n" + GOOD,
        GOOD.replace("::: do-now", "::: warning\nTake care.\n:::\n\n::: do-now"),
        GOOD + "\n::: do-now {#again}\n1. Get out.\n:::\n",
    ],
    ids=["words before it", "another block before it", "a second one"],
)
def test_a_hazard_page_begins_with_its_one_do_now_block(site: Build, body: str) -> None:
    assert site(hazard(body)).said == [BEGIN]


@pytest.mark.parametrize(
    ("steps", "count"), [("- Get in.\n- Get down.", 0), ("\n".join(f"{each}. Go." for each in range(1, 9)), 8)]
)
def test_a_do_now_block_has_one_to_seven_numbered_steps(site: Build, steps: str, count: int) -> None:
    built = site(hazard(GOOD.replace("1. Get in.\n2. Get down.", steps)))

    assert built.said == [
        f"content/en/storm.md:8: the do-now block has {count} numbered steps, and 1 to 7 fit [hazard-shape]"
    ]


def test_seven_steps_fit(site: Build) -> None:
    steps = "\n".join(f"{each}. Go." for each in range(1, 8))

    assert site(hazard(GOOD.replace("1. Get in.\n2. Get down.", steps))).said == []


def test_the_headings_may_have_other_words_with_the_same_ids(site: Build) -> None:
    built = site(hazard(GOOD.replace("## Before", "## Ahead of the storm {#before}")))

    assert built.said == []
