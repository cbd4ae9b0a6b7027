"""Takes the pictures of `docs/images/` anew: `.venv/bin/python -m tests.browser.pictures` in the folder of the project.

Each is of the real site as its readers meet it: on a phone and on a desktop, in the light, in the dark and on paper.
"""

import io
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from site_builder.pipeline import build
from site_builder.project import read_project
from tests.browser.conftest import ARGUMENTS, serving
from tests.conftest import NOW, ROOT

FOLDER = ROOT / "docs" / "images"
COLOURS = 64
PAPER_DPI = 60


@dataclass(frozen=True)
class View:
    """A way to meet a page."""

    name: str
    options: dict[str, Any]


PHONE, DESKTOP = {"width": 375, "height": 740}, {"width": 1280, "height": 800}
VIEWS = tuple(
    View(f"{device}-{light}", {"viewport": size, "color_scheme": light, "service_workers": "block"})
    for device, size in (("phone", PHONE), ("desktop", DESKTOP))
    for light in ("light", "dark")
)
PAGES = {
    "home": "/",
    "hazard": "/hazards/tornado/",
    "guide": "/prepare/kit/",
    "form": "/request/",
    "search": "/about-this-site/",
    "404": "/no-such-page/",
}
PRINTED = ("hazard", "guide")


def main() -> None:
    """Take every picture."""
    files = {output.path: output.body for output in build(read_project(ROOT), NOW).outputs}
    FOLDER.mkdir(exist_ok=True)
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    with serving(files) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for view in VIEWS:
            for name, address in PAGES.items():
                keep(f"{name}-{view.name}", shown(browser, view, url + address, name))
        for name in PRINTED:
            keep(f"{name}-print", printed(browser, url + PAGES[name]))
        browser.close()


def shown(browser: Browser, view: View, address: str, name: str) -> bytes:
    """Return what a reader sees first of a page; of the search, what it finds, and of the form, what it asks back."""
    context = browser.new_context(**view.options)
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    if name == "search":
        search(page)
    if name == "form":
        page.get_by_role("button", name="Send").click()
        page.locator(".error-summary").scroll_into_view_if_needed()
    picture = page.screenshot()
    context.close()
    return picture


def search(page: Page) -> None:
    """Ask for something with a slip of the finger, and wait for the lines that fit."""
    page.locator("#search").fill("huricane")
    page.locator(".search__results li").first.wait_for()
    page.wait_for_load_state("networkidle")


def printed(browser: Browser, address: str) -> bytes:
    """Return the first two sheets of a page, side by side."""
    page = browser.new_page()
    page.goto(address)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        page.pdf(path=f"{path}.pdf", format="Letter")
        command = ["pdftoppm", "-r", str(PAPER_DPI), "-l", "2", "-png", f"{path}.pdf", str(path)]
        subprocess.run(command, check=True)
        sheets = [Image.open(each).convert("RGB") for each in sorted(Path(folder).glob("page-*.png"))]
    page.close()
    both = Image.new("RGB", (sum(each.width for each in sheets) + 12 * (len(sheets) - 1), sheets[0].height), "#6b7883")
    for number, sheet in enumerate(sheets):
        both.paste(sheet, (number * (sheet.width + 12), 0))
    body = io.BytesIO()
    both.save(body, "PNG")
    return body.getvalue()


def keep(name: str, picture: bytes) -> None:
    """Write a picture in few colours: a third of its size."""
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
