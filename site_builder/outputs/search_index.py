"""The search index of each language, cut into small files so that a query costs the same on any size of site.

`search/<language>.json` says how many pages there are and with which word each file of words begins. A file of words
holds, for each stem, the pages that it stands on and how well; a file of pages holds addresses, titles and other names.
Both lie in a folder named by their content, so that a reader never mixes two versions.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from site_builder.document import Document
from site_builder.model import Output, Page, Site
from site_builder.problems import Each, whole
from site_builder.render import digest_of
from site_builder.stems import stems

PLACES = "abcd"
"""Where a word stands on a page, and so how well it tells what the page is about: text, heading, name, title."""

WORDS_BYTES = 8_000
PAGES_A_FILE = 32
COMMON = 8
MOST_PAGES_A_WORD = 300

Postings = list[tuple[int, str]]
"""The numbers of the pages that a word stands on, each with the best place it has there."""


class Found(NamedTuple):
    """What one page is found by: its address, its titles, other names for it, its headings, and other text."""

    address: str
    titles: tuple[str, ...]
    names: tuple[str, ...]
    headings: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """What the index of a language is made of: what each page is found by, and a name for all that."""

    language: str
    name: str
    pages: Sequence[Found] = field(compare=False, repr=False)


def search_index(site: Site, found: Mapping[str, Found], each: Each) -> Iterator[Output]:
    """Yield the index of each language that has pages, from what each page is found by, by its address.

    Most changes to a page leave that alone.
    """
    for language in site.settings.languages:
        pages = [
            found[page.address]
            for page in site.pages
            if page.source.language == language and page.is_listed and page.address in found
        ]
        if pages:
            yield from whole(each(index_of, [Listing(language, digest_of(pages), pages)]))[0]


def found_by(page: Page, document: Document) -> Found:
    """Return what a page is found by."""
    own = {heading.id for heading in page.fragment.headings}
    do_now = (each.text for each in document.passages if "do-now" in each.inside and each.element != "h2")
    return Found(
        page.address[1:],
        tuple(filter(None, (page.meta.title, getattr(page.meta, "happening", "")))),
        page.meta.also,
        tuple(heading.text for heading in document.headings if heading.id in own),
        (page.meta.description, *do_now),
    )


def index_of(listing: Listing) -> tuple[Output, ...]:
    """Return all files of the index of one language."""
    return tuple(index_files(listing.language, listing.pages))


def index_files(language: str, pages: Sequence[Found]) -> Iterator[Output]:
    """Yield the directory, the files of words and the files of pages of one language."""
    starts, words = word_files(standing(pages), len(pages))
    blocks = [page_file(pages[start : start + PAGES_A_FILE]) for start in range(0, len(pages), PAGES_A_FILE)]
    version = hashlib.blake2b("\0".join((*words, *blocks)).encode(), digest_size=6).hexdigest()
    folder = f"assets/search-{language}-{version}"
    directory = {"folder": folder, "count": len(pages), "size": PAGES_A_FILE, "starts": starts}
    yield Output(f"search/{language}.json", compact(directory).encode())
    yield from (Output(f"{folder}/words-{number}.txt", text.encode()) for number, text in enumerate(words))
    yield from (Output(f"{folder}/pages-{number}.json", text.encode()) for number, text in enumerate(blocks))


def standing(pages: Sequence[Found]) -> dict[str, Postings]:
    """Return, for each stem in order, where it stands."""
    gathered: dict[str, Postings] = {}
    for number, page in enumerate(pages):
        best: dict[str, str] = {}
        for place, lines in zip(PLACES, (page.text, page.headings, page.names, page.titles), strict=True):
            best.update(dict.fromkeys(stems(" ".join(lines)), place))
        for stem, place in best.items():
            gathered.setdefault(stem, []).append((number, place))
    return {stem: gathered[stem] for stem in sorted(gathered)}


def word_files(words: Mapping[str, Postings], pages: int) -> tuple[list[str], list[str]]:
    """Return the files of words, and with which word each begins.

    A line is how many letters the stem shares with the one before, the rest of it, a space, and its postings.
    """
    starts: list[str] = []
    files: list[list[str]] = []
    size, before = WORDS_BYTES, ""
    for stem, postings in words.items():
        if size >= WORDS_BYTES:
            starts.append(stem)
            files.append([])
            size, before = 0, ""
        shared = shared_letters(before, stem)
        line = f"{shared}{stem[shared:]} {written(postings, pages)}"
        files[-1].append(line)
        size, before = size + len(line), stem
    return starts, ["\n".join(lines) for lines in files]


def shared_letters(one: str, other: str) -> int:
    """Return how many letters two words begin with alike, 9 at most."""
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right or number == 9:
            return number
    return min(len(one), len(other), 9)


def written(postings: Postings, pages: int) -> str:
    """Return postings as text: for each page its place, and how many pages were passed over since the one before.

    A word that stands on very many pages tells little by standing in their text, so only its better places are kept;
    then `*` and the number of all its pages come first.
    """
    kept = postings if len(postings) <= max(COMMON, pages // COMMON) else [each for each in postings if each[1] != "a"]
    if len(kept) > MOST_PAGES_A_WORD:
        kept = sorted(sorted(kept, key=lambda each: each[1], reverse=True)[:MOST_PAGES_A_WORD])
    text = "" if len(kept) == len(postings) else f"*{len(postings)}"
    after = 0
    for number, place in kept:
        text += f"{place}{number - after or ''}"
        after = number + 1
    return text


def page_file(pages: Sequence[Found]) -> str:
    """Return a file of pages: address, titles and names of each."""
    return compact([[page.address, page.titles, page.names] for page in pages])


def compact(data: object) -> str:
    """Return data as JSON without spaces."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
