"""Knows how a command tries a build: for which moment, of which project, and how it says what came of it."""

import argparse
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime

from site_builder.fix import Find
from site_builder.measures import Measured
from site_builder.memory import Memory
from site_builder.model import Attempt, Project
from site_builder.pipeline import build, finish, glance, read_site
from site_builder.problems import Each, Invalid, Item, Problem, Result, attempt
from site_builder.project import read_project

Problems = tuple[Problem, ...]

PUBLISHED, PROBLEMS, WRONG_USAGE = 0, 1, 2


def the_moment(options: argparse.Namespace) -> datetime:
    """Return the moment to build for: `--at`, SOURCE_DATE_EPOCH, or now.

    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
    """
    if options.at:
        return options.at  # type: ignore[no-any-return]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


class Overtaken(Exception):
    """Something was saved while a build was made of what stood there before."""


def build_again(
    options: argparse.Namespace, memory: Memory, looked_at: Collection[str], is_overtaken: Callable[[], bool]
) -> Iterator[tuple[Measured, ...] | Attempt]:
    """Yield the pages at some addresses, then a build. What does not differ from the build before is not read anew.

    Nothing more comes once `is_overtaken` tells so: what was remembered until then stays.
    """
    project = Project({})

    def unless_overtaken(items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            if is_overtaken():
                raise Overtaken
            yield item

    def each(function: Callable[[Item], Result], items: Iterable[Item]) -> tuple[tuple[Result, ...], Problems]:
        return memory.each(function, unless_overtaken(items))

    def through(function: Callable[[Item], Result], items: Iterable[Item]) -> tuple[tuple[Result, ...], Problems]:
        return attempt(function, unless_overtaken(items))

    try:
        project = read_project(options.site)
        read = read_site(project, the_moment(options), options.drafts, options.base_url, memory.each)
        yield glance(read.site, looked_at, memory.each)
        built = finish(read, each, through)
    except Overtaken:
        return
    except Invalid as fault:
        yield Attempt(project, None, tuple(sorted(fault.problems)))
    else:
        memory.turn()
        yield Attempt(project, built, built.problems)


def attempt_build(options: argparse.Namespace, each: Each = attempt) -> Attempt:
    """Return a build, or what there was to build and why it could not be done."""
    try:
        project = read_project(options.site)
    except Invalid as fault:
        return Attempt(Project({}), None, tuple(sorted(fault.problems)))
    return attempt_of(options, project, each)


def attempt_of(options: argparse.Namespace, project: Project, each: Each) -> Attempt:
    """Return a build of a project, or why it could not be done."""
    try:
        built = build(project, the_moment(options), options.drafts, options.base_url, each)
    except Invalid as fault:
        return Attempt(project, None, tuple(sorted(fault.problems)))
    return Attempt(project, built, built.problems)


def finder(options: argparse.Namespace) -> Find:
    """Return a way to find what is wrong with a project, time and again; what did not change is remembered."""
    memory = Memory()

    def find(project: Project) -> tuple[Problem, ...]:
        memory.turn()
        return attempt_of(options, project, memory.each).problems

    return find


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 new address", "2 new addresses"."""
    return f"{number} {noun}{'' if number == 1 else 'es' if noun.endswith('s') else 's'}"


def say(text: str) -> None:
    """Print talk, which is no data."""
    print(text, file=sys.stderr)
