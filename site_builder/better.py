"""Knows what an editor most likely meant by a value that was refused. Offers only what would be taken."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from site_builder.yaml_lines import as_yaml

YES = ("yes", "y", "on", "1", "true")
NO = ("no", "n", "off", "0", "false")
DAYS = tuple(
    "%m/%d/%Y|%m-%d-%Y|%m.%d.%Y|%m/%d/%y|%d.%m.%Y|%d/%m/%Y|%B %d, %Y|%b %d, %Y|%B %d %Y|%d %B %Y|%d %b %Y|%Y/%m/%d"
    "|%Y.%m.%d|%Y-%m-%d|%Y%m%d".split("|")
)
SURE_DAYS = DAYS[6:]
"""The ways to write a day that can only mean one day; those before mean another day in other countries."""
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def better_value(kind: str, value: Any, context: Mapping[str, Any]) -> tuple[str, bool]:
    """Return a value as YAML in place of one that was refused, and whether it can mean nothing else; "" for none.

    `kind` is the validator's name for the refusal and `context` what it says with it.
    """
    if kind == "value_error":
        return for_reader(str(context.get("error", "")), str(value))
    if kind == "tuple_type" and isinstance(value, str):
        return f"[{', '.join(as_yaml(part.strip()) for part in value.split(','))}]", "," not in value
    if kind == "string_type":
        parts = list(value.values() if isinstance(value, dict) else value)
        if isinstance(value, dict) and len(value) == 1 and not isinstance(parts[0], str):
            return "", False
        if isinstance(value, dict) and len(value) > 1:
            return "", False
        return as_yaml(", ".join(map(str, parts))), False
    if kind == "literal_error":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        return next(iter(get_close_matches(str(value), known, n=1)), ""), False
    return for_text(kind, str(value), context), False


def for_reader(cause: str, value: str) -> tuple[str, bool]:
    """Return a better switch or day."""
    if cause == "switch":
        first, *more = value.lower().replace(",", " ").split() or [""]
        return ("true", not more) if first in YES else ("false", not more) if first in NO else ("", False)
    day = as_day(value)
    if cause == "moment" and not day:
        return "", False
    is_sure = any(matches(value, form) == day for form in SURE_DAYS)
    return (day.isoformat(), is_sure) if day else ("", False)


def as_day(value: str) -> date | None:
    """Return the day that a text most likely means."""
    plain = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", value.strip())
    for form in DAYS:
        if day := matches(plain, form):
            return day
    parts = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain)
    if not parts:
        return None
    year, month, day_number = map(int, parts.groups())
    if 1 <= month <= 12 and year:
        return date(year, month, min(max(day_number, 1), monthrange(year, month)[1]))
    return date(year, day_number, month) if 1 <= day_number <= 12 and 1 <= month <= 28 else None


def matches(value: str, form: str) -> date | None:
    """Return the day that a text means in one way of writing, None when it is not written so."""
    try:
        return datetime.strptime(value, form).date()
    except ValueError:
        return None


def for_text(kind: str, value: str, context: Mapping[str, Any]) -> str:
    """Return a better number or text."""
    if kind in ("int_parsing", "int_type", "int_from_float"):
        word = value.strip().lower()
        found = re.match(r"[-+]?\d+", word.replace(",", ""))
        return str(NUMBERS.index(word)) if word in NUMBERS else found[0] if found else ""
    if kind == "string_too_long":
        longest = int(context["max_length"])
        cut = value[:longest] if value[longest : longest + 1] in ("", " ") else value[:longest].rpartition(" ")[0]
        return as_yaml((cut or value[:longest]).rstrip(" ,;:-"))
    if kind == "string_pattern_mismatch":
        fitting = (each for each in rewritten(value) if re.search(str(context["pattern"]), each))
        return next((as_yaml(each) for each in fitting), "")
    return ""


def rewritten(value: str) -> Iterator[str]:
    """Yield a value as an address of the site, a web address, and digits."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"^https?://[^/]+", "", plain).removesuffix(".html").removesuffix(".md").removesuffix("/index")
    parts = (re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in plain.split("/"))
    digits = re.sub(r"\D", "", value)
    yield f"+{digits}" if value.startswith("+") else digits
    yield "/" + "".join(f"{part}/" for part in parts if part)
    yield f"https://{value.strip().removeprefix('//')}"
