"""Every figure in guidance says who says so."""

import pytest

from tests.conftest import WATER, Build, page

FIGURES = [
    "72 hours",
    "1,000 gallons",
    "2.5 miles",
    "two weeks",
    "ten to fifteen minutes",
    "10 to 14 days",
    "3 or 4 cups",
    "one gallon",
    "three full days",
    "50 percent",
    "50%",
    "50 %",
    "120°",
    "40 degrees",
    "24-hour",
    "two-year",
    "Six feet",
]


@pytest.mark.parametrize("kind", ["guide", "hazard"])
def test_a_figure_in_the_description_of_guidance_is_a_problem(site: Build, kind: str) -> None:
    built = site(
        f"""
        -- content/en/storm.md --
        ---
        title: Storm
        description: What to know about the first 72 hours of a storm.
        checked: 2026-11-01
        kind: {kind}
        {"happening: A storm comes" if kind == "hazard" else "order: 1"}
        ---
        ::: do-now
        1. Get in.
        :::

        ::: contrast
        Low is safe.
        :::

        ## Before

        ## During

        ## After
        """
    )

    assert built.said == ["content/en/storm.md:3: `72 hours` is a figure without a source [uncited-number]"]


@pytest.mark.parametrize("figure", FIGURES)
def test_a_number_with_a_unit_is_a_problem_at_its_line(site: Build, figure: str) -> None:
    built = site(page(f"Words.\n\nSo {figure} will do.", kind="guide"))

    assert built.said == [f"content/en/storm.md:9: `{figure}` is a figure without a source [uncited-number]"]


def test_the_same_figure_is_a_problem_at_each_of_its_lines(site: Build) -> None:
    built = site(
        page(
            "Keep 72\nhours.\n\nTable: How long\n\n| Who | How long |\n| --- | --- |\n| All | 72 hours |", kind="guide"
        )
    )

    assert built.said == [
        "content/en/storm.md:7: `72 hours` is a figure without a source [uncited-number]",
        "content/en/storm.md:14: `72 hours` is a figure without a source [uncited-number]",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Call 911.",
        "Take step 2 now.",
        "Do these two things.",
        "Wait a few minutes.",
        "It can be hours or days.",
        "Take one of the bags.",
        "Use `72 hours` there.",
    ],
)
def test_a_number_without_a_unit_or_a_unit_without_a_number_is_fine(site: Build, words: str) -> None:
    assert site(page(words, kind="guide")).said == []


def test_a_figure_that_comes_from_a_fact_is_fine(site: Build) -> None:
    assert site(WATER + page("Keep {{ water }} for each day.", kind="guide")).said == []


@pytest.mark.parametrize("figure", FIGURES)
def test_a_page_that_is_not_guidance_may_have_figures(site: Build, figure: str) -> None:
    assert site(page(f"So {figure} will do.")).said == []
