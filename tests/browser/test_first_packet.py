"""What to do now is there after one request, on a slow phone with an empty cache; what a page loads stays small."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page

from site_builder.checks.first_packet import bytes_to_act
from tests.browser.conftest import Served, settled, wait_until

TABS = 6
SLOW_3G = {"offline": False, "latency": 2000, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""As "Slow 3G" of Chromium's developer tools: 400 ms and 500 kbit/s, each times its factor for what lies below HTTP."""
NOTE_PAINTS = """
    window.painted = {};
    new MutationObserver(() => {
        document.querySelectorAll("[data-block=do-now] li:not([elementtiming])").forEach((each, number) => {
            each.setAttribute("elementtiming", `${document.querySelectorAll("[elementtiming]").length}`);
        });
    }).observe(document, { childList: true, subtree: true });
    new PerformanceObserver((list) => {
        for (const { identifier, renderTime } of list.getEntries()) window.painted[identifier] ??= renderTime;
    }).observe({ type: "element", buffered: true });
"""
HOLD_FRAMES = """
    window.held = [];
    window.requestAnimationFrame = (then) => held.push(then);
"""
"""Holds back the moment at which Chromium is about to paint."""
SCRIPTS = (
    r"performance.getEntriesByType('resource').flatMap(({ name }) => name.match(/\w+(?=\.\w+\.js$)/) ?? []).sort()"
)
"""The names of the scripts that a page has asked for."""


@dataclass
class Loads:
    """What a tab asks for, as Chromium's network counts it: addresses, bytes with headers, and seconds of the clock."""

    session: CDPSession
    asked: dict[str, str] = field(default_factory=dict)
    ended: dict[str, float] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Forget what was."""
        for each in (self.asked, self.ended, self.sizes, self.complaints):
            each.clear()

    def note_request(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.asked[event["requestId"]] = event["request"]["url"]

    def note_end(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.asked:
            self.ended[event["requestId"]] = event["timestamp"]
            self.sizes[event["requestId"]] = event["encodedDataLength"]


@dataclass(frozen=True)
class Loaded:
    """What one page loaded: the addresses, bytes on the wire with headers, and what the browser complained of."""

    addresses: list[str]
    size: int
    complaints: list[str]


def load_all(served: Served, chromium: Browser) -> dict[str, Loaded]:
    """Load every page, a few tabs at a time, until the network is idle."""
    context = chromium.new_context(service_workers="block")
    counts = {page: counted(page) for page in (context.new_page() for _ in range(TABS))}
    found = {}
    for page, address in settled(list(counts), served):
        loads = counts[page]
        found[address] = Loaded(list(loads.asked.values()), sum(loads.sizes.values()), list(loads.complaints))
        loads.begin()
    context.close()
    return found


def counted(page: Page) -> Loads:
    """Return a count of what a tab loads."""
    session = page.context.new_cdp_session(page)
    loads = Loads(session)
    session.on("Network.requestWillBeSent", loads.note_request)
    session.on("Network.loadingFinished", loads.note_end)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.on("console", lambda message: loads.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: loads.complaints.append(str(error)))
    return loads


@pytest.fixture(scope="module")
def loaded(served: Served, chromium: Browser) -> dict[str, Loaded]:
    """Load every page."""
    return load_all(served, chromium)


def test_pages_ask_for_nothing_from_elsewhere_and_keep_the_security_policy(
    served: Served, loaded: dict[str, Loaded]
) -> None:
    foreign = [each for page in loaded.values() for each in page.addresses if not each.startswith(served.url)]

    assert len(loaded) >= 60
    assert (foreign, [each for page in loaded.values() for each in page.complaints]) == ([], [])


def test_what_a_page_loads_in_all_is_within_its_budget_as_the_browser_counts(
    served: Served, loaded: dict[str, Loaded]
) -> None:
    budgets = served.built.site.settings.budgets
    limits = {
        each.address: budgets.home_bytes if each.meta.kind == "home" else budgets.page_bytes
        for each in served.built.site.pages
    }

    assert {address: page.size for address, page in loaded.items() if page.size > limits[address]} == {}


def test_the_do_now_list_of_every_hazard_is_in_the_first_packet(served: Served) -> None:
    files = {each.path: each.body for each in served.built.outputs}
    pages = [each for each in served.built.site.pages if each.meta.kind == "hazard"]
    sizes = {each.address: bytes_to_act(files[each.output_path]) for each in pages}

    assert len(sizes) >= 15
    assert {address: size for address, size in sizes.items() if not 1000 < size <= 14_336} == {}


def test_on_slow_3g_the_do_now_list_is_painted_before_any_other_request_ends(served: Served, chromium: Browser) -> None:
    """One request, then it can be read: the screen is tall, so that the whole list is painted."""
    addresses = [each.address for each in served.built.site.pages if each.meta.kind == "hazard"]
    painted, others = {}, {}
    for at in range(0, len(addresses), TABS):
        group = [(address, *on_slow_3g(chromium)) for address in addresses[at : at + TABS]]
        for address, page, _ in group:
            page.goto(served.url + address, wait_until="commit")
        for address, page, loads in group:
            page.wait_for_load_state("load")
            wait_until(page, "document.querySelectorAll('[elementtiming]').length === Object.keys(painted).length")
            metrics = loads.session.send("Performance.getMetrics")["metrics"]
            start = next(each["value"] for each in metrics if each["name"] == "NavigationStart")
            times = page.evaluate("Object.values(painted)")
            ends = [1000 * (time - start) for each, time in loads.ended.items() if loads.asked[each] != page.url]
            painted[address], others[address] = (len(times), max(times, default=0)), min(ends)
            page.context.close()

    assert len(painted) >= 5
    assert {address: count for address, (count, _) in painted.items() if count < 3} == {}
    assert {address for address, (_, time) in painted.items() if time >= others[address]} == set()


def test_the_scripts_of_components_wait_until_the_page_is_painted(served: Served, chromium: Browser) -> None:
    """What is fetched before takes its time from the first paint."""
    context = chromium.new_context(service_workers="block")
    context.add_init_script(HOLD_FRAMES)
    page = context.new_page()
    page.goto(f"{served.url}/request/", wait_until="networkidle")
    wait_until(page, "held.length >= 2")
    before = page.evaluate(SCRIPTS)
    page.evaluate("held.forEach((then) => then())")
    wait_until(page, f"({SCRIPTS}).length === 3")
    after = page.evaluate(SCRIPTS)
    context.close()

    assert (before, after) == (["site"], ["form", "offline", "site"])


def on_slow_3g(chromium: Browser) -> tuple[Page, Loads]:
    """Return a tab of a new browser, with an empty cache, on a slow network."""
    context: BrowserContext = chromium.new_context(service_workers="block", viewport={"width": 390, "height": 3000})
    context.add_init_script(NOTE_PAINTS)
    page = context.new_page()
    loads = counted(page)
    loads.session.send("Performance.enable")
    loads.session.send("Network.emulateNetworkConditions", SLOW_3G)
    return page, loads
