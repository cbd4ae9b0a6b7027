"""Knows what an editor cannot see on a page itself: when it is public, how it reads, what it weighs, what it uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from site_builder.checks.dead_link import early_pages, early_targets
from site_builder.checks.first_packet import bytes_to_act
from site_builder.checks.reading_grade import grades
from site_builder.model import Built, Output, Page
from site_builder.navigation import in_words
from site_builder.pages import address_of, page_paths
from site_builder.readability import WORD
from site_builder.schedule import is_over, is_yet_to_come, review_due


@dataclass(frozen=True)
class Row:
    """One line of a card. `is_alarm` marks what an editor should not overlook."""

    label: str
    value: str
    is_alarm: bool = False


@dataclass(frozen=True)
class Card:
    """What the preview tells of the page at an address: the file to edit, and `rows`, empty when it is unread."""

    path: str
    rows: tuple[Row, ...]


def card_of(built: Built, address: str) -> Card | None:
    """Return the card of the page at an address, None where there is no page."""
    site = built.site
    page = next((page for page in (*site.pages, *site.ended) if page.address == address), None)
    if page:
        output = next((output for output in built.outputs if output.path == page.output_path), None)
        rows = (*state(built, page), *(measures(built, page, output) if output else ()), *uses(built, page))
        return Card(page.source.path, rows)
    languages = (path.split("/", 2) for path in page_paths(site.project, site.settings))
    unread = (
        f"content/{language}/{rest}"
        for _, language, rest in languages
        if rest.endswith(".md") and address_of(rest, language, site.settings) == address
    )
    return next((Card(path, ()) for path in unread), None)


def state(built: Built, page: Page) -> Iterator[Row]:
    """Yield when readers see a page, and when it should be read again."""
    meta, now = page.meta, built.site.now
    if meta.draft:
        yield Row("Draft", "readers do not see this page", True)
    if meta.publish and meta.publish > now:
        yield Row("Scheduled", f"readers see it from {moment(meta.publish)} on", True)
    if meta.expires and is_over(page, now):
        yield Row("Ended", f"since {moment(meta.expires)} readers see that it has ended", True)
    elif meta.expires:
        yield Row("Expires", f"{moment(meta.expires)}")
    if is_yet_to_come(meta.checked, now):
        yield Row("Checked", f"{meta.checked}, a day that is yet to come", True)
    due = review_due(page, built.site.settings)
    days = (due - now.date()).days
    yield Row("Review", f"due {due}, {f'in {days} days' if days >= 0 else f'{-days} days ago'}", days < 0)


def moment(when: datetime) -> str:
    """Return a moment as people write it."""
    return f"{when:%Y-%m-%d %H:%M} {when.tzname()}"


def measures(built: Built, page: Page, output: Output) -> Iterator[Row]:
    """Yield how hard a page is to read, how long its do-now list is, and what it weighs."""
    document, budgets = built.documents[output.path], built.site.settings.budgets
    for what, grade, most in grades(built.site, page, document):
        if grade:
            yield Row(f"Grade of {what}", f"{grade:.1f} of {most}", grade > most)
    steps = [each.text for each in document.passages if "do-now" in each.inside and each.element == "li"]
    if steps:
        words = len(WORD.findall(" ".join(steps)))
        size, most = bytes_to_act(output.body), budgets.first_packet_bytes
        yield Row("Do now", f"{len(steps)} steps, {words} words; ends at byte {size:,} of {most:,}", size > most)
    weight = built.weights[output.path].total_bytes
    limit = budgets.home_bytes if page.meta.kind == "home" else budgets.page_bytes
    yield Row("Weight", f"{weight:,} of {limit:,} bytes", weight > limit)


def uses(built: Built, page: Page) -> Iterator[Row]:
    """Yield the facts on a page, and its links to pages that readers do not see yet."""
    facts = built.site.shared.facts.facts
    for name in page.facts:
        if name in facts:
            fact = facts[name]
            value = in_words(fact.value, page.source.language, built.site)
            yield Row("Fact", f"{name}: {value} ({fact.sure}, checked {fact.checked})")
    hidden = early_pages(built)
    if page.address not in hidden:
        for address in early_targets(page, hidden):
            yield Row("Link", f"{address} is a draft or not published yet", True)
