"""Each page as plain text, for old phones, radio readers and printers without graphics."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from textwrap import fill

from site_builder.document import Document, Passage
from site_builder.model import Output, Page, Site
from site_builder.tags import HIDDEN

WIDTH = 72
HEADINGS = ("h2", "h3", "h4")
CELLS = ("td", "th")
CODE = "   "
SHOWN = {"body", "answer"}
"""The parts of a page that are its own: what the editor wrote, and what its kind adds."""


def plain_text(site: Site, page: Page, document: Document) -> Iterator[Output]:
    """Yield `<address>index.txt` of a page that may be listed."""
    if page.is_listed:
        yield Output(f"{page.address}index.txt"[1:], as_text(site, page, document).encode(), page.source.path)


def as_text(site: Site, page: Page, document: Document) -> str:
    """Return a page's words: title, description, its own parts, and where it stands on the web."""
    words = site.shared.strings[page.source.language]
    passages = [each for each in document.passages if SHOWN & {*each.inside[:1]} and HIDDEN not in each.inside]
    body = "".join(gap(before, each) + as_paragraph(each) for before, each in pairwise((None, *passages)) if each)
    last = f"{words['last_checked']}: {page.meta.checked.isoformat()}"
    address = site.settings.base_url.rstrip("/") + page.address
    return f"{page.meta.title.upper()}\n\n{fill(page.meta.description, WIDTH)}{body}\n\n{last}\n{address}\n"


def gap(before: Passage | None, passage: Passage) -> str:
    """Return what stands between two passages: items of a list, rows of a table, a term and its meaning stand close."""
    if passage.element in CELLS and passage.marker != "|":
        return " | "
    close = before is not None and before.marker and passage.marker and before.element == passage.element
    close = close or (before is not None and (before.element, passage.element) == ("dt", "dd"))
    return "\n" if close or (before and before.element in CELLS and passage.element in CELLS) else "\n\n"


@lru_cache(maxsize=50_000)
def as_paragraph(passage: Passage) -> str:
    """Return one block of words, wrapped; headings are underlined, list items keep their number, and code its lines."""
    if passage.element in HEADINGS:
        return f"{passage.text}\n{'-' * min(len(passage.text), WIDTH)}"
    if passage.element in CELLS:
        return passage.text
    if passage.element == "pre":
        begin = f"{passage.marker or CODE} "
        return begin + passage.text.replace("\n", "\n" + " " * len(begin))
    marker = f"{passage.marker} " if passage.marker else ""
    return wrapped(marker + passage.text, " " * len(marker))


def wrapped(text: str, indent: str) -> str:
    """Return text of words with one space between in lines of `WIDTH`; all but the first begin with some spaces.

    `textwrap` does the same and also breaks words at hyphens, several times as slowly.
    """
    if len(text) <= WIDTH:
        return text
    if "-" in text.removeprefix("- "):
        return fill(text, WIDTH, subsequent_indent=indent, break_long_words=False)
    lines, start, room = [], 0, WIDTH
    while len(text) - start > room:
        cut = text.rfind(" ", start, start + room + 1)
        cut = text.find(" ", start) if cut < 0 else cut
        if cut < 0:
            break
        lines.append(text[start:cut])
        start, room = cut + 1, WIDTH - len(indent)
    return f"\n{indent}".join((*lines, text[start:]))
