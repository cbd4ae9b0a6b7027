"""Knows what is measured: a cold build, one with nothing changed, and one after each kind of edit."""

import re
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tests.bench.corpus import place, site
from tests.bench.runs import Run, run

ROOT = Path(__file__).resolve().parent.parent.parent
AT = ("--at", "2026-11-27")


def make_site(folder: Path, pages: int) -> None:
    """Write a site of so many pages, with the templates and the words of this project."""
    shutil.copytree(ROOT / "templates", folder / "templates")
    words = {"content/strings/en.yaml": (ROOT / "content/strings/en.yaml").read_text()}
    for path, text in {**site(pages), **words}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)


def measured(folder: Path, pages: int, turn: int, builds: Collection[str]) -> Iterator[tuple[str, Run]]:
    """Yield what some builds of a site take, in the order of `BUILDS`; each finds the result of the one before."""
    time.sleep(2.1)  # what was saved just now is not yet trusted
    for name in (".cache", "output"):
        shutil.rmtree(folder / name, ignore_errors=True)
    command = [sys.executable, str(ROOT / "build.py"), *AT]
    yield "cold", run(command, folder)
    yield "nothing changed", run(command, folder)
    for name, edit in EDITS.items():
        if name in builds:
            edit(folder, pages, turn)
            yield name, run(command, folder)


def edit_body(folder: Path, pages: int, turn: int) -> None:
    """Add a sentence to a page."""
    add_sentence(folder / f"content/en/{place(turn % pages)}.md", turn)


def edit_another_body(folder: Path, pages: int, turn: int) -> None:
    """Add a sentence to another page: the first edit after a cold build also makes the tree that this one uses up."""
    add_sentence(folder / f"content/en/{place((turn + 2) % pages)}.md", turn)


def edit_title(folder: Path, pages: int, turn: int) -> None:
    """Give a page another title: its section lists it."""
    retitle(folder / f"content/en/{place((turn + 1) % pages)}.md", turn)


def edit_fact(folder: Path, pages: int, turn: int) -> None:
    """Change a figure that very many pages hold."""
    replace(folder / "content/facts.yaml", r"value: \{en: \S+ gallon\w*", f"value: {{en: {turn + 2} gallons")


def edit_template(folder: Path, pages: int, turn: int) -> None:
    """Change the frame of every page."""
    replace(folder / "templates/base.html", r"<body[^>]*>", f'<body data-edited="{turn}">')


EDITS: dict[str, Callable[[Path, int, int], None]] = {
    "body": edit_body,
    "body again": edit_another_body,
    "title": edit_title,
    "fact": edit_fact,
    "template": edit_template,
}


BUILDS = ("cold", "nothing changed", *EDITS)
"""All that is measured. The first two always are."""


def add_sentence(path: Path, turn: int) -> None:
    """Add a sentence to the end of a page."""
    path.write_text(f"{path.read_text()}\nHere is sentence {turn} that was not here before.\n")


def retitle(path: Path, turn: int) -> None:
    """Give a page another title."""
    replace(path, r"(?m)^title: .*", f"title: Another title {turn}")


def replace(path: Path, pattern: str, new: str) -> None:
    """Put other words in place of the one match of a pattern in a file."""
    text, found = re.subn(pattern, lambda _: new, path.read_text(), count=1)
    assert found, (path, pattern)
    path.write_text(text)
