"""The site as people use it: by keyboard, without scripts, on paper."""

from playwright.sync_api import Browser

from tests.browser.conftest import Served


def test_the_skip_link_is_the_first_stop_and_leads_to_the_main_text(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/hazards/tornado/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]

    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    page.close()


def test_every_stop_of_the_keyboard_shows_where_it_is(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/prepare/kit/")
    outline = "(element => [element.tagName, getComputedStyle(element).outlineWidth])(document.activeElement)"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(outline))
    page.close()

    stops = [(tag, width) for tag, width in seen if tag != "BODY"]
    assert len(stops) > 20
    assert {width for _, width in stops} == {"3px"}


def test_ticked_boxes_stay_ticked_on_this_device(served: Served, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{served.url}/prepare/kit/", wait_until="networkidle")
    page.locator("input[type=checkbox]").nth(1).check()

    page.reload(wait_until="networkidle")
    page.wait_for_function("document.querySelectorAll('input:checked').length === 1")

    assert page.locator("input[type=checkbox]").nth(1).is_checked()
    context.close()


def test_without_scripts_every_page_has_the_same_words_and_links(served: Served, chromium: Browser) -> None:
    with_script, without = chromium.new_context(), chromium.new_context(java_script_enabled=False)
    first, second = with_script.new_page(), without.new_page()
    differing = []
    for address in served.addresses:
        first.goto(served.url + address, wait_until="networkidle")
        second.goto(served.url + address)
        if first.locator("main").inner_text() != second.locator("main").inner_text():
            differing.append(address)
    with_script.close()
    without.close()

    assert len(served.addresses) >= 45
    assert differing == []


def test_a_printed_page_has_no_navigation_and_writes_out_its_address(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.url}/hazards/flood/")
    page.emulate_media(media="print")

    hidden = {name: page.locator(name).first.is_visible() for name in (".menu", ".trail", ".skip", ".footer nav")}
    assert hidden == {".menu": False, ".trail": False, ".skip": False, ".footer nav": False}
    assert page.locator(".record__address").inner_text().endswith("/hazards/flood/")
    page.close()
