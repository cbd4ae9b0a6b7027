"""Knows the command line: arguments, printing, exit status. Talk goes to stderr, data to stdout."""

import argparse
import math
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.addresses import LEDGER, unnoted, with_new
from site_builder.cache import Cache, read_cache, write_cache
from site_builder.findings import findings
from site_builder.fix import fix
from site_builder.measures import Measured
from site_builder.memory import Memory
from site_builder.model import Attempt, Built, Project
from site_builder.pipeline import build, finish, glance, read_site
from site_builder.problems import Each, Invalid, Problem, attempt
from site_builder.project import read_project
from site_builder.publish import publish
from site_builder.report import FOR_TOOLS, FORMATS, report
from site_builder.schema import read_moment
from site_builder.serve import serve
from site_builder.suite import run_bench, run_tests
from site_builder.unchanged import look_at_inputs, note, site_in
from site_builder.verify import verify

PUBLISHED, PROBLEMS, WRONG_USAGE = 0, 1, 2
REMEMBERED = Path(".cache/remembered")


def main(arguments: Sequence[str]) -> int:
    """Run one command. Return 0 for done, 1 for problems found, 2 for wrong usage."""
    options, rest = parser().parse_known_args(arguments)
    if options.command in TOOLS:
        return TOOLS[options.command](list(arguments)[1:])
    if options.command == "fix":
        return fix_pages(options, rest)
    if options.command == "verify":
        return verify_copy(options, rest)
    if rest:
        parser().error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "serve":
        options.drafts = True
        options.base_url = options.base_url or f"http://127.0.0.1:{options.port}"
        return serve(options.site, options.port, partial(build_again, options, Memory()))
    if options.command == "addresses":
        return note_addresses(options)
    return build_once(options, arguments)


def parser() -> argparse.ArgumentParser:
    """Return the reader of arguments, made from `COMMANDS` and `OPTIONS`."""
    shared = argparse.ArgumentParser(add_help=False)
    for flag, settings in OPTIONS.items():
        shared.add_argument(flag, **settings)
    top = argparse.ArgumentParser(prog="build.py", description="Builds the website in content/.", parents=[shared])
    commands = top.add_subparsers(dest="command", metavar="command")
    for name, meaning in COMMANDS.items():
        is_tool = name in TOOLS
        commands.add_parser(name, parents=[] if is_tool else [shared], add_help=not is_tool, help=meaning)
    return top


def moment(text: str) -> datetime:
    """Read the moment given with `--at`. Raises ArgumentTypeError."""
    try:
        return read_moment(text)
    except ValueError:
        hint = "write 2026-11-23 or 2026-11-23T18:00-06:00"
        raise argparse.ArgumentTypeError(f"`{text}` is not a day or a moment: {hint}") from None


COMMANDS = {
    "build": "build content/ into output/ (this is the default)",
    "check": "build and check everything, write nothing",
    "serve": "preview in a browser, built again at each save",
    "fix": "mend what is safe to mend, in all files or in those named behind it; shows the difference and asks first",
    "addresses": "note the addresses that are new in content/addresses.txt, so that none is lost later",
    "verify": "say in what a folder or a live site, named behind it, differs from the manifest of its build",
    "test": "run the tests after setting up what they need; what follows goes to pytest",
    "bench": "measure builds of made-up sites; `--sizes 100,1000`, `--runs 3` and `--write` may follow",
}
TOOLS: dict[str, Callable[[Sequence[str]], int]] = {"test": run_tests, "bench": run_bench}
"""The commands that take arguments of their own."""
OPTIONS: dict[str, dict[str, Any]] = {
    "--site": {"type": Path, "default": Path(), "help": "the folder that holds content/ and templates/"},
    "--output": {"type": Path, "default": Path("output"), "help": "where the site is published"},
    "--at": {"type": moment, "default": None, "help": "build as of this day or moment, not as of now"},
    "--base-url": {"default": "", "help": "publish at this address, not at the one in site.yaml"},
    "--drafts": {"action": "store_true", "help": "publish drafts and pages whose time has not come"},
    "--format": {"choices": tuple(FORMATS), "default": "text", "help": "how problems are printed"},
    "--against": {"default": "", "help": "the manifest.json that `verify` goes by, not the one of the copy"},
    "--no-cache": {"action": "store_true", "help": "work everything out anew"},
    "--yes": {"action": "store_true", "help": "write what `fix` shows without asking"},
    "--port": {"type": int, "default": 8000, "help": "the port of the preview on this computer"},
}


def the_moment(options: argparse.Namespace) -> datetime:
    """Return the moment to build for: `--at`, SOURCE_DATE_EPOCH, or now.

    Source: reproducible-builds.org, "SOURCE_DATE_EPOCH specification".
    """
    if options.at:
        return options.at  # type: ignore[no-any-return]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)


