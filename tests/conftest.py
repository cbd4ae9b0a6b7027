"""Fixtures that every test may use: a site written as text, the real site, and the options of the test command."""

from __future__ import annotations

import re
import signal
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import settings

from site_builder.model import Built, Output, Project
from site_builder.pipeline import build
from site_builder.problems import Invalid, Problem
from site_builder.project import read_project

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
DEFAULTS = "tests/site.txt"
POINT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
"""A PNG of one point."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", action="append", default=[], metavar="NAME", help="leave out what needs NAME")
    parser.addoption("--thorough", action="store_true", help="run the long proofs at full size")
    parser.addoption("--rewrite", action="store_true", help="write golden files and reference pages anew")


def pytest_configure(config: pytest.Config) -> None:
    """Time no generated input, since a busy machine is slow; try twenty times as many in the long proofs."""
    settings.register_profile("short", deadline=None)
    settings.register_profile("thorough", deadline=None, max_examples=2000)
    settings.load_profile("thorough" if config.getoption("--thorough") else "short")
    # A shell mutes Ctrl-C for what it runs in the background, and what the tests start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "thorough: a long proof, left out unless asked for with --thorough")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long proofs unless they are asked for: a skipped test is one that lacks something."""
    if config.getoption("--thorough"):
        return
    long = [each for each in items if each.get_closest_marker("thorough")]
    config.hook.pytest_deselected(items=long)
    items[:] = [each for each in items if each not in long]


@dataclass(frozen=True)
class Tried:
    """A build in a test: what was built, if anything was, and what it said."""

    built: Built | None
    problems: tuple[Problem, ...]

    @property
    def said(self) -> list[str]:
        """Return each problem on one line, without its hint."""
        return [str(problem).split("\n", 1)[0] for problem in self.problems]

    def output(self, path: str) -> Output:
        """Return the output at a path."""
        assert self.built is not None
        return next(each for each in self.built.outputs if each.path == path)

    def text(self, path: str) -> str:
        """Return the output at a path as text."""
        return self.output(path).body.decode()

    @property
    def paths(self) -> list[str]:
        """Return the paths of all outputs."""
        assert self.built is not None
        return [each.path for each in self.built.outputs]


Build = Callable[..., Tried]

WATER = """\
-- content/facts.yaml --
sources:
  handbook:
    agency: The Agency
    title: The Handbook
    link: https://agency.example.org/handbook
facts:
  water:
    about: Water for one person for one day
    value: {en: 1 gallon}
    sources: [handbook]
    sure: confirm
    checked: 2026-11-01
"""
"""The facts of the small site with one figure."""


def page(
    body: str = "Words.", path: str = "en/storm.md", title: str = "Storm", kind: str = "page", more: str = ""
) -> str:
    """Return a page as text for a site. Its body begins on line 7, or below the lines of front matter in `more`."""
    settings = (
        f"title: {title}\ndescription: What to know about {title}, in as few words as fit.\nchecked: 2026-11-01\n"
    )
    words = dedent(body).strip("\n")
    return f"-- content/{path} --\n---\n{settings}kind: {kind}\n{dedent(more)}---\n{words}\n"


def files_in(text: str) -> dict[str, bytes]:
    """Return the files of a site written as text: each begins with a line `-- path --`.

    A `.png` becomes a picture of one point with the text behind it.
    """
    parts = re.split(r"^-- (\S+) --\n", dedent(text.strip("\n")), flags=re.MULTILINE)
    return {
        path: (POINT if path.endswith(".png") else b"") + body.encode()
        for path, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def project_of(text: str) -> Project:
    """Return a project of the real templates, a small site to fill the rest, and what the text adds or replaces."""
    templates = read_project(ROOT).under("templates")
    words = (ROOT / "content/strings/en.yaml").read_bytes()
    strings = {f"content/strings/{language}.yaml": words for language in ("en", "es")}
    return Project({**templates, **strings, **files_in((ROOT / DEFAULTS).read_text()), **files_in(text)})


def with_settings(project: Project, settings: dict[str, str]) -> Project:
    """Return a project in which lines of `content/site.yaml` are replaced, or added at its end."""
    text = project.files["content/site.yaml"].decode()
    for name, value in settings.items():
        line = f"{name}: {value}\n"
        text, replaced = re.subn(rf"^{name}: .*\n", lambda _, line=line: line, text, flags=re.MULTILINE)
        text += "" if replaced else line
    return Project({**project.files, "content/site.yaml": text.encode()})


@pytest.fixture
def site() -> Build:
    """Build a site written as text over the small one in `tests/site.txt`.

    Further keywords are settings: `navigation="[/storms/]"` stands in for that line of `content/site.yaml`.
    """

    def try_build(
        text: str = "", now: datetime = NOW, drafts: bool = False, base_url: str = "", **settings: str
    ) -> Tried:
        try:
            built = build(with_settings(project_of(text), settings), now, drafts, base_url)
        except Invalid as fault:
            return Tried(None, tuple(sorted(fault.problems)))
        return Tried(built, built.problems)

    return try_build


@pytest.fixture(scope="session")
def real_site() -> Built:
    """Build the real content, once."""
    return build(read_project(ROOT), NOW)
