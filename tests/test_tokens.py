"""Every colour that text may have can be read on every colour it may stand on, in the light and in the dark."""

import re
from itertools import product

import pytest

from site_builder.assets import read_assets, read_colours
from site_builder.project import read_project
from tests.conftest import ROOT

PAPERS = ("paper", "calm", "now", "danger", "safe")
INKS = ("ink", "quiet", "link", "visited", "now-ink", "danger-ink", "safe-ink")
BANDS = (("band-ink", "band"), ("signal", "band"), ("signal-ink", "signal"))
EDGES = ("line", "focus", "now-ink", "danger-ink", "safe-ink", "link")
MODES = ("light", "dark")


def tokens(mode: str) -> dict[str, str]:
    """Return the colours of the style sheet by name."""
    return read_colours((ROOT / "templates/tokens.css").read_text())[mode]


def luminance(colour: str) -> float:
    """Return how bright a colour is, from 0.0 (black) to 1.0 (white). Source: WCAG 2.2, "relative luminance"."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Return how far two colours stand apart, from 1.0 (the same) to 21.0. Source: WCAG 2.2, "contrast ratio"."""
    darker, brighter = sorted((luminance(one), luminance(other)))
    return (brighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast_ratio("#07476f", "#07476f") == 1


@pytest.mark.parametrize("mode", MODES)
def test_text_stands_out_from_what_is_behind_it_at_seven_to_one(mode: str) -> None:
    """Success criterion 1.4.6, "Contrast (Enhanced)"."""
    colours = tokens(mode)
    ratios = {pair: contrast_ratio(*map(colours.__getitem__, pair)) for pair in (*product(INKS, PAPERS), *BANDS)}

    assert len(ratios) == 38
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 7} == {}


@pytest.mark.parametrize("mode", MODES)
def test_edges_and_focus_rings_stand_out_at_three_to_one(mode: str) -> None:
    """Success criteria 1.4.11, "Non-text Contrast", and 2.4.13, "Focus Appearance"."""
    colours = tokens(mode)
    ratios = {pair: contrast_ratio(*map(colours.__getitem__, pair)) for pair in product(EDGES, PAPERS)}
    ratios["signal", "band"] = contrast_ratio(colours["signal"], colours["band"])

    assert len(ratios) == 31
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 3} == {}


def test_no_colour_is_named_outside_the_tokens() -> None:
    """A colour that stands elsewhere escapes the tests above. Paper has its own black and white."""
    sheets = [path for path in (ROOT / "templates").rglob("*.css") if path.name not in ("tokens.css", "print.css")]
    named = {path.name: re.findall(r"#[0-9a-f]{3,6}\b", path.read_text()) for path in sheets}

    assert len(named) >= 8
    assert {name: colours for name, colours in named.items() if colours} == {}


def test_every_colour_is_used_and_every_used_one_is_there() -> None:
    sheets = "".join(path.read_text() for path in (ROOT / "templates").rglob("*.css"))
    used = set(re.findall(r"var\(--([\w-]+)", sheets))
    defined = set(re.findall(r"--([\w-]+): ", sheets))

    assert used
    assert used == defined


def test_the_style_of_all_pages_is_under_ten_kilobytes() -> None:
    """It goes into each page, ahead of the do-now list."""
    assert 5_000 < len(read_assets(read_project(ROOT)).style) < 10_000
