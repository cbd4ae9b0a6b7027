"""Two sets of rules, axe's and IBM's, find nothing on any page; nor does a ruler laid on focus rings and widths."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from site_builder.suite import NODE_TOOLS
from tests.browser.conftest import Served, wait_until
from tests.test_tokens import contrast_ratio

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 320, "height": 640}},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
}
VIEWS = {f"{screen} {colour}": {**SCREENS[screen], **COLOURS[colour]} for screen in SCREENS for colour in COLOURS}
IBM = NODE_TOOLS / "node_modules/accessibility-checker-engine/ace.js"
SURE = """
    new ace.Checker().check(document, ["IBM_Accessibility"]).then(({ results }) => results
        .filter(({ value }) => value[0] === "VIOLATION" && value[1] === "FAIL")
        .map(({ ruleId, message, snippet }) => `${ruleId}: ${message}: ${snippet}`))
"""
RINGS = """
    () => {
        const paint = document.createElement("canvas").getContext("2d");
        const hex = (colour) => { paint.fillStyle = colour; return paint.fillStyle; };
        const behind = (element) => {
            const colour = element ? getComputedStyle(element).backgroundColor : "Canvas";
            return hex(colour).startsWith("#") ? hex(colour) : behind(element.parentElement);
        };
        const stops = "a, button, input, select, textarea, summary, [tabindex='0']";
        const takesFocus = (each) => { each.focus(); return each.matches(":focus"); };
        return [...document.querySelectorAll(stops)].filter(takesFocus).map((each) => {
            each.focus();
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(each);
            const width = outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
            return [each.outerHTML.slice(0, 80), width, hex(outlineColor), behind(each.parentElement)];
        });
    }
"""
FITTED = """[...document.querySelectorAll("[data-script=table]")].every((each) => {
    const padding = parseFloat(getComputedStyle(each).paddingInlineEnd);
    return each.hasAttribute("tabindex") === (each.scrollWidth - each.clientWidth > padding);
})"""
"""Whether the script has made stops of the keyboard of the tables that scroll, and of no others."""


@dataclass(frozen=True)
class Visit:
    """What was seen of a page in one view: where it is, faults by axe's rules, its width, and its focus rings.

    A ring is the element, the ring's width in pixels, its colour and the one that it lies on.
    """

    address: str
    view: str
    faults: list[str]
    width: int
    rings: list[tuple[str, float, str, str]]


def views_of(number: int, thorough: bool) -> list[str]:
    """Return the views in which a page is seen: two, in turn, so that each kind of page meets all; or all."""
    colours = list(COLOURS)
    return list(VIEWS) if thorough else [f"phone {colours[number % 3]}", f"desktop {colours[(number + 1) % 3]}"]


def tabs(chromium: Browser) -> dict[str, Page]:
    """Return a tab for each view."""
    return {
        name: chromium.new_context(**view, bypass_csp=True, service_workers="block").new_page()
        for name, view in VIEWS.items()
    }


@pytest.fixture(scope="module")
def visits(request: pytest.FixtureRequest, served: Served, chromium: Browser) -> Iterator[list[Visit]]:
    """Visit every page in two of the six views, in all of them when thorough."""
    opened = tabs(chromium)
    thorough = request.config.getoption("--thorough")
    yield [
        visited(opened[view], served.url, address, view)
        for number, address in enumerate(served.addresses)
        for view in views_of(number, thorough)
    ]
    for each in opened.values():
        each.context.close()


def visited(page: Page, url: str, address: str, view: str) -> Visit:
    """Return what is seen of a page."""
    page.goto(url + address)
    width = page.evaluate("document.documentElement.scrollWidth")
    violations = Axe().run(page, options=RULES).response["violations"]
    faults = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
    page.keyboard.press("Tab")
    return Visit(address, view, faults, width, page.evaluate(RINGS))


def test_axe_finds_no_violation_and_every_text_stands_out_at_seven_to_one(visits: list[Visit]) -> None:
    assert len(visits) >= 120
    assert len({each.view for each in visits}) == 6
    assert {(each.address, each.view): each.faults for each in visits if each.faults} == {}


def test_no_page_scrolls_sideways_on_a_narrow_phone(visits: list[Visit]) -> None:
    """320 CSS pixels is also a desktop window at 400 % zoom. (WCAG 2.2, 1.4.10)"""
    widths = {each.address: each.width for each in visits if each.view.startswith("phone")}

    assert len(widths) >= 60
    assert {address: width for address, width in widths.items() if width > 320} == {}


def test_every_stop_of_the_keyboard_has_a_ring_that_stands_out(visits: list[Visit]) -> None:
    """Two pixels wide and at 3:1 to what it lies on; forced colours are the reader's own. (WCAG 2.2, 2.4.13)"""
    rings = {(each.view, *ring): each.address for each in visits for ring in each.rings}
    thin = [(ring, address) for ring, address in rings.items() if ring[2] < 2]
    drawn = {(*ring[3:],): ring for ring in rings if "forced" not in ring[0]}

    assert len({element for _, element, *_ in rings}) >= 300
    assert thin == []
    assert len(drawn) >= 8
    assert {colours: ring for colours, ring in drawn.items() if contrast_ratio(*colours) < 3} == {}


def test_the_rules_of_ibm_find_no_sure_violation(
    request: pytest.FixtureRequest, served: Served, chromium: Browser
) -> None:
    """They take a second a page: by default the gallery, each kind of page once, and of the rest each fourth page."""
    if "node" in request.config.getoption("--without"):
        pytest.skip("left out with --without node")
    pages = served.built.site.pages
    firsts = {each.meta.kind: each.address for each in reversed(pages)}
    stride = 1 if request.config.getoption("--thorough") else 4
    addresses = sorted({"/gallery.html", *firsts.values(), *(each.address for each in pages[::stride])})
    opened, engine = list(tabs(chromium).values()), IBM.read_text()
    found = {}
    for number, address in enumerate(addresses):
        page = opened[number % len(opened)]
        page.goto(served.url + address)
        wait_until(page, FITTED)
        page.add_script_tag(content=engine)
        found[address] = page.evaluate(SURE)
    for each in opened:
        each.context.close()

    assert len(found) >= 20
    assert {address: faults for address, faults in found.items() if faults} == {}
