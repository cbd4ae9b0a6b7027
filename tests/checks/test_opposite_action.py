"""What saves a life in one danger can cost it in another."""

from tests.conftest import Build, page

SHAPE = """
::: do-now
1. Get in.
:::

::: contrast
{contrast}
:::

## Before

## During

## After

{after}
"""


def hazard(name: str, contrast: str, after: str = "Rest.", language: str = "en") -> str:
    """Return a hazard page as text; its contrast block begins on line 12."""
    return page(
        SHAPE.format(contrast=contrast, after=after),
        f"{language}/{name}.md",
        f"{name.capitalize()} {language}",
        "hazard",
        f"happening: A {name} comes {language}\n",
    )


SAY = "the contrast block does not lead to"
PAIRS = "[[/wind/, /flood/]]"


def test_a_hazard_whose_contrast_does_not_lead_to_its_opposite_is_a_problem(site: Build) -> None:
    """Either of a pair must warn of the other."""
    built = site(hazard("wind", "Low is safe.") + hazard("flood", "High is safe."), opposites=PAIRS)

    assert built.said == [
        f"content/en/flood.md:12: {SAY} `/wind/` [opposite-action]",
        f"content/en/wind.md:12: {SAY} `/flood/` [opposite-action]",
    ]


def test_a_link_outside_the_contrast_block_does_not_count(site: Build) -> None:
    built = site(
        hazard("wind", "Low is safe.", "See [the flood](/flood/).") + hazard("flood", "Not in [wind](/wind/)."),
        opposites=PAIRS,
    )

    assert built.said == [f"content/en/wind.md:12: {SAY} `/flood/` [opposite-action]"]


def test_the_page_that_sets_the_ways_apart_must_be_named(site: Build) -> None:
    built = site(hazard("wind", "Low is safe."), which_way="/about-this-site/")

    assert built.said == [f"content/en/wind.md:12: {SAY} `/about-this-site/` [opposite-action]"]


def test_a_contrast_with_all_its_links_is_fine(site: Build) -> None:
    built = site(
        hazard("wind", "Not in [a flood](/flood/). [All ways](/about-this-site/).")
        + hazard("flood", "Not in [wind](/wind/). [All ways](/about-this-site/)."),
        opposites=PAIRS,
        which_way="/about-this-site/",
    )

    assert built.said == []


def test_a_page_in_another_language_leads_to_its_own_opposite(site: Build) -> None:
    built = site(
        page("Hola.", "es/index.md", "Inicio", "home")
        + hazard("wind", "Not in [a flood](/flood/).")
        + hazard("flood", "Not in [wind](/wind/).")
        + hazard("wind", "No en [agua](/flood/).", language="es")
        + hazard("flood", "No en [viento](/es/wind/).", language="es"),
        opposites=PAIRS,
        languages="{en: English, es: Español}",
    )

    assert built.said == [f"content/es/wind.md:12: {SAY} `/es/flood/` [opposite-action]"]
