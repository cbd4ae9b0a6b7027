"""Knows how hard English text is to read, as a United States school grade."""

import re
from collections.abc import Iterable
from functools import lru_cache

from site_builder.document import Document

WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
SENTENCE_END = re.compile(r"[.!?]\s+")
PROSE = frozenset(("p", "li", "dd", "blockquote", "section", "div"))
SILENT = re.compile(r"(?:(?<![td])ed|(?<![sxzcg])(?<!ch)(?<!sh)es|(?<!l)e)$")


def grade_level(passages: Iterable[str]) -> float:
    """Return the Flesch-Kincaid grade of some passages; each passage ends a sentence. 0.0 for no words.

    Grade = 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
    Source: Kincaid, Fishburne, Rogers and Chissom, "Derivation of New Readability Formulas", Naval Technical Training
    Command Research Branch Report 8-75, 1975.
    """
    counts = [counted(passage) for passage in passages]
    sentences, words, spoken = (sum(each[number] for each in counts) for number in range(3))
    return max(0.0, 0.39 * words / sentences + 11.8 * spoken / words - 15.59) if words else 0.0


@lru_cache(maxsize=50_000)
def counted(passage: str) -> tuple[int, int, int]:
    """Return how many sentences, words and syllables a passage has."""
    sentences = sum(1 for text in SENTENCE_END.split(passage) if WORD.search(text))
    pieces = passage.split()
    return sentences, sum(map(words_in, pieces)), sum(map(spoken_in, pieces))


@lru_cache(maxsize=50_000)
def words_in(piece: str) -> int:
    """Return how many words stand between two spaces: most pieces of a text are of a few hundred words."""
    return len(WORD.findall(piece))


@lru_cache(maxsize=50_000)
def spoken_in(piece: str) -> int:
    """Return how many syllables stand between two spaces."""
    return sum(map(syllables, WORD.findall(piece)))


def syllables(word: str) -> int:
    """Return about how many syllables a word has: its groups of vowels, less a silent ending. A number has one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) > 3:
        letters = SILENT.sub("", letters)
    return max(1, len(re.findall(r"[aeiouy]+", letters)))


def prose(document: Document, component: str) -> list[str]:
    """Return the running text inside a component; headings, tables and terms are not sentences."""
    return [each.text for each in document.passages if component in each.inside and each.element in PROSE]
