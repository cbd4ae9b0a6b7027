"""Knows how a day and a moment are written for readers, in the words of a language."""

from collections.abc import Mapping
from datetime import date, datetime

Words = Mapping[str, str]


def day_text(day: date, words: Words) -> str:
    """Return a day as readers write it: "November 23, 2026"."""
    return words["date"].format(month=words["months"].split()[day.month - 1], day=day.day, year=day.year)


def moment_text(moment: datetime, words: Words) -> str:
    """Return a moment as readers write it: "November 23, 2026, 5:30 p.m. CST"."""
    half = words["before_noon"] if moment.hour < 12 else words["after_noon"]
    hour = (moment.hour - 1) % 12 + 1
    return f"{day_text(moment, words)}, {hour}:{moment:%M} {half} {moment:%Z}".rstrip()
