"""Fixtures that every test may use: a site written as text, the real site, and the options of the test command."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest

from site_builder.model import Built, Output, Project
from site_builder.pipeline import build
from site_builder.problems import Invalid, Problem
from site_builder.project import read_project

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DEFAULTS = "tests/site.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", action="append", default=[], metavar="NAME", help="leave out what needs NAME")
    parser.addoption("--thorough", action="store_true", help="run the long proofs at full size")
    parser.addoption("--rewrite", action="store_true", help="write golden files and reference pages anew")


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


def files_in(text: str) -> dict[str, bytes]:
    """Return the files of a site written as text: each begins with a line `-- path --`."""
    parts = re.split(r"^-- (\S+) --\n", dedent(text.strip("\n")), flags=re.MULTILINE)
    return {path: body.encode() for path, body in zip(parts[1::2], parts[2::2], strict=True)}


def project_of(text: str) -> Project:
    """Return a project of the real templates, a small site to fill the rest, and what the text adds or replaces."""
    templates = read_project(ROOT).under("templates")
    strings = {"content/strings/en.yaml": (ROOT / "content/strings/en.yaml").read_bytes()}
    return Project({**templates, **strings, **files_in((ROOT / DEFAULTS).read_text()), **files_in(text)})


@pytest.fixture
def site() -> Callable[..., Tried]:
    """Build a site written as text over the small one in `tests/site.txt`."""

    def try_build(text: str = "", now: datetime = NOW, drafts: bool = False, base_url: str = "") -> Tried:
        try:
            built = build(project_of(text), now, drafts, base_url)
        except Invalid as fault:
            return Tried(None, tuple(sorted(fault.problems)))
        return Tried(built, built.problems)

    return try_build


@pytest.fixture(scope="session")
def real_site() -> Built:
    """Build the real content, once."""
    return build(read_project(ROOT), NOW)
