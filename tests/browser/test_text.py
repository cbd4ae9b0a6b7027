"""Readers set text as they need it: twice as large, with more space, without motion. Nothing is lost or cut off."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

ADDRESSES = (
    "/",
    "/gallery.html",
    "/hazards/tornado/",
    "/hazards/hurricane/",
    "/request/",
    "/contacts/",
    "/a-z/",
    "/about/orders/872/",
)
SPACING = """
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }
"""
"""Source: WCAG 2.2, success criterion 1.4.12, "Text Spacing"."""
TWICE = "html { font-size: 225% !important; }"
"""Twice the size of the style sheet, as a browser's own setting for text does it. (WCAG 2.2, 1.4.4)"""
CUT = """
    Array.from(document.querySelectorAll("body *")).filter((each) => {
        if (each.closest(".unseen, .skip, .table, pre, svg, select, [hidden]")) return false;
        const style = getComputedStyle(each);
        const box = each.getBoundingClientRect();
        const isField = each.matches("input, textarea");
        const hides = !isField && style.overflow !== "visible" && each.scrollHeight > each.clientHeight + 1;
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1 || hides);
    }).map((each) => each.outerHTML.slice(0, 80))
"""


def cut_off(page: Page, address: str, style: str) -> list[str]:
    """Return what does not fit on a page with a style of its reader."""
    page.goto(address)
    page.add_style_tag(content=style)
    found: list[str] = page.evaluate(CUT)
    return found


@pytest.mark.parametrize("width", [320, 1280])
def test_more_space_between_lines_words_and_letters_cuts_nothing_off(
    width: int, served: Served, chromium: Browser
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    found = {address: cut_off(page, served.url + address, SPACING) for address in ADDRESSES}
    context.close()

    assert found == {address: [] for address in ADDRESSES}


@pytest.mark.parametrize("width", [375, 768, 1280])
def test_text_of_twice_the_size_cuts_nothing_off(width: int, served: Served, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    found = {address: cut_off(page, served.url + address, TWICE) for address in ADDRESSES}
    grown = page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)")
    context.close()

    assert found == {address: [] for address in ADDRESSES}
    assert grown == 36


def test_a_page_at_twice_the_zoom_is_a_window_of_half_the_width(served: Served, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 400}, device_scale_factor=2, bypass_csp=True)
    page = context.new_page()
    found = {address: cut_off(page, served.url + address, "html {}") for address in ADDRESSES}
    context.close()

    assert found == {address: [] for address in ADDRESSES}


def test_what_the_reader_sees_is_judged(served: Served, chromium: Browser) -> None:
    """The look for what is cut off finds a thing that is."""
    context = chromium.new_context(viewport={"width": 320, "height": 800}, bypass_csp=True)
    page = context.new_page()
    wide = cut_off(page, f"{served.url}/contacts/", "h1 { width: 400px; }")
    clipped = cut_off(page, f"{served.url}/contacts/", "h1 { height: 8px; overflow: hidden; }")
    context.close()

    assert wide == ["<h1>Contacts</h1>"]
    assert clipped == ["<h1>Contacts</h1>"]


@pytest.mark.parametrize(("wish", "scrolling"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_nothing_moves_for_a_reader_who_wants_no_motion(
    wish: str, scrolling: str, served: Served, chromium: Browser
) -> None:
    context = chromium.new_context(reduced_motion=wish)  # type: ignore[arg-type]
    page = context.new_page()
    seen = set()
    for address in ADDRESSES:
        page.goto(served.url + address)
        seen.add(page.evaluate("getComputedStyle(document.documentElement).scrollBehavior"))
        moving = page.evaluate("""Array.from(document.querySelectorAll("*")).map((each) => getComputedStyle(each))
            .filter((style) => style.animationName !== "none" || style.transitionDuration !== "0s").length""")
        assert moving == 0
    context.close()

    assert seen == {scrolling}
