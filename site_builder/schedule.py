"""Knows which pages are live at a moment, and when that next changes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from site_builder.facts import Fact
from site_builder.model import Page, Site
from site_builder.settings import Contact, Settings


def is_waiting(page: Page, now: datetime, drafts: bool) -> bool:
    """Tell whether a page is a draft or its time has not come. With `drafts` nothing waits."""
    is_early = page.meta.publish is not None and page.meta.publish > now
    return not drafts and (page.meta.draft or is_early)


def is_over(page: Page, now: datetime) -> bool:
    """Tell whether a page's time is over."""
    return page.meta.expires is not None and page.meta.expires <= now


def is_yet_to_come(day: date, now: datetime) -> bool:
    """Tell whether a day has begun nowhere on Earth."""
    return day > now.date() + timedelta(days=1)


def next_change(pages: Iterable[Page], now: datetime) -> datetime | None:
    """Return the next moment at which a page appears or ends, None when nothing is planned."""
    moments = (moment for page in pages if not page.meta.draft for moment in (page.meta.publish, page.meta.expires))
    return min((moment for moment in moments if moment and moment > now), default=None)


def review_due(page: Page, settings: Settings) -> date:
    """Return the day on which a person should read a page again."""
    return page.meta.checked + timedelta(days=settings.review_days.of(page.meta.kind))


def fact_due(fact: Fact, settings: Settings) -> date:
    """Return the day on which a person should compare a fact with its source again."""
    return fact.checked + timedelta(days=settings.review_days.fact)


def contact_due(contact: Contact, settings: Settings) -> date:
    """Return the day on which a person should look at a contact again."""
    return contact.checked + timedelta(days=settings.review_days.contact)


def earliest_due(page: Page, site: Site) -> date:
    """Return the day on which a page, or the first of the facts on it, is due."""
    if not page.facts:
        return review_due(page, site.settings)
    facts = (site.shared.facts.facts[name] for name in page.facts if name in site.shared.facts.facts)
    return min((review_due(page, site.settings), *(fact_due(fact, site.settings) for fact in facts)))
