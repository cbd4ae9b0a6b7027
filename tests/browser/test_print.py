"""A guide on paper is a handout: whose, what, when checked, where to find it; no way round a site."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from site_builder.dates import day_text
from site_builder.kinds import GUIDANCE
from site_builder.model import Built
from tests.browser.conftest import Served
from tests.test_codes import read_code

EACH = 6
"""One guide in so many is printed unless every one is asked for with `--thorough`."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A tab of its own."""
    context = chromium.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def guides(built: Built, request: pytest.FixtureRequest) -> list[str]:
    """Return the addresses of the guides to print."""
    addresses = [each.address for each in built.site.pages if each.meta.kind in GUIDANCE]
    return addresses[:: 1 if request.config.getoption("--thorough") else EACH]


def words_on_paper(page: Page, folder: Path) -> str:
    """Print a page, and return its words in reading order on one line."""
    page.pdf(path=folder / "page.pdf", format="Letter")
    done = subprocess.run(["pdftotext", str(folder / "page.pdf"), "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def code_on_paper(folder: Path) -> str:
    """Return what a camera reads on the first sheet of what was printed last."""
    picture = folder / "sheet"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(folder / "page.pdf"), str(picture)], check=True)
    return read_code(picture.with_suffix(".png"))


def test_a_printed_guide_says_where_it_is_and_when_it_was_checked(
    served: Served, page: Page, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    site = served.built.site
    base, words = site.settings.base_url, site.shared.strings["en"]
    addresses = guides(served.built, request)
    for address in addresses:
        page.goto(served.url + address)
        paper = words_on_paper(page, tmp_path)

        wanted = (site.settings.name["en"], words["emergency"], base + address)
        checked = f"{words['last_checked']}: {day_text(site.by_address[address].meta.checked, words)}"
        assert [each for each in (*wanted, checked) if each not in paper] == []
        unwanted = (words["skip"], words["on_this_page"], words["plain_text"], words["keep"], words["search"])
        assert [each for each in unwanted if each in paper.replace("search and rescue", "")] == []
        assert code_on_paper(tmp_path) == base + address
    assert len(addresses) >= 5


def test_links_are_written_out_on_paper(served: Served, page: Page, tmp_path: Path) -> None:
    page.goto(f"{served.url}/hazards/tornado/")
    paper = words_on_paper(page, tmp_path)

    assert "help after a disaster (/prepare/after/#help)" in paper
    assert "Find the safest place near you." in paper


def test_a_guide_prints_in_large_type_when_its_reader_asks(served: Served, page: Page) -> None:
    """Eighteen points is what the American Printing House for the Blind calls large print; steps are larger still."""
    size = "getComputedStyle(document.querySelector('.do-now li')).fontSize"
    page.goto(f"{served.url}/hazards/tornado/")
    page.emulate_media(media="print")
    small = page.evaluate(size)
    page.emulate_media(media="screen")
    page.get_by_label("Print in large type").check()
    page.emulate_media(media="print")

    points = [round(float(each.removesuffix("px")) * 0.75, 1) for each in (small, page.evaluate(size))]
    assert points[0] < 14
    assert points[1] >= 18


def test_what_is_folded_away_is_unfolded_on_paper(served: Served, page: Page, tmp_path: Path) -> None:
    page.goto(f"{served.url}/about-this-site/")
    page.evaluate(
        "document.querySelector('.prose').innerHTML ="
        " '<details class=\"details\"><summary>More</summary><p>Folded words</p></details>'"
    )

    assert "More Folded words" in words_on_paper(page, tmp_path)
