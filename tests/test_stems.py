"""A text becomes words without accents, capitals and the endings of grammar."""

import pytest

from site_builder.stems import stems

CASES = {
    "tornado tornados tornadoes": ["tornado"] * 3,
    "family families": ["famili"] * 2,
    "shelter shelters sheltering sheltered": ["shelter"] * 4,
    "stop stopped stopping": ["stop"] * 3,
    "freeze freezing": ["freez"] * 2,
    "boxes crashes glass gas virus": ["box", "crash", "glass", "gas", "virus"],
    "Niño’s don't": ["nino", "dont"],
    "inundación inundaciones huracán huracanes": ["inundacion"] * 2 + ["huracan"] * 2,
    "EO 932: 1-800-621-FEMA": ["eo", "932", "1", "800", "621", "fema"],
    "snow_day": ["snow", "day"],
    "": [],
}


@pytest.mark.parametrize("text", CASES)
def test_words_are_cut_to_what_they_share(text: str) -> None:
    assert stems(text) == CASES[text]
