"""How hard English text is to read."""

import pytest

from site_builder.readability import grade_level, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("go", 1),
        ("the", 1),
        ("make", 1),
        ("homes", 1),
        ("walked", 1),
        ("needed", 2),
        ("wanted", 2),
        ("water", 2),
        ("table", 2),
        ("people", 2),
        ("boxes", 2),
        ("dishes", 2),
        ("churches", 2),
        ("places", 2),
        ("don't", 1),
        ("shelter-in", 3),
        ("Emergency", 4),
        ("evacuate", 3),
        ("NOW", 1),
        ("72", 1),
        ("1,000", 1),
    ],
)
def test_syllables_are_groups_of_vowels_less_a_silent_ending(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_the_formula() -> None:
    """Twelve words, two sentences, twenty-one syllables."""
    passages = ["Emergency managers recommend water and food. Store water in a cool place."]

    assert round(grade_level(passages), 4) == round(0.39 * 12 / 2 + 11.8 * 21 / 12 - 15.59, 4)


def test_each_passage_ends_a_sentence() -> None:
    """The items of a list have no full stop, and are not one long sentence."""
    assert grade_level(["Store the water", "Store the beans"]) == grade_level(["Store the water. Store the beans."])


@pytest.mark.parametrize("passages", [[], [""], ["… –"]])
def test_no_words_have_no_grade(passages: list[str]) -> None:
    assert grade_level(passages) == 0.0


def test_the_plainest_words_do_not_fall_below_zero() -> None:
    assert grade_level(["Go in. Sit. Stay."]) == 0.0


def test_longer_sentences_and_longer_words_are_harder() -> None:
    short = grade_level(["Bring the water in. Then shut the doors and windows."])
    long = grade_level(["Bring the water in and then shut the doors and windows."])
    hard = grade_level(["Transport the water in and then secure the apertures and entrances."])

    assert 0 < short < long < hard
