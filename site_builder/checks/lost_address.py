"""What was public once stays where it was, or leads on."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from site_builder.addresses import LEDGER, anchors, answering, noted
from site_builder.document import Heading
from site_builder.front_matter import FIRST_LINE, split_front_matter
from site_builder.model import Built, Page, Site
from site_builder.problems import Edit, Problem
from site_builder.quick_yaml import read_yaml
from site_builder.schedule import is_waiting

ADDRESS = re.compile(r"/(?:[a-z0-9-]+/)*")
LIKE = 0.5
ON_PURPOSE = "or delete line {} of content/addresses.txt to lose it on purpose"


def lost_address(built: Built) -> Iterator[Problem]:
    """No address in `content/addresses.txt` is lost: each still has its page or heading, or leads on to another.

    Example:
        -- content/addresses.txt --
        /storms/

    Why: people keep addresses, print them and share them; who comes by one in danger must not meet "not found".
    Fix: paste the printed line: `moved_from` on the page that took its place, or `{#id #old-id}` on the heading. To
    lose an address on purpose delete its line in `content/addresses.txt`, where a reviewer sees it.
    """
    site = built.site
    if site.unread:
        return
    answered = {address: page for address, page in answering(site).items() if not is_waiting(page, site.now, False)}
    ledger = noted(site.project)
    takers = {
        address: taker(site, address, ledger) for address in ledger if "#" not in address and address not in answered
    }
    for address in takers:
        yield lost_page(site, takers, address, ledger[address])
    yield from lost_headings(answered, ledger)


def taker(site: Site, address: str, ledger: Iterable[str]) -> Page | None:
    """Return the page that most likely took the place of one that is gone: a new page like it, else one above it."""
    if not ADDRESS.fullmatch(address):
        return None
    had = {each.partition("#")[2] for each in ledger if each.startswith(f"{address}#")}
    first = address.split("/")[1]
    language = first if first in site.settings.languages else site.settings.language
    fresh = [
        page
        for page in site.pages
        if page.is_listed and page.source.language == language and page.address not in ledger
        if not is_waiting(page, site.now, False)
    ]
    liking = {page.address: likeness(page, address, had) for page in fresh}
    best = max(fresh, key=lambda page: liking[page.address], default=None)
    if best and liking[best.address] >= LIKE:
        return best
    parts = address.strip("/").split("/")[:-1]
    above = ["/" + "/".join(parts[:depth]) + "/" for depth in range(len(parts), 0, -1)]
    return next((site.by_address[each] for each in (*above, "/") if each in site.by_address and each != address), None)


def likeness(page: Page, address: str, had: set[str]) -> float:
    """Return how much a page is like one that is gone, by its headings, its name and its folder."""
    (folder, name), (old_folder, old_name) = (each[:-1].rpartition("/")[::2] for each in (page.address, address))
    headings = len(had & set(anchors(page))) / len(had) if had else 0.0
    return 2 * headings + SequenceMatcher(None, name, old_name).ratio() + LIKE * (folder == old_folder)


def lost_page(site: Site, takers: dict[str, Page | None], address: str, number: int) -> Problem:
    """Return the problem of an address at which nothing is published any more."""
    waiting = next((each for each in (*site.waiting, *site.pages) if each.address == address), None)
    if waiting:
        key = "draft" if waiting.meta.draft else "publish"
        line = waiting.source.line_with(f"{key}:")
        message = f"`{address}` was public, and readers do not see it any more"
        hint = f"Delete line {line}, let the page end with `expires`, {ON_PURPOSE.format(number)}"
        return Problem(waiting.source.path, line, "lost-address", message, hint, 1, Edit(line, 1, ()))
    message = f"`{address}` was public, and leads nowhere now"
    page = takers[address]
    if page is None:
        return Problem(LEDGER, number, "lost-address", message, f"Bring the page back, {ON_PURPOSE.format(number)}")
    old = tuple(each for each in takers if takers[each] == page and is_gone(site, each))
    hint = f"Let this page or another take it with `moved_from`, {ON_PURPOSE.format(number)}"
    return Problem(page.source.path, 0, "lost-address", message, hint, 0, moved(page, old))


def is_gone(site: Site, address: str) -> bool:
    """Tell whether no source stands at an address, not even one that waits."""
    return all(each.address != address for each in (*site.waiting, *site.pages))


def moved(page: Page, addresses: tuple[str, ...]) -> Edit:
    """Return the edit by which a page takes addresses: its own `moved_from` made longer, or a new line."""
    line = f"moved_from: [{', '.join((*page.meta.moved_from, *addresses))}]"
    front, _, body_line = split_front_matter(page.source)
    _, lines = read_yaml(front, page.source.path, FIRST_LINE)
    place = lines.places.get(("moved_from",))
    return Edit(place[0], lines.span(place[0]), (line,)) if place else Edit(body_line - 1, 0, (line,))


def lost_headings(answered: dict[str, Page], ledger: dict[str, int]) -> Iterator[Problem]:
    """Yield a problem for each heading that is gone from a page.

    Headings of a page that moved must be on its new page; where it was merged into a page that was public before,
    its old links lead to the top of that one.
    """
    missing: dict[str, list[str]] = {}
    for address in ledger:
        base, mark, name = address.partition("#")
        page = answered.get(base)
        is_merged = page is not None and page.address != base and page.address in ledger
        if mark and page and not is_merged and name not in page.ids:
            missing.setdefault(page.address, []).append(address)
    for there, addresses in missing.items():
        page = answered[there]
        chosen = {address: likely_heading(page, address, ledger) for address in addresses}
        for address, heading in chosen.items():
            lost = (each.partition("#")[2] for each in addresses if chosen[each] == heading)
            yield lost_heading(page, heading, tuple(dict.fromkeys(lost)), address, ledger)


def likely_heading(page: Page, address: str, ledger: Iterable[str]) -> Heading | None:
    """Return the heading that a lost one most likely became: the new one most like it, else any one."""
    name = address.partition("#")[2]
    headings = [each for each in page.fragment.headings if each.id]
    fresh = [each for each in headings if f"{page.address}#{each.id}" not in ledger]
    return max(fresh or headings, key=lambda each: SequenceMatcher(None, each.id, name).ratio(), default=None)


def lost_heading(
    page: Page, heading: Heading | None, lost: tuple[str, ...], address: str, ledger: dict[str, int]
) -> Problem:
    """Return the problem of a heading that is gone, with the line of the heading that may keep its id."""
    message = f"`{address}` was public, and the page has no heading `#{address.partition('#')[2]}` now"
    number, source = ledger[address], page.source
    line = source.line_of_heading(heading.text) if heading else 0
    words = source.text.split("\n")[line - 1]
    if heading is None or not words.startswith("#" * heading.level + " "):
        hint = f"Write the heading again, {ON_PURPOSE.format(number)}"
        return Problem(LEDGER, number, "lost-address", message, hint, 1, Edit(number, 1, ()))
    hint = f"Let this heading or another keep it, {ON_PURPOSE.format(number)}"
    kept = (heading.id,) if f"{page.address}#{heading.id}" in ledger else ()
    edit = Edit(line, 1, (with_ids(words, kept, lost),))
    return Problem(source.path, line, "lost-address", message, hint, 1, edit)


def with_ids(line: str, kept: tuple[str, ...], lost: tuple[str, ...]) -> str:
    """Return the line of a heading with lost ids behind those that it has, or else must keep."""
    words, _, given = line.rstrip().partition("{#")
    ids = (*(given.rstrip("}").replace("#", "").split() or kept), *lost)
    return f"{words.rstrip().rstrip('#').rstrip()} {{{' '.join(f'#{each}' for each in ids)}}}"
