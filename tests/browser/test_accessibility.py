"""axe finds nothing on any page, on phone and desktop, light, dark and in forced colours."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.browser.conftest import Served

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
VIEWS: dict[str, dict[str, Any]] = {
    "phone light": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "phone dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
    "desktop light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "desktop forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation_on_any_page(view: str, served: Served, chromium: Browser) -> None:
    context = chromium.new_context(**VIEWS[view], bypass_csp=True)
    page = context.new_page()
    found: dict[str, list[str]] = {}
    for address in served.addresses:
        page.goto(served.url + address)
        response = Axe().run(page, options=RULES).response
        found[address] = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in response["violations"]]
    context.close()

    assert len(found) >= 45
    assert {address: faults for address, faults in found.items() if faults} == {}


def test_no_page_scrolls_sideways_on_a_narrow_phone(served: Served, chromium: Browser) -> None:
    """320 CSS pixels is also a desktop window at 400 % zoom. (WCAG 2.2, 1.4.10)"""
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    widths = {}
    for address in served.addresses:
        page.goto(served.url + address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert len(widths) >= 45
    assert {address: width for address, width in widths.items() if width > 320} == {}


def test_pages_ask_for_nothing_from_elsewhere_and_keep_the_security_policy(served: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    foreign: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: foreign.append(request.url) if not request.url.startswith(served.url) else None)
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in served.addresses:
        page.goto(served.url + address, wait_until="networkidle")
    context.close()

    assert served.addresses
    assert (foreign, complaints) == ([], [])
