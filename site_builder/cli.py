"""Knows the command line: arguments, printing, exit status. Talk goes to stderr, data to stdout."""

import argparse
import math
import os
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from site_builder.addresses import LEDGER, unnoted
from site_builder.attempts import (
    PROBLEMS,
    PUBLISHED,
    attempt_build,
    build_again,
    counted,
    finder,
    say,
)
from site_builder.cache import Cache, keep, write_cache
from site_builder.findings import findings
from site_builder.late import late
from site_builder.losses import losses
from site_builder.memory import Memory
from site_builder.model import Built
from site_builder.problems import Invalid, Problem
from site_builder.publish import last_manifest, publish
from site_builder.records import read_moment
from site_builder.report import FOR_TOOLS, FORMATS, reminder, report
from site_builder.reviews import REVIEW_FORMATS
from site_builder.spread import processors
from site_builder.store import Damaged
from site_builder.unchanged import look_at_inputs, note, site_in
from site_builder.why import digests, find_page, inputs_of, noted, read_noted, told

REMEMBERED = Path(".cache/remembered")
SPARE = Path(".cache/spare")
INPUTS = Path(".cache/inputs")


def main(arguments: Sequence[str]) -> int:
    """Run one command. Return 0 for done, 1 for problems found, 2 for wrong usage."""
    options, rest = parser().parse_known_args(arguments)
    if options.command in TOOLS:
        return TOOLS[options.command](list(arguments)[1:])
    try:
        return run(options, rest, arguments)
    except Damaged:  # another program took away what was remembered while it was read
        options.no_cache = True
        return run(options, rest, arguments)


def run(options: argparse.Namespace, rest: Sequence[str], arguments: Sequence[str]) -> int:
    """Run one command that uses what was remembered. Raises Damaged when that is gone before it is read."""
    known: Collection[str] = REVIEW_FORMATS if options.command == "reviews" else FORMATS
    if options.format not in known:
        parser().error(f"`{options.command or 'build'}` has no format {options.format}, but {', '.join(known)}")
    if options.command in WITH_WORDS:
        return WITH_WORDS[options.command](options, rest)
    if rest:
        parser().error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "serve":
        options.drafts = True
        options.base_url = options.base_url or f"http://127.0.0.1:{options.port}"
        return int(late("serve", "serve")(options.site, options.port, partial(build_again, options, Memory())))
    if options.command in ALONE:
        return ALONE[options.command](options)
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
    "sign": "sign the manifest of the output folder with the key in SITE_SIGNING_KEY",
    "fetch": "bring what is public at an address into an empty output folder, so that a build in CI knows it",
    "sbom": "print which libraries, in which versions, build the site here: a CycloneDX bill of materials",
    "new": "begin a page, `new KIND PATH`: asks for what its kind needs, or takes it as `name=answer` behind the path",
    "reviews": "what should be looked at again, when and by whom; `--format json` and `ics`, a calendar, too",
    "schemas": "write .vscode/: what editors need to complete settings and to underline faults while one types",
    "diff": "what readers would see changed since a Git revision, HEAD if none is named: a page, and a summary",
    "test": "run the tests after setting up what they need; what follows goes to pytest",
    "why": "say of which files the page behind it is made, and which changed since the last build",
    "bench": "measure builds of made-up sites; `--sizes 100,1000`, `--builds cold,body`, `--runs 3`, `--write`",
}
TOOLS: dict[str, Callable[[Sequence[str]], int]] = {
    "sbom": late("sbom", "print_sbom"),
    "test": late("suite", "run_tests"),
    "bench": late("suite", "run_bench"),
}
"""The commands that take arguments of their own."""
OPTIONS: dict[str, dict[str, Any]] = {
    "--site": {"type": Path, "default": Path(), "help": "the folder that holds content/ and templates/"},
    "--output": {"type": Path, "default": Path("output"), "help": "where the site is published"},
    "--at": {"type": moment, "default": None, "help": "build as of this day or moment, not as of now"},
    "--base-url": {"default": "", "help": "publish at this address, not at the one in site.yaml"},
    "--drafts": {"action": "store_true", "help": "publish drafts and pages whose time has not come"},
    "--format": {
        "choices": tuple({**FORMATS, **REVIEW_FORMATS}),
        "default": "text",
        "help": "how problems are printed",
    },
    "--lose": {
        "action": "append",
        "default": [],
        "metavar": "ADDRESS",
        "help": "publish although this page would be gone, or those below it; may be given again",
    },
    "--against": {"default": "", "help": "the manifest.json that `verify` goes by, not the one of the copy"},
    "--key": {"default": "", "help": "the public key that must have signed what `verify` looks at"},
    "--jobs": {
        "type": int,
        "default": processors(),
        "help": "how many processes share long work, as many as there are processors if not said",
    },
    "--no-cache": {"action": "store_true", "help": "work everything out anew"},
    "--yes": {"action": "store_true", "help": "write what `fix` shows without asking"},
    "--port": {"type": int, "default": 8000, "help": "the port of the preview on this computer"},
}


