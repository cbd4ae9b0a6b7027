"""Knows what a person should look at again, when that is due and whose it is; as text, JSON and a calendar."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlsplit

from site_builder.model import Site
from site_builder.schedule import contact_due, fact_due, review_due
from site_builder.shared import FACTS, SETTINGS
from site_builder.source import line_with

WHAT = {"page": "pages", "fact": "facts", "contact": "contacts"}
LONGEST_LINE_BYTES = 75
"""Source: RFC 5545, section 3.1, "Content Lines"."""


@dataclass(frozen=True)
class Review:
    """One thing to look at again: `what` is "page", "fact" or "contact", `where` an address or a name.

    `must_confirm` marks a fact that nobody has compared with its source yet.
    """

    due: date
    what: str
    where: str
    title: str
    owner: str
    path: str
    line: int
    must_confirm: bool = False


def reviews(site: Site) -> tuple[Review, ...]:
    """Return all that is ever due, the earliest first."""
    return tuple(sorted((*of_pages(site), *of_facts(site), *of_contacts(site)), key=lambda each: (each.due, each.path)))


def of_pages(site: Site) -> Iterator[Review]:
    """Yield the review of each page that readers see."""
    for page in site.pages:
        due, owner = review_due(page, site.settings), page.meta.owner or site.settings.owner
        line = page.source.line_with("checked:")
        yield Review(due, "page", page.address, page.meta.title, owner, page.source.path, line)


def of_facts(site: Site) -> Iterator[Review]:
    """Yield the review of each fact."""
    text = site.project.files.get(FACTS, b"").decode()
    for name, fact in site.shared.facts.facts.items():
        due, must_confirm = fact_due(fact, site.settings), fact.sure == "confirm"
        yield Review(due, "fact", name, fact.about, site.settings.owner, FACTS, line_of(text, name), must_confirm)


def of_contacts(site: Site) -> Iterator[Review]:
    """Yield the review of each contact."""
    text = site.project.files[SETTINGS].decode()
    for name, contact in site.settings.contacts.items():
        title = contact.name.get(site.settings.language, name)
        due = contact_due(contact, site.settings)
        yield Review(due, "contact", name, title, site.settings.owner, SETTINGS, line_of(text, name))


def line_of(text: str, name: str) -> int:
    """Return the line on which the entry of a name begins."""
    return line_with(text, rf"(?m)^  {re.escape(name)}:")


def as_text(found: Sequence[Review], site: Site) -> str:
    """Return reviews for a person: what is due now, then what comes."""
    today = site.now.date()
    late = [each for each in found if each.due < today]
    later = [each for each in found if each.due >= today]
    parts = [f"Overdue on {today}: {len(late)}", *(text_line(each) for each in late)]
    parts += [f"Due later: {len(later)}", *(text_line(each) for each in later)]
    waiting = sum(each.must_confirm for each in found)
    return "\n".join((*parts, f"Not yet compared with their source: {waiting} facts, marked with *"))


def text_line(review: Review) -> str:
    """Return one review on a line."""
    mark = "*" if review.must_confirm else " "
    place = f"{review.path}:{review.line}"
    return f"  {review.due} {mark} {review.what} {review.where}: {review.title} ({review.owner}) {place}"


def as_json(found: Sequence[Review], site: Site) -> str:
    """Return reviews as a list of objects."""
    data = [{**asdict(each), "due": each.due.isoformat(), "overdue": each.due < site.now.date()} for each in found]
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_calendar(found: Sequence[Review], site: Site) -> str:
    """Return reviews as a calendar of whole days: one event for each day, kind of thing and owner.

    Source: RFC 5545, "Internet Calendaring and Scheduling Core Object Specification".
    """
    ordered = sorted(found, key=lambda each: (each.due, each.what, each.owner))
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: (each.due, each.what, each.owner))]
    name = site.settings.short_name.get(site.settings.language, site.settings.owner)
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//public-awareness-site//reviews//EN", "CALSCALE:GREGORIAN")
    lines = (*head, f"X-WR-CALNAME:{escaped(name)}", *(line for each in groups for line in event(each, site)))
    return "".join(f"{folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def event(group: Sequence[Review], site: Site) -> Iterator[str]:
    """Yield the lines of one event."""
    first, host = group[0], urlsplit(site.settings.base_url).hostname
    owner = re.sub(r"[^a-z0-9]+", "-", first.owner.casefold())
    many = f"{len(group)} {WHAT[first.what]}" if len(group) > 1 else f"{first.what} {first.title}"
    listed = "\n".join(f"{each.where}: {each.title}" for each in group)
    yield "BEGIN:VEVENT"
    yield f"UID:{first.due}-{first.what}-{owner}@{host}"
    yield f"DTSTAMP:{in_utc(site.now)}"
    yield f"DTSTART;VALUE=DATE:{first.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{first.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(f'Check again: {many} ({first.owner})')}"
    yield f"DESCRIPTION:{escaped(listed)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def in_utc(moment: datetime) -> str:
    """Return a moment as calendars write it."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return text as a calendar's value. Source: RFC 5545, section 3.3.11."""
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", r"\n")


def folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, with no letter cut in two."""
    pieces, size = [""], 0
    for letter in line:
        bytes_of_letter = len(letter.encode())
        if size + bytes_of_letter > LONGEST_LINE_BYTES:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += bytes_of_letter
    return "\r\n".join(pieces)


REVIEW_FORMATS: dict[str, Callable[[Sequence[Review], Site], str]] = {
    "text": as_text,
    "json": as_json,
    "ics": as_calendar,
}
