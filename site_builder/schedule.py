"""Knows which pages are live at a moment, and when that next changes."""

from collections.abc import Iterable
from datetime import datetime

from site_builder.model import Page


def is_waiting(page: Page, now: datetime, drafts: bool) -> bool:
    """Tell whether a page is a draft, or its time has not come."""
    return (page.meta.draft and not drafts) or (page.meta.publish is not None and page.meta.publish > now)


def is_over(page: Page, now: datetime) -> bool:
    """Tell whether a page's time is over."""
    return page.meta.expires is not None and page.meta.expires <= now


def next_change(pages: Iterable[Page], now: datetime) -> datetime | None:
    """Return the next moment at which a page appears or ends, None when nothing is planned."""
    moments = (moment for page in pages if not page.meta.draft for moment in (page.meta.publish, page.meta.expires))
    return min((moment for moment in moments if moment and moment > now), default=None)
