"""Every component in every state, in every light and at every size that a reader may have."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Served
from tests.browser.test_accessibility import RULES, VIEWS


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation_in_the_gallery(view: str, served: Served, chromium: Browser) -> None:
    context = chromium.new_context(**VIEWS[view], bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served.url}/gallery.html")
    response = Axe().run(page, options=RULES).response
    context.close()

    assert [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in response["violations"]] == []


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_component_is_wider_than_the_window(width: int, served: Served, chromium: Browser) -> None:
    """Tables and code scroll by themselves."""
    page = chromium.new_page(viewport={"width": width, "height": 700})
    page.goto(f"{served.url}/gallery.html")
    wide = page.evaluate("""Array.from(document.querySelectorAll("main *"))
        .filter((each) => !each.closest(".table, pre, .unseen"))
        .filter((each) => each.getBoundingClientRect().right > innerWidth)
        .map((each) => each.outerHTML.slice(0, 80))""")
    scrolls = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide == []
    assert scrolls <= width
