"""Knows one Markdown file, as it is on the disk and as text, and on which line something stands in it."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

from site_builder.packed import Packed

Terms = tuple[tuple[str, str], ...]
"""Abbreviations with their long forms, in order."""


@dataclass(frozen=True)
class File:
    """One Markdown file as it is on the disk, with what is known of it by its name; see `Source`.

    `digest` names its content and the abbreviations.
    """

    path: str
    digest: str
    language: str
    address: str
    content: bytes = field(repr=False)
    abbreviations: Terms = field(repr=False)


@dataclass(frozen=True)
class Source(Packed):
    """One Markdown file: `path` "content/en/storms.md", `address` "/storms/".

    `abbreviations` are those that its language's glossary spells out.
    """

    BULKY = ("text", "abbreviations")
    BESIDE = ("digest", "body_line")

    path: str
    text: str
    language: str
    address: str
    abbreviations: Terms = field(default_factory=tuple, hash=False)

    def line_of(self, words: str, occurrence: int = 1) -> int:
        """Return the line on which some words stand in the file, whatever marks are between them.

        Falls back to the first line of the body, since that is where a person would begin to look.
        """
        start = self.body_line
        parts = [re.escape(part) for part in re.findall(r"\w+", words)[:8]]
        body = "\n".join(self.text.split("\n")[start - 1 :])
        found = list(re.finditer(r"\W+".join(parts), body)) if parts else []
        if not found:
            return start
        return start + body.count("\n", 0, found[min(occurrence, len(found)) - 1].start())

    def line_of_heading(self, words: str, occurrence: int = 1) -> int:
        """Return the line on which a heading with some words stands for the nth time, else the line of the words."""
        parts = r"\W+".join(re.escape(part) for part in re.findall(r"\w+", words)[:8])
        return line_with(self.text, rf"(?m)^(?:#+|<h\d).*?{parts}", occurrence) or self.line_of(words, occurrence)

    def line_with(self, text: str, occurrence: int = 1) -> int:
        """Return the line on which an exact text stands for the nth time (or the last), 0 when it stands nowhere.

        The text may be broken into lines in the file.
        """
        return line_with(self.text, r"\s+".join(map(re.escape, text.split())), occurrence)

    def line_of_address(self, address: str, occurrence: int = 1) -> int:
        """Return the line that links to an address for the nth time, 0 when none does."""
        return line_with(self.text, rf"(?<![^\s(\"'<=\[:,]){re.escape(address)}(?![^\s)\"'>\],])", occurrence)

    @cached_property
    def digest(self) -> str:
        """Name the exact content of the source."""
        return hashlib.blake2b(repr(self).encode(), digest_size=16).hexdigest()

    @cached_property
    def body_line(self) -> int:
        """Return the line on which the body begins."""
        end = self.text.find("\n---", 3)
        return self.text.count("\n", 0, end + 1) + 2 if self.text.startswith("---") and end > 0 else 1


def line_with(text: str, pattern: str, occurrence: int = 1) -> int:
    """Return the line on which a pattern is found for the nth time (or the last), 0 when it is found nowhere."""
    found = list(re.finditer(pattern, text))
    return text.count("\n", 0, found[min(occurrence, len(found)) - 1].start()) + 1 if found else 0