def build_again(
    options: argparse.Namespace, memory: Memory, looked_at: Collection[str]
) -> Iterator[tuple[Measured, ...] | Attempt]:
    """Yield the pages at some addresses, then a build. What does not differ from the build before is not read anew.

    Whoever asks may stop behind the first step: what was remembered until then stays.
    """
    project = Project({})
    try:
        project = read_project(options.site)
        read = read_site(project, the_moment(options), options.drafts, options.base_url, memory.each)
        yield glance(read.site, looked_at, memory.each)
        built = finish(read, memory.each)
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


def fix_pages(options: argparse.Namespace, paths: Sequence[str]) -> int:
    """Mend what is safe to mend in some files, drafts among them."""
    if unknown := [path for path in paths if path.startswith("-") or not Path(path).exists()]:
        parser().error(f"there is no file or folder {unknown[0]}")
    options.drafts = True
    memory = Memory()

    def find(project: Project) -> tuple[Problem, ...]:
        memory.turn()
        return attempt_of(options, project, memory.each).problems

    tried = attempt_build(options)
    if not tried.project.files:
        print(report(findings(tried.problems, {}), options.format))
        return PROBLEMS
    return fix(options.site, tried.project, find, paths, options.yes)


def verify_copy(options: argparse.Namespace, places: Sequence[str]) -> int:
    """Print in what a copy of the site differs from its manifest."""
    if len(places) != 1 or places[0].startswith("-"):
        parser().error("verify needs one folder or address: python3 build.py verify https://example.org")
    try:
        files, problems = verify(places[0], options.against)
    except Invalid as fault:
        files, problems = 0, fault.problems
    if problems or options.format in FOR_TOOLS:
        print(report(findings(problems, {}), options.format))
    if problems:
        say(f"{len(problems)} difference{'s' * (len(problems) > 1)}: {places[0]} is not what was built")
        return PROBLEMS
    say(f"{places[0]} is what was built: {files} files")
    return PUBLISHED


def build_once(options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Build, print what is wrong, and publish when nothing is."""
    started = time.monotonic()
    remembered = options.site / REMEMBERED
    cache = Cache({}) if options.no_cache else read_cache(remembered)
    inputs = look_at_inputs(site_in(arguments))
    tried = attempt_build(options, cache.each)
    if tried.built:
        write_cache(cache, remembered)
    built, problems = tried.built, tried.problems
    if built and not problems and options.command != "check":
        try:
            publish(built.outputs, options.output)
        except Invalid as fault:
            problems = fault.problems
    if problems or options.format in FOR_TOOLS:
        print(report(findings(problems, tried.project.files), options.format))
    if problems:
        say(f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was published")
        return PROBLEMS
    assert built is not None
    done = "checked, nothing written" if options.command == "check" else f"published in {options.output}"
    result = f"{len(built.site.pages)} pages, {len(built.outputs)} files {done}"
    say(f"{result} in {time.monotonic() - started:.1f} s")
    for line in outlook(built):
        say(line)
    if options.command != "check" and options.format not in FOR_TOOLS:
        span = during(built, options)
        note(arguments, inputs, str(options.output), span, "; ".join((result, *outlook(built))))
    return PUBLISHED


def outlook(built: Built) -> Iterator[str]:
    """Yield what a person should know of a site that was built."""
    if built.site.next_change:
        yield f"The result next changes by itself at {built.site.next_change.isoformat()}"
    if new := unnoted(built.site):
        yield f"{counted(len(new), 'new address')}, not in {LEDGER} yet: `python3 build.py addresses` notes them"


def during(built: Built, options: argparse.Namespace) -> tuple[float, float]:
    """Return from when until when, in seconds since 1970, the clock changes nothing of a build."""
    if options.at or os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        return -math.inf, math.inf
    end = built.site.next_change
    return built.site.now.timestamp(), end.timestamp() if end else math.inf


def note_addresses(options: argparse.Namespace) -> int:
    """Add to the ledger what readers can keep from now on; a site with problems has nothing to add."""
    options.drafts = False
    tried = attempt_build(options)
    if tried.built is None or tried.problems:
        print(report(findings(tried.problems, tried.project.files), options.format))
        return PROBLEMS
    new = unnoted(tried.built.site)
    (options.site / LEDGER).write_bytes(with_new(tried.built.site))
    print("\n".join(new))
    say(f"{counted(len(new), 'new address')} noted in {LEDGER}")
    return PUBLISHED


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 new address", "2 new addresses"."""
    return f"{number} {noun}{'' if number == 1 else 'es' if noun.endswith('s') else 's'}"


def say(text: str) -> None:
    """Print talk, which is no data."""
    print(text, file=sys.stderr)