def fix_pages(options: argparse.Namespace, paths: Sequence[str]) -> int:
    """Mend what is safe to mend in some files, drafts among them."""
    if unknown := [path for path in paths if path.startswith("-") or not Path(path).exists()]:
        parser().error(f"there is no file or folder {unknown[0]}")
    options.drafts = True
    tried = attempt_build(options)
    if not tried.project.files:
        print(report(findings(tried.problems, {}), options.format))
        return PROBLEMS
    return int(late("fix", "fix")(options.site, tried.project, finder(options), paths, options.yes))


def verify_copy(options: argparse.Namespace, places: Sequence[str]) -> int:
    """Print in what a copy of the site differs from its manifest."""
    if len(places) != 1 or places[0].startswith("-"):
        parser().error("verify needs one folder or address: python3 build.py verify https://example.org")
    try:
        files, problems = late("verify", "verify")(places[0], options.against, options.key)
    except Invalid as fault:
        files, problems = 0, fault.problems
    if problems or options.format in FOR_TOOLS:
        print(report(findings(problems, {}), options.format))
    if problems:
        say(f"{len(problems)} difference{'s' * (len(problems) > 1)}: {places[0]} is not what was built")
        return PROBLEMS
    say(f"{places[0]} is what was built: {files} files")
    return PUBLISHED


def fetch_public(options: argparse.Namespace, addresses: Sequence[str]) -> int:
    """Bring what a build must know of a live site into the output folder."""
    if len(addresses) != 1 or not addresses[0].startswith(("https://", "http://")):
        parser().error("fetch needs one address: python3 build.py fetch https://example.org")
    try:
        number = late("fetch", "fetch")(addresses[0], options.output)
    except Invalid as fault:
        print(report(findings(fault.problems, {}), options.format))
        return PROBLEMS
    say(f"{counted(number, 'file')} and the manifest of {addresses[0]} are in {options.output}")
    return PUBLISHED


def build_once(options: argparse.Namespace, arguments: Sequence[str]) -> int:
    """Build, print what is wrong, and publish when nothing is."""
    started = time.monotonic()
    cache = cache_for(options)
    inputs = look_at_inputs(site_in(arguments))
    tried = attempt_build(options, cache.each)
    built, problems = tried.built, tried.problems
    looks: Sequence[str] = ()
    if built and not problems and options.command != "check":
        try:
            problems = tuple(lost_by(options, built))
            if not problems:
                looks = publish(built.outputs, options.output, spare=None if options.no_cache else options.site / SPARE)
        except Invalid as fault:
            problems = fault.problems
    if built:
        write_cache(cache)
    if problems or options.format in FOR_TOOLS:
        print(report(findings(problems, tried.project.files), options.format))
    if problems:
        say(f"{len(problems)} problem{'s' * (len(problems) > 1)}; nothing was published")
        return PROBLEMS
    assert built is not None
    done = "checked, nothing written" if options.command == "check" else f"published in {options.output}"
    result = f"{len(built.site.pages)} pages, {len(built.outputs)} files {done}"
    say(f"{result} in {time.monotonic() - started:.1f} s")
    ahead = tuple(outlook(built))
    for line in ahead:
        say(line)
    if options.format == "github" and (new := unnoted(built.site)):
        print(
            reminder(LEDGER, f"New addresses: {', '.join(new)}. Once they are public run `python3 build.py addresses`")
        )
    if options.command != "check" and options.format not in FOR_TOOLS:
        span = during(built, options)
        keep(options.site / INPUTS, noted(digests(tried.project)).encode())
        note(arguments, inputs, str(options.output), looks, span, "; ".join((result, *ahead)))
    return PUBLISHED


def cache_for(options: argparse.Namespace) -> Cache:
    """Return what earlier builds of a site found, or nothing where that is asked for."""
    return Cache(None if options.no_cache else options.site / REMEMBERED, options.jobs)


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


def lost_by(options: argparse.Namespace, built: Built) -> Iterator[Problem]:
    """Yield what a publish would lose against what its folder holds now. Raises Invalid."""
    yield from losses(last_manifest(options.output), built.paths, built.site.settings.guard.lost_percent, options.lose)


def say_why(options: argparse.Namespace, names: Sequence[str]) -> int:
    """Print of which files a page is made, drafts among them, and which differ from those of the last build."""
    options.drafts = True
    tried = attempt_build(options, cache_for(options).each)
    if tried.built is None:
        print(report(findings(tried.problems, tried.project.files), options.format))
        return PROBLEMS
    page = find_page(tried.built.site, names[0]) if len(names) == 1 else None
    if page is None:
        parser().error("why needs one page, by its address or its file: python3 build.py why /storms/")
    kept = options.site / INPUTS
    before = read_noted(kept.read_text()) if kept.exists() else {}
    print("\n".join(told(inputs_of(tried.built, page), digests(tried.project), before)))
    return PUBLISHED


WITH_WORDS: dict[str, Callable[[argparse.Namespace, Sequence[str]], int]] = {
    "diff": late("writing", "show_difference"),
    "fetch": fetch_public,
    "fix": fix_pages,
    "new": late("writing", "begin_page"),
    "verify": verify_copy,
    "why": say_why,
}
"""The commands that take words behind them."""
ALONE: dict[str, Callable[[argparse.Namespace], int]] = {
    "addresses": late("writing", "note_addresses"),
    "reviews": late("writing", "list_reviews"),
    "schemas": late("writing", "write_schemas"),
    "sign": late("signing", "sign_output"),
}
"""Those that take options only; all others build."""
