"""Knows the benchmark's command line: `python3 build.py bench [--sizes 100,1000] [--builds cold,body] [--write]`."""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path

from site_builder.markup import stock_engine
from tests.bench.builds import BUILDS, ROOT, make_site, measured
from tests.bench.corpus import page
from tests.bench.peers import Peer, installed, make_peer_site, measured_peer
from tests.bench.runs import Run, middle

PAGE = ROOT / "docs/performance.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"
LIBRARIES = ("markdown", "jinja2", "pydantic", "pyyaml")
FLOOR_PAGES = 100
MANY = 10_000
"""From so many pages on each build is run once: one takes minutes."""


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and with `--write` put the tables into docs/performance.md."""
    parser = argparse.ArgumentParser(prog="build.py bench", description="Measures builds of made-up sites.")
    parser.add_argument("--sizes", default="100,1000", help="numbers of pages, with commas between")
    parser.add_argument(
        "--runs", type=int, default=3, help="how often each is run; the median counts; 10,000 pages once"
    )
    parser.add_argument(
        "--builds", default=",".join(BUILDS), help="which builds, with commas between; less for many pages"
    )
    parser.add_argument("--write", action="store_true", help="put the result into docs/performance.md")
    options = parser.parse_args(arguments)
    if sys.platform == "win32":
        print("The benchmark needs Linux or macOS, which tell what a process used", file=sys.stderr)
        return 2
    sizes = [int(size) for size in options.sizes.split(",")]
    text = "\n\n".join(report(sizes, options.runs, options.builds.split(","))) + "\n"
    print(text)
    if options.write:
        before, _, rest = PAGE.read_text().partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}{text}{END}{rest.partition(END)[2]}")
    return 0


def report(sizes: Sequence[int], runs: int, builds: Collection[str]) -> Iterator[str]:
    """Yield the parts of the result: what was measured on, and tables for each size."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{platform.system()}, {cpu_count()} cores; {python}; {libraries}"
    yield f"{datetime.now(UTC):%Y-%m-%d}; {machine}; {runs} runs, of 10,000 pages one."
    yield f"Floor: Python-Markdown as it comes, with our extensions: {floor() * 1000:.2f} ms of processor a page."
    for size in sizes:
        yield f"### {size:,} pages"
        turns = 1 if size >= MANY else runs
        ours = sized(size, turns, builds)
        yield table(size, ours)
        peers = {peer.name: sized_peer(peer, size, turns, builds) for peer in installed()}
        if peers:
            yield beside(size, {"ours": ours, **peers})


def sized(size: int, runs: int, builds: Collection[str]) -> dict[str, Run]:
    """Return what some builds of a site of one size take."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        make_site(Path(made), size)
        return gathered(measured(Path(made), size, turn, builds) for turn in range(runs))


def sized_peer(peer: Peer, size: int, runs: int, builds: Collection[str]) -> dict[str, Run]:
    """Return what some builds of another generator take."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        make_peer_site(peer, Path(made), size)
        return gathered(measured_peer(peer, Path(made), size, turn, builds) for turn in range(runs))


def gathered(turns: Iterable[Iterable[tuple[str, Run]]]) -> dict[str, Run]:
    """Return the median of each build over some turns."""
    builds: dict[str, list[Run]] = {}
    for turn in turns:
        for name, took in turn:
            print(f"{name} {took.wall_seconds:.2f} s", file=sys.stderr)
            builds.setdefault(name, []).append(took)
    return {name: middle(each) for name, each in builds.items()}


def beside(size: int, taken: Mapping[str, Mapping[str, Run]]) -> str:
    """Return what generators took as a table: wall and processor seconds of each build, and a page's share.

    Where Hugo is among them, how many times its processor seconds stand behind each.
    """
    builds = [name for name in BUILDS if all(name in took for took in taken.values())]
    hugo = taken.get("hugo", {})
    head = (
        f"| generator | {' | '.join(builds)} | MB | cold ms a page |",
        f"| --- |{' ---: |' * (len(builds) + 2)}",
    )
    rows = (
        f"| {name} | {' | '.join(cell(took[build], hugo.get(build)) for build in builds)}"
        f" | {max(each.memory_mb for each in took.values()):.0f} | {took['cold'].cpu_seconds / size * 1000:.2f} |"
        for name, took in taken.items()
    )
    return "\n".join(("Wall / processor seconds (and how many times Hugo's processor seconds):", "", *head, *rows))


def cell(took: Run, hugo: Run | None) -> str:
    """Return what a build took, beside what Hugo took."""
    ratio = f" ({took.cpu_seconds / hugo.cpu_seconds:.1f})" if hugo else ""
    return f"{took.wall_seconds:.2f} / {took.cpu_seconds:.2f}{ratio}"


def table(size: int, builds: dict[str, Run]) -> str:
    """Return one size as a table."""
    head = ("| build | wall s | processor s | MB | processor ms a page |", "| --- | ---: | ---: | ---: | ---: |")
    rows = (
        f"| {name} | {took.wall_seconds:.2f} | {took.cpu_seconds:.2f} | {took.memory_mb:.0f} |"
        f" {took.cpu_seconds / size * 1000:.2f} |"
        for name, took in builds.items()
    )
    return "\n".join((*head, *rows))


def floor() -> float:
    """Return the seconds of processor that Markdown alone takes for one page."""
    engine = stock_engine(())
    texts = [page(number, FLOOR_PAGES).split("---\n", 2)[2] for number in range(FLOOR_PAGES)]
    engine.reset().convert(texts[0])
    started = time.process_time()
    for text in texts:
        engine.reset().convert(text)
    return (time.process_time() - started) / FLOOR_PAGES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
