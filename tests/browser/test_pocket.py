"""The pocket edition as a file on a memory stick: no server, no network, no scripts."""

import re
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from site_builder.model import Built
from tests.browser.test_accessibility import RULES, VIEWS
from tests.test_codes import read_code


@pytest.fixture(scope="module")
def stick(real_site: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file, alone in a folder."""
    path = tmp_path_factory.mktemp("stick") / "pocket.html"
    path.write_bytes(next(each for each in real_site.outputs if each.path == "pocket.html").body)
    return path


def test_the_file_alone_opens_without_network_or_scripts(stick: Path, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(stick.as_uri())

    page.locator(".pocket__contents").get_by_text("Tornado", exact=False).first.click()
    box = page.locator("article h1", has_text="Tornado").bounding_box()
    background = page.locator(".pocket__cover").evaluate("(element) => getComputedStyle(element).backgroundColor")
    context.close()

    assert asked == [stick.as_uri()]
    assert faults == []
    assert box is not None
    assert 0 < box["y"] < 200
    assert background == "rgb(11, 52, 64)"


BY_DEFAULT = ("phone light", "desktop dark")
LONG = [pytest.param(view, marks=pytest.mark.thorough) for view in VIEWS if view not in BY_DEFAULT]


@pytest.mark.parametrize("view", [*BY_DEFAULT, *LONG])
def test_axe_finds_no_violation_in_the_book(view: str, stick: Path, chromium: Browser) -> None:
    """All pages at once take axe a quarter of a minute."""
    context = chromium.new_context(**VIEWS[view], bypass_csp=True)
    page = context.new_page()
    page.goto(stick.as_uri())
    response = Axe().run(page, options=RULES).response
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in response["violations"]] == []
    assert width <= VIEWS[view]["viewport"]["width"]


def test_it_prints_as_a_booklet(real_site: Built, stick: Path, chromium: Browser, tmp_path: Path) -> None:
    """A cover with a code, the contents, then each sheet with the title of its page at its head and its number."""
    page = chromium.new_page()
    page.goto(stick.as_uri())
    page.pdf(path=tmp_path / "book.pdf", format="Letter")
    page.close()
    done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "book.pdf"), "-"], capture_output=True, check=True)
    sheets = done.stdout.decode().split("\f")[:-1]
    heads = [sheet.strip().split("\n")[0] for sheet in sheets]
    words, site = real_site.site.shared.strings["en"], real_site.site
    picture = tmp_path / "cover"
    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", "-singlefile", str(tmp_path / "book.pdf"), str(picture)], check=True
    )

    assert [
        each for each in (site.settings.name["en"], words["pocket"], words["unofficial"]) if each not in sheets[0]
    ] == []
    assert read_code(picture.with_suffix(".png")) == f"{site.settings.base_url}/"
    assert heads[1] == words["pocket_contents"]
    titles = {re.split(r"\s{3,}", head)[0] for head in heads[3:]}
    assert titles <= {each.meta.title for each in site.pages}
    hazards = {each.meta.title for each in site.pages if each.meta.kind == "hazard"}
    assert hazards <= titles
    numbers = [re.findall(r"(\d+) / (\d+)\s*$", sheet) for sheet in sheets]
    assert numbers == [[], *([(str(number), str(len(sheets)))] for number in range(2, len(sheets) + 1))]
