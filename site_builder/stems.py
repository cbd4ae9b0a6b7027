"""Knows how a text becomes the words that searching compares: no accents, no capitals, no endings.

`templates/components/search/search.js` does the same to what a reader types; a test compares the two.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+")
APOSTROPHE = re.compile(r"['’]")
HISSING = re.compile(r"(?:ss|sh|ch|x|z)es$")
VOWEL = re.compile(r"[aeiouy]")
DOUBLED = re.compile(r"([bdfgmnprt])\1$")


def stems(text: str) -> list[str]:
    """Return the words of a text in order, each without its ending."""
    return [stem(word) for word in WORD.findall(folded(text))]


def folded(text: str) -> str:
    """Return a text in small letters, without accents and apostrophes."""
    if not text.isascii():
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if unicodedata.category(each)[0] != "M")
    return APOSTROPHE.sub("", text.lower())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a word without the endings that only grammar gives it: "tornadoes" as "tornado", "families" as "famili".

    A few rules that do for English and for the plurals of Spanish; two words that share a stem are found together.
    """
    word = without_s(word)
    for ending in ("ing", "ed"):
        start = word[: -len(ending)]
        if word.endswith(ending) and len(start) > 2 and VOWEL.search(start):
            word = DOUBLED.sub(r"\1", start)
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return f"{word[:-1]}i" if len(word) > 3 and word.endswith("y") else word


def without_s(word: str) -> str:
    """Return a word without the ending of a plural."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if HISSING.search(word) else word[:-1]
