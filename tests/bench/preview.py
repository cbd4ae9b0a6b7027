"""Measures how long a save takes to stand in a real browser: `python -m tests.bench.preview [PAGES] [SAVES]`.

A save is clocked from before the file is written to the moment the browser has read the new page to its end
(`DOMContentLoaded`), by the one clock of the computer. Below PAGES, copies of a guide are added to the real site.
"""

import random
import re
import shutil
import statistics
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from site_builder.project import read_project
from site_builder.suite import NEEDS
from tests.browser.conftest import ARGUMENTS
from tests.conftest import ROOT
from tests.previewing import PATIENCE_SECONDS, previewing

EDITED = "content/en/hazards/winter-storm.md"
ADDRESS = "/hazards/winter-storm/"
COPIED = "content/en/prepare/documents.md"
CLOCK = """addEventListener("DOMContentLoaded", () => {
    window.readAt = performance.timeOrigin + performance.now();
    window.save = document.body.textContent.match(/Save number \\d+/)?.[0];
})"""
REST_SECONDS = 0.3
"""An editor rests at least so long between two saves."""


def site_of(pages: int) -> dict[str, bytes]:
    """Return the real site, with copies of one guide until it has so many pages."""
    files = dict(read_project(ROOT).files)
    guide = files[COPIED].decode()
    for number in range(pages - sum(path.endswith(".md") for path in files)):
        copy = re.sub(r"(?m)^title: .*", f"title: Papers {number}", guide, count=1)
        copy = re.sub(
            r"(?m)^description: .*", f"description: Which papers to keep, list {number} of many.", copy, count=1
        )
        files[f"content/en/prepare/papers-{number}.md"] = copy.encode()
    return files


def clocked(tab: Page, file: Path, saves: int) -> list[float]:
    """Return the milliseconds of some saves, each made when the one before was seen."""
    text, chance = file.read_text(), random.Random(1)
    taken = []
    for number in range(saves):
        time.sleep(REST_SECONDS * (1 + chance.random()))
        began = time.time()
        file.write_text(f"{text}\n\nSave number {number}\n")
        tab.wait_for_function(f"window.save === 'Save number {number}'", timeout=PATIENCE_SECONDS * 1000)
        taken.append(tab.evaluate("readAt") - began * 1000)
    return taken


def main(pages: int = 0, saves: int = 30) -> None:
    """Print the figures."""
    need = next(each for each in NEEDS if each.name == "chromium")
    program = next(filter(None, map(shutil.which, need.programs)), None)
    files = site_of(pages)
    with TemporaryDirectory() as folder, previewing(Path(folder), files) as preview, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        tab = browser.new_page()
        tab.add_init_script(CLOCK)
        tab.goto(f"{preview.url}{ADDRESS}")
        tab.wait_for_selector(".card summary")
        taken = sorted(clocked(tab, Path(folder) / EDITED, saves))
        browser.close()
    count = sum(path.endswith(".md") for path in files)
    print(f"{count} pages, {saves} saves: median {statistics.median(taken):.0f} ms, longest {taken[-1]:.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
