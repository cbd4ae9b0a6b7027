"""A build is the same every time: whatever was built before, and wherever and however it is run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.cache import Cache, write_cache
from site_builder.memory import Memory
from site_builder.model import Built, Project
from site_builder.pipeline import build
from site_builder.problems import Each, Invalid, Problem, attempt
from tests.conftest import NOW, ROOT, WATER, page, project_of

SEQUENCES = settings.default.max_examples // 4
"""Tried by default; twenty times as many with `--thorough`."""

SHARED = {
    "content/facts.yaml": ((b"1 gallon", b"2 gallons"), (b"sure: confirm", b"sure: compared"), (b"water:", b"rain:")),
    "content/site.yaml": (
        (b"navigation: []", b"navigation: [/storm/]"),
        (b"base_url: https://example.org", b"base_url: https://example.org/sub"),
        (b"official: true", b"official: false"),
        (b"What to do.", b"What to do now."),
        (b"601-555-0100", b"601-555-0199"),
        (b"languages: {en: English}", b"languages: {en: English, es: Espa\xc3\xb1ol}"),
        (b"offline: false", b"nonsense: here"),
    ),
    "content/strings/en.yaml": ((b"skip:", b"skipped:"), (b"Last checked", b"Looked at last")),
    "content/glossary/en.yaml": (
        (b"A national agency.", b"An agency of the nation."),
        (b"Weather Service", b"Service"),
    ),
    "content/data/counties.csv": ((b"Adams", b"Alcorn"),),
    "templates/base.html": ((b"<body>", b'<body data-edited="1">'), (b"{{ page.address }}", b"{{ page.nothing }}")),
    "templates/kinds/section.html": ((b"<ul", b'<ul data-edited="1"'),),
    "templates/components/note/note.html": ((b"{{ body }}", b"{{ body }}<hr>"),),
    "templates/components/do-now/do-now.css": ((b"{", b"{order:1;"),),
    "templates/components/checklist/checklist.js": ((b"export", b"/* edited */ export"),),
    "templates/icons/flood.svg": ((b"<svg", b'<svg data-edited="1"'),),
}
"""What may be put in the place of what in the files that all pages share."""

PAGES = (
    "content/en/index.md",
    "content/en/storm/index.md",
    "content/en/storm/kit.md",
    "content/en/flood.md",
    "content/en/a-z.md",
    "content/en/sources.md",
    "content/es/index.md",
    "content/es/flood.md",
)
KINDS = ("page", "home", "section", "notice", "sources", "a-z", "hazard", "nothing")
BODIES = (
    "Words.",
    "Store {{ water }} of water. The NWS warns.",
    "Call {{ contact.office.phone }}.\n\n::: note Good to know\nRead [on](/flood/#more).\n:::",
    "## More {#more}\n\nText.\n\n## Much more\n\nText.\n\n## Most\n\nText.",
    "::: checklist To pack\n- Water\n- Food\n:::",
    "Table: Storms\n\n| Name | Year |\n| --- | --- |\n| One | 1969 |",
    "::: nothing\nA block that is not there.",
    "See [the kit](/storm/kit/) and [nowhere](/nowhere/).",
)
MORE = (
    "",
    "draft: true",
    "publish: 2026-11-24",
    "expires: 2026-11-25",
    "order: 3",
    "moved_from: [/old/]",
    "also: [Gale]",
    "sources: [handbook]",
    "sumary: a slip",
)


@dataclass(frozen=True)
class State:
    """A site on its way through some edits, and how it is built."""

    files: Mapping[str, bytes]
    now: datetime = NOW
    drafts: bool = False


Step = Callable[[State], State]


def swapped(path: str, old: bytes, new: bytes, state: State) -> State:
    """Put some bytes in place of others in a file, or back."""
    body = state.files.get(path, b"")
    return put(path, body.replace(old, new) if new not in body else body.replace(new, old), state)


def put(path: str, body: bytes, state: State) -> State:
    """Write a file."""
    return replace(state, files={**state.files, path: body})


def without(path: str, state: State) -> State:
    """Delete a file."""
    return replace(state, files={other: body for other, body in state.files.items() if other != path})


def renamed(path: str, other: str, state: State) -> State:
    """Rename a file, if it is there."""
    return without(path, put(other, state.files[path], state)) if path in state.files and path != other else state


def later(days: int, state: State) -> State:
    """Move the clock, maybe back."""
    return replace(state, now=state.now + timedelta(days=days))


def with_drafts(drafts: bool, state: State) -> State:
    """Build with drafts, or without."""
    return replace(state, drafts=drafts)


def written(title: str, kind: str, body: str, more: str) -> bytes:
    """Return a page."""
    return page(body, title=title, kind=kind, more=f"{more}\n" if more else "").split("--\n", 1)[1].encode()


TEXTS = st.builds(
    written,
    st.sampled_from(("Storm", "Flood", "A kit")),
    st.sampled_from(KINDS),
    st.sampled_from(BODIES),
    st.sampled_from(MORE),
)
PATHS = st.sampled_from(PAGES)
SWAPS = [(path, *pair) for path, pairs in SHARED.items() for pair in pairs]
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(partial, st.just(put), PATHS, TEXTS),
    st.sampled_from(SWAPS).map(lambda each: partial(swapped, *each)),
    st.builds(partial, st.just(without), st.sampled_from((*PAGES, *SHARED))),
    st.builds(partial, st.just(renamed), PATHS, PATHS),
    st.builds(partial, st.just(later), st.integers(-3, 3)),
    st.builds(partial, st.just(with_drafts), st.booleans()),
)
START = State(
    project_of(
        page("Store {{ water }} of water.", path="en/flood.md", title="Flood")
        + page(path="en/storm/index.md", kind="section")
        + page("The NWS warns.", path="en/storm/kit.md", title="A kit")
        + page(path="en/a-z.md", title="From A to Z", kind="a-z")
        + page(path="en/sources.md", title="Where this is from", kind="sources")
        + page(path="es/index.md", title="Inicio", kind="home")
        + WATER
        + "-- content/data/counties.csv --\nname\nAdams\n"
        + "-- content/glossary/en.yaml --\nterms:\n"
        + "  - {term: NWS, meaning: A national agency., name: National Weather Service}\n"
    ).files
)


def outcome(state: State, each: Each) -> Built | tuple[Problem, ...]:
    """Return what is built, or why nothing can be."""
    try:
        return build(Project(state.files), state.now, state.drafts, each=each)
    except Invalid as fault:
        return tuple(sorted(fault.problems))


@settings(max_examples=SEQUENCES)
@given(st.lists(STEPS, min_size=1, max_size=8))
def test_a_build_that_remembers_is_like_one_that_does_not(steps: list[Step]) -> None:
    """On disk from one process to the next, and within one process, whatever is edited in between."""
    state, memory = START, Memory()

    with TemporaryDirectory() as folder:
        for step in (partial(later, 0), *steps):
            state = step(state)
            memory.turn()
            cache = Cache(Path(folder) / "remembered")
            anew = outcome(state, attempt)

            assert outcome(state, cache.each) == anew
            assert outcome(state, memory.each) == anew
            write_cache(cache)


def test_every_edit_of_shared_files_finds_what_it_edits() -> None:
    """Else the sequences would prove less than they seem to."""
    missing = [(path, old) for path, old, _ in SWAPS if old not in START.files[path] and old != b"offline: false"]

    assert missing == []


def test_the_files_of_a_form_follow_all_that_they_are_made_of(tmp_path: Path) -> None:
    """They are remembered as one; the sequences have no form."""
    form, lists = "content/forms/speaker-request.yaml", ("content/data/topics.yaml", "content/data/counties.csv")
    asking = page("Ask us.", path="en/ask.md", title="Ask", kind="form", more="form: speaker-request\n")
    real = {path: (ROOT / path).read_bytes() for path in (form, *lists)}
    state = replace(START, files={**START.files, **project_of(asking).files, **real})
    edits = (
        (form, b"Ask for a speaker", b"Ask for a talk"),
        ("content/site.yaml", b"navigation: []", b"navigation: [/storm/]"),
        (lists[1], b"Adams", b"Alcorn"),
    )
    seen = []

    for edit in ((form, b"", b""), *edits):
        state = swapped(*edit, state)
        cache = Cache(tmp_path / "remembered")
        anew = outcome(state, attempt)
        assert isinstance(anew, Built)
        assert outcome(state, cache.each) == anew
        write_cache(cache)
        seen.append(next(each.body for each in anew.outputs if each.path == "forms/speaker-request/form.json"))

    assert len(set(seen)) == len(edits) + 1


def built_in(folder: Path, environment: Mapping[str, str], backward: bool, jobs: int) -> dict[str, bytes]:
    """Build the real site in a folder and return its files. The folder's files are made in one order or the other."""
    names = sorted(path for part in ("content", "templates") for path in (ROOT / part).rglob("*") if path.is_file())
    for path in reversed(names) if backward else names:
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    run(folder, environment, jobs)
    return files(folder / "output")


def run(folder: Path, environment: Mapping[str, str], jobs: int) -> None:
    """Build a site with so many processes."""
    command = [sys.executable, str(ROOT / "build.py"), "--at", "2026-11-27", "--jobs", str(jobs)]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, capture_output=True, check=True)


def files(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_folder_time_zone_locale_hash_seed_order_of_files_and_jobs_make_no_difference(tmp_path: Path) -> None:
    here = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "PYTHONUTF8": "0"}
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "HOME": str(tmp_path)}

    one = built_in(tmp_path / "one", here, backward=False, jobs=1)
    other = built_in(tmp_path / "an other, mit Umlaut ä", there, backward=True, jobs=3)

    assert len(one) > 100
    assert one == other
    (tmp_path / "one/output/index.html").unlink()
    run(tmp_path / "one", there, jobs=2)
    assert files(tmp_path / "one/output") == one
