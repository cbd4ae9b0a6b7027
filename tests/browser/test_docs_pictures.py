"""The pictures in docs/editors.md show what an editor sees; `python3 build.py test --rewrite` takes them anew."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from site_builder.project import read_project
from tests.conftest import ROOT
from tests.previewing import PATIENCE_SECONDS, Preview, previewing

WIDTH, HEIGHT = 900, 760
COLOURS = 64
MOST_BYTES = 60_000
KIT = "content/en/prepare/kit.md"


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Run the preview of the real site."""
    with previewing(tmp_path, read_project(ROOT).files) as running:
        yield running


@pytest.fixture
def tab(chromium: Browser, preview: Preview) -> Iterator[Page]:
    """Open the page of the first correction."""
    tab = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    tab.set_default_timeout(PATIENCE_SECONDS * 1000)
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    tab.goto(f"{preview.url}/prepare/kit/")
    expect(tab.locator(".card summary")).to_contain_text(KIT)
    yield tab
    tab.close()


def picture(tab: Page, name: str, request: pytest.FixtureRequest) -> None:
    """Take a picture for the documentation, if that is asked for; see that there is one, small and of this size."""
    path = ROOT / "docs/images" / name
    if request.config.getoption("--rewrite"):
        shot = Image.open(BytesIO(tab.screenshot())).convert("RGB").quantize(COLOURS)
        shot.save(path, optimize=True)

    with Image.open(path) as taken:
        assert (taken.format, taken.size) == ("PNG", (WIDTH, HEIGHT))
    assert path.stat().st_size < MOST_BYTES


def test_the_preview_tells_what_the_page_itself_does_not_show(tab: Page, request: pytest.FixtureRequest) -> None:
    tab.locator(".card summary").click()

    expect(tab.locator(".card")).to_contain_text("Grade of the page")
    picture(tab, "preview.png", request)


def test_a_fault_stands_over_the_page_with_its_line_and_its_fix(
    tab: Page, preview: Preview, request: pytest.FixtureRequest
) -> None:
    preview.edit(KIT, "title: ", "titel: ")

    expect(tab.get_by_role("alert")).to_contain_text("title: Build a kit")
    picture(tab, "fault.png", request)
