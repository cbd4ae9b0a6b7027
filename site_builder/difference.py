"""Knows what a reader would see changed between two builds: words, links, pictures and addresses, not bytes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from site_builder.addresses import answering, public_addresses
from site_builder.checks.reading_grade import grades
from site_builder.document import Document, Passage
from site_builder.model import Built, Page, Site

KEPT, OUT, IN = " ", "-", "+"
LEAST_PAGES = 3
NEARLY_ALL = 0.9
LIKE = 0.4
"""Two lines are one that changed when at least this much of them is the same."""

Line = tuple[tuple[str, str], ...]
"""One line in pieces, each with `KEPT`, `OUT` or `IN` before it."""
Lines = tuple[tuple[str, ...], tuple[str, ...]]
"""What was, and what is."""
Pair = tuple[Page | None, Page | None]


@dataclass(frozen=True)
class Measures:
    """What a page weighs with all its parts, and its school grade, 0.0 where it has none."""

    weight_bytes: int
    grade: float


@dataclass(frozen=True)
class Change:
    """A page that readers would see changed.

    `before` is None for a new page and `after` for one that is gone. `was` is its old address when it moved. `stale`
    are its translations, which did not change with it.
    """

    address: str
    title: str
    path: str
    lines: tuple[Line, ...]
    before: Measures | None
    after: Measures | None
    was: str = ""
    stale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """All that changed: `everywhere` what changed on most pages alike, such as a menu.

    `gone` are addresses that are lost, `moved` those that lead on elsewhere now, `new` those that nobody had before.
    """

    changes: tuple[Change, ...]
    everywhere: tuple[Line, ...]
    gone: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    new: tuple[str, ...]


def difference(before: Built, after: Built) -> Difference:
    """Return what a reader would see changed."""
    pairs = tuple(paired(before.site, after.site))
    read = [(lines_of(before, old), lines_of(after, new)) for old, new in pairs]
    frames = {language: common(both_of(pairs, read, language)) for language in after.site.settings.languages}
    changes = [
        change(before, after, one, two, without_frame(lines, frames.get(language_of(one, two), ((), ()))))
        for (one, two), lines in zip(pairs, read, strict=True)
    ]
    seen = tuple(each for each in changes if each.lines or each.was or not (each.before and each.after))
    everywhere = [
        ((mark, text),)
        for frame in frames.values()
        for mark, texts in zip((OUT, IN), frame, strict=True)
        for text in texts
    ]
    were, are = sorted(public_addresses(before.site)), public_addresses(after.site)
    leads = answering(after.site)
    moved = tuple((each, leads[each].address) for each in were if each in leads and leads[each].address != each)
    return Difference(
        changes=tuple(with_stale(each, seen, after.site) for each in seen),
        everywhere=tuple(dict.fromkeys(everywhere)),
        gone=tuple(each for each in were if each not in are and each.partition("#")[0] not in dict(moved)),
        moved=tuple(each for each in moved if each[0] in before.site.by_address),
        new=tuple(sorted(are - {*were} - {address for address, _ in moved})),
    )


def paired(before: Site, after: Site) -> Iterator[Pair]:
    """Yield each page before and after; one that moved is the same page."""
    leads = answering(after)
    met = set()
    for page in before.pages:
        now = after.by_address.get(page.address) or leads.get(page.address)
        is_taken = now is not None and now.address != page.address and now.address in before.by_address
        now = None if now is None or is_taken or now.address in met else now
        met |= {now.address} if now else set()
        yield page, now
    yield from ((None, page) for page in after.pages if page.address not in met)


def lines_of(built: Built, page: Page | None) -> tuple[str, ...]:
    """Return what a page says, shows and leads to, one thing a line."""
    document = built.documents.get(page.output_path) if page else None
    return tuple(said(document)) if document else ()


def said(document: Document) -> Iterator[str]:
    """Yield the lines of a page."""
    yield f"Title: {document.title}"
    yield f"Description: {document.description}"
    yield from (as_line(each) for each in document.passages)
    yield from (f"Link: {each.text} → {each.address}" for each in document.links if each.element == "a")
    yield from (f"Picture: {each.alt or ''} ({each.address})" for each in document.images)


def as_line(passage: Passage) -> str:
    """Return a passage with its mark."""
    mark = (
        "#" * int(passage.element[1])
        if passage.element[:1] == "h" and passage.element[1:].isdigit()
        else passage.marker
    )
    return " ".join((mark, *passage.text.split())).lstrip()


def language_of(old: Page | None, new: Page | None) -> str:
    """Return the language of a page."""
    page = new or old
    assert page is not None
    return page.source.language


def both_of(pairs: Sequence[Pair], read: Sequence[Lines], language: str) -> list[Lines]:
    """Return the lines of each page of a language that was there before and is now."""
    return [
        lines for (one, two), lines in zip(pairs, read, strict=True) if one and two and two.source.language == language
    ]


def common(read: Sequence[Lines]) -> Lines:
    """Return the lines that went out, and those that came in, on nearly all of some pages."""
    out = Counter(line for old, new in read for line in dict.fromkeys(old) if line not in {*new})
    added = Counter(line for old, new in read for line in dict.fromkeys(new) if line not in {*old})
    least = max(LEAST_PAGES, NEARLY_ALL * len(read))
    return tuple(each for each in out if out[each] >= least), tuple(each for each in added if added[each] >= least)


def without_frame(lines: Lines, frame: Lines) -> Lines:
    """Return what a page had and has, without what changed on nearly all pages."""
    (old, new), (out, added) = lines, frame
    return tuple(line for line in old if line not in out), tuple(line for line in new if line not in added)


def change(before: Built, after: Built, old: Page | None, new: Page | None, lines: Lines) -> Change:
    """Return how one page changed; its lines are empty when it did not."""
    page = new or old
    assert page is not None
    return Change(
        address=page.address,
        title=page.meta.title,
        path=page.source.path,
        lines=tuple(changed_lines(*lines)),
        before=measures(before, old),
        after=measures(after, new),
        was=old.address if old and new and old.address != new.address else "",
    )


def measures(built: Built, page: Page | None) -> Measures | None:
    """Return what a page weighs and how hard it reads."""
    if page is None or page.output_path not in built.weights:
        return None
    levels = grades(built.site, page, built.documents[page.output_path])
    return Measures(built.weights[page.output_path].total_bytes, levels[-1][1] if levels else 0.0)


def changed_lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Yield the lines that differ, each beside the one it replaces where they are alike."""
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        out, added = list(old[start:end]), list(new[begin:stop])
        while out and added and (line := changed_words(out[0], added[0])):
            yield line
            del out[0], added[0]
        yield from (((OUT, text),) for text in out)
        yield from (((IN, text),) for text in added)


def changed_words(old: str, new: str) -> Line | None:
    """Return two lines as one with the words that differ marked, None when they have too little in common."""
    was, now = old.split(" "), new.split(" ")
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    if matcher.ratio() < LIKE:
        return None
    pieces: list[tuple[str, str]] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            pieces.append((KEPT, " ".join(was[start:end])))
        else:
            pieces += [(OUT, " ".join(was[start:end]))] * (end > start) + [(IN, " ".join(now[begin:stop]))] * (
                stop > begin
            )
    return tuple(pieces)


def with_stale(change: Change, changes: Sequence[Change], site: Site) -> Change:
    """Return a change with the translations of its page that stayed as they were."""
    page = site.by_address.get(change.address)
    if page is None or not change.lines:
        return change
    touched = {each.path for each in changes}
    _, language, rest = page.source.path.split("/", 2)
    others = (f"content/{each}/{rest}" for each in site.settings.languages if each != language)
    known = {each.source.path for each in site.pages}
    stale = tuple(each for each in others if each in known and each not in touched)
    return Change(**{**vars(change), "stale": stale})
