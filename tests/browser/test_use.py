"""The site as people use it: by keyboard, without scripts, on paper."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served, settled, wait_until

STOPS = """
    () => {
        const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
        const isFirstOfGroup = (each) => all.find(({ type, name }) => type === "radio" && name === each.name) === each;
        window.stops = all.filter((each) => each.checkVisibility({ visibilityProperty: true }) && each.tabIndex >= 0
            && (each.type !== "radio" || isFirstOfGroup(each)));
        return window.stops.map((each) => each.outerHTML.slice(0, 90));
    }
"""
HERE = """
    () => {
        const each = document.activeElement;
        return [window.stops.indexOf(each), each.outerHTML.slice(0, 90)];
    }
"""
CONTENT = """
    () => [document.querySelector("main").innerText,
        [...document.links].filter((each) => each.checkVisibility()).map(({ href }) => href)]
"""
DEAD = """
    () => [...document.querySelectorAll("a, button, input, select, textarea, [onclick], [tabindex], [role=button]")]
        .filter((each) => each.checkVisibility())
        .filter((each) => !(each.href || each.form?.action || each.type === "checkbox" || each.matches(".table")))
        .map((each) => each.outerHTML.slice(0, 90))
"""
"""What can be seen and does nothing: no link, part of no form, neither a box to tick nor a table to scroll."""


def test_the_skip_link_is_the_first_stop_and_leads_to_the_main_text(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/hazards/tornado/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]

    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.close()


@pytest.fixture(params=["one page a kind", pytest.param("all pages", marks=pytest.mark.thorough)])
def addresses(request: pytest.FixtureRequest, served: Served) -> list[str]:
    """Return the pages to walk through by keyboard: a stop takes a hundredth of a second, and there are thousands."""
    firsts = {each.meta.kind: each.address for each in reversed(served.built.site.pages)}
    return served.addresses if request.param == "all pages" else sorted(firsts.values())


def test_the_keyboard_stops_at_everything_in_order_and_then_leaves(
    addresses: list[str], served: Served, chromium: Browser
) -> None:
    """No stop is left out, none comes out of order, and none keeps the reader."""
    page = chromium.new_page(viewport={"width": 360, "height": 640}, service_workers="block")
    walks, wanted = {}, {}
    for address in addresses:
        page.goto(served.url + address, wait_until="networkidle")
        wanted[address] = page.evaluate(STOPS)
        walks[address] = list(walked(page, len(wanted[address])))

    assert len(walks) >= 8
    assert walks == wanted
    page.close()


def walked(page: Page, most: int) -> Iterator[str]:
    """Yield each stop of the keyboard until the page is left or begins anew.

    A date has a stop for its month, day and year each: these are one.
    """
    last = -1
    for _ in range(3 * most):
        page.keyboard.press("Tab")
        number, stop = page.evaluate(HERE)
        if number < 0 or number == 0 < last:
            return
        if number != last:
            yield stop
        last = number


def test_ticked_boxes_stay_ticked_on_this_device(served: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/prepare/kit/", wait_until="networkidle")
    page.locator("input[type=checkbox]").nth(1).check()

    page.reload(wait_until="networkidle")
    wait_until(page, "document.querySelectorAll('input:checked').length === 1")

    assert page.locator("input[type=checkbox]").nth(1).is_checked()
    context.close()


def test_without_scripts_every_page_has_the_same_words_and_links_and_nothing_dead(
    served: Served, chromium: Browser
) -> None:
    with_script = chromium.new_context(service_workers="block")
    without = chromium.new_context(service_workers="block", java_script_enabled=False)
    plain = without.new_page()
    full, bare, dead = {}, {}, {}
    for page, address in settled([with_script.new_page() for _ in range(6)], served):
        plain.goto(served.url + address)
        full[address], bare[address] = page.evaluate(CONTENT), plain.evaluate(CONTENT)
        dead[address] = plain.evaluate(DEAD)
    with_script.close()
    without.close()

    assert len(bare) >= 60
    assert {address for address, content in bare.items() if content != full[address]} == set()
    assert {address: controls for address, controls in dead.items() if controls} == {}


def test_a_printed_page_has_no_navigation_and_writes_out_its_address(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/hazards/flood/")
    page.emulate_media(media="print")

    hidden = {name: page.locator(name).first.is_visible() for name in (".menu", ".trail", ".skip", ".footer nav")}
    assert hidden == {".menu": False, ".trail": False, ".skip": False, ".footer nav": False}
    assert page.locator(".record__address").inner_text().endswith("/hazards/flood/")
    page.close()


def test_a_page_says_by_itself_that_it_is_overdue(served: Served, chromium: Browser) -> None:
    """On the last day it does not; the day after it does, in a page that was built long before."""
    page = chromium.new_page()
    page.goto(f"{served.url}/hazards/tornado/")
    due = page.locator("p[data-due]").get_attribute("data-due")
    assert due is not None
    last_day = datetime.fromisoformat(due).replace(hour=12, tzinfo=UTC)

    seen = []
    for day in (last_day, last_day + timedelta(days=1)):
        page.clock.set_fixed_time(day)
        page.reload(wait_until="networkidle")
        seen.append(page.locator("p[data-due]").is_visible())
    page.close()

    assert seen == [False, True]


def test_the_sources_page_marks_each_figure_that_is_overdue(served: Served, chromium: Browser) -> None:
    """Each on its own day, and the pages that use it too; without scripts the day of the last check says it all."""
    page = chromium.new_page()
    page.goto(f"{served.url}/sources/")
    figures = served.built.site.shared.facts.facts
    days = page.locator("li[data-due]").evaluate_all("all => all.map(({ dataset }) => dataset.due)")
    assert len(days) == len(figures) > 10

    seen = []
    for day in (min(days), max(days)):
        page.clock.set_fixed_time(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC) + timedelta(days=1))
        page.reload(wait_until="networkidle")
        seen.append(page.locator("li[data-due]:visible").count())
    page.close()

    assert seen == [days.count(min(days)), len(days)]
    bare = chromium.new_page(java_script_enabled=False)
    bare.goto(f"{served.url}/sources/")
    assert bare.locator("li[data-due]:visible").count() == 0
    assert bare.locator(".fact-entry li:visible time").count() == len(figures)
    bare.close()
