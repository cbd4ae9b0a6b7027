"""Knows how a difference is told: a page to look at, and a summary for a pull request."""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from site_builder.difference import IN, OUT, Change, Difference, Line, Measures

TEMPLATE = Path(__file__).with_name("review.html")
REVIEW = "build/review.html"
"""Where the page is written, in the folder of the site."""
MOST_LISTED = 20
TAGS = {OUT: "del", IN: "ins"}


def review_page(found: Difference, since: str) -> str:
    """Return the page that shows a difference; it needs no other file."""
    jinja = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = jinja.from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(found=found, since=since, counts=counts(found), lines=as_list, state=state) + "\n"


def as_list(lines: Iterable[Line]) -> Markup:
    """Return changed lines as a list, with what went out and what came in marked."""
    items = (Markup(" ").join(piece(*each) for each in line) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(Markup("<li>{}</li>").format(item) for item in items))


def piece(mark: str, text: str) -> Markup:
    """Return a piece of a line."""
    return Markup("<{0}>{1}</{0}>").format(TAGS[mark], text) if mark in TAGS else Markup("{}").format(text)


def counts(found: Difference) -> str:
    """Return how many pages changed."""
    if not found.changes and not found.everywhere:
        return "Readers would see no change."
    new = sum(each.before is None for each in found.changes)
    gone = sum(each.after is None for each in found.changes)
    return f"Pages changed: {len(found.changes) - new - gone}. New: {new}. Gone: {gone}."


def state(change: Change) -> str:
    """Return what a page weighs and how hard it reads, before and after."""
    if change.after is None:
        return "Gone."
    if change.before is None:
        return f"New: {kilobytes(change.after)}, school grade {change.after.grade:.1f}."
    return f"Weight {both(kilobytes(change.before), kilobytes(change.after))}, school grade {grade_of(change)}."


def grade_of(change: Change) -> str:
    """Return a page's grade, before and after where they differ."""
    return both(*(f"{each.grade:.1f}" for each in (change.before, change.after) if each))


def both(*values: str) -> str:
    """Return values once where they are the same."""
    return " → ".join(dict.fromkeys(values))


def kilobytes(measures: Measures) -> str:
    """Return a weight in words."""
    return f"{measures.weight_bytes / 1000:.1f} kB"


def summary(found: Difference, since: str) -> str:
    """Return a difference as Markdown, short enough for a pull request."""
    parts = [f"### What readers would see changed since `{since}`", counts(found)]
    if found.changes:
        parts.append(
            "\n".join(("| page | change | weight | school grade |", "| --- | --- | --- | --- |", *rows(found)))
        )
    for words, addresses in (
        ("Addresses that lead nowhere now", found.gone),
        ("Addresses that lead on", tuple(f"{old} to {new}" for old, new in found.moved)),
        ("New addresses", found.new),
        ("Translations that did not change with their page", tuple(p for each in found.changes for p in each.stale)),
    ):
        if addresses:
            parts.append(f"{words}: {listed(addresses)}")
    if found.everywhere:
        parts.append("On most pages:\n\n" + "\n".join(f"- {in_words(line)}" for line in found.everywhere))
    return "\n\n".join(parts) + "\n"


def rows(found: Difference) -> Iterable[str]:
    """Yield one row of the summary for each page."""
    for each in found.changes[:MOST_LISTED]:
        measures = [kept for kept in (each.before, each.after) if kept]
        what = "new" if each.before is None else "gone" if each.after is None else lines_of(each)
        yield f"| {each.address} | {what} | {both(*map(kilobytes, measures))} | {grade_of(each)} |"
    if len(found.changes) > MOST_LISTED:
        yield f"| and {len(found.changes) - MOST_LISTED} more | | | |"


def lines_of(change: Change) -> str:
    """Return how much of a page changed."""
    count = len(change.lines)
    return f"{f'moved from {change.was}, ' if change.was else ''}{count} line{'' if count == 1 else 's'}"


def listed(addresses: tuple[str, ...]) -> str:
    """Return addresses in a row, the first of them where they are many."""
    more = f" and {len(addresses) - MOST_LISTED} more" if len(addresses) > MOST_LISTED else ""
    return ", ".join(f"`{each}`" for each in addresses[:MOST_LISTED]) + more


def in_words(line: Line) -> str:
    """Return a changed line as Markdown."""
    return " ".join(f"~~{text}~~" if mark == OUT else f"**{text}**" if mark == IN else text for mark, text in line)
