"""After one visit the whole site opens without a network, and never mixes two versions."""

import re
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from site_builder.model import Built, Project
from site_builder.pipeline import build
from site_builder.project import read_project
from tests.browser.conftest import Answer, found_in, serving, wait_until
from tests.conftest import NOW, ROOT

READY = "navigator.serviceWorker.getRegistration().then((each) => each?.active && navigator.serviceWorker.controller)"
VERSION_OF_SCRIPT = """
    (() => {
        const names = performance.getEntriesByType("resource").map((each) => each.name);
        const script = names.find((name) => name.includes("/assets/checklist."));
        return script ? import(script).then((module) => module.version, () => null) : null;
    })()
"""
VERSION_OF_WORKER = "caches.keys().then((names) => names.join())"
SAVES_DATA = b"Object.defineProperty(navigator, 'connection', { value: { saveData: true } });\n"
NOTE_STATUS = """
    () => {
        const status = document.querySelector(".keep [role=status]");
        window.said = [];
        new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
    }
"""
NO_WORKER = "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"


def files_of(built: Built) -> dict[str, bytes]:
    """Return a build as files to serve."""
    return {output.path: output.body for output in built.outputs}


def deployed(word: str) -> dict[str, bytes]:
    """Return the real site with one word changed on every page and in a script."""
    project = read_project(ROOT)
    files = dict(project.files)
    files["content/strings/en.yaml"] = files["content/strings/en.yaml"].replace(b"Last checked", word.encode())
    files["templates/components/checklist/checklist.js"] += f"\nexport const version = '{word}';\n".encode()
    return files_of(build(Project(files), NOW))


def visited(context: BrowserContext, url: str) -> Page:
    """Return a page whose site has been copied to the device."""
    page = context.new_page()
    page.goto(url + "/")
    wait_until(page, READY)
    return page


def name_of_cache(files: dict[str, bytes]) -> str:
    """Return the name under which a build is kept."""
    version = re.findall(r'VERSION = "(\w+)"', files["service-worker.js"].decode())[0]
    return f"site-{version}"


def paths_kept(page: Page) -> set[str]:
    """Return the addresses that the device keeps."""
    kept = page.evaluate("""caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())
        .then((keys) => keys.map((each) => new URL(each.url).pathname))""")
    return set(kept)


def room_for(context: BrowserContext, url: str, size: int) -> Page:
    """Return the first page of a site that a device has only so much room for."""
    page = context.new_page()
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", {"origin": url, "quotaSize": size})
    page.goto(url)
    return page


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Return a browser that knows nothing yet."""
    context = chromium.new_context()
    yield context
    context.close()


def test_after_one_visit_every_page_opens_without_a_network(real_site: Built, context: BrowserContext) -> None:
    with serving(files_of(real_site)) as url:
        page = visited(context, url)
    context.set_offline(True)

    titles, text = {}, {}
    for each in real_site.site.pages:
        page.goto(url + each.address)
        titles[each.address] = page.locator("h1").inner_text()
        if each.is_listed:
            text[each.address] = page.evaluate("fetch('index.txt').then((response) => response.text())").split("\n")[0]

    assert len(titles) >= 60
    assert titles == {each.address: each.meta.title for each in real_site.site.pages}
    assert text == {each.address: each.meta.title.upper() for each in real_site.site.pages if each.is_listed}


def test_the_search_finds_without_a_network(real_site: Built, context: BrowserContext) -> None:
    with serving(files_of(real_site)) as url:
        page = visited(context, url)
    context.set_offline(True)
    page.goto(f"{url}/prepare/kit/")
    page.locator("#search").fill("mattress")

    line = page.locator(".search__results li", has_text="Tornado").locator(".search__line:not(:empty)")
    line.wait_for()
    assert line.inner_text() == "Pull a mattress or blankets over you."


def test_a_reader_without_a_network_sees_how_old_the_copy_is(real_site: Built, context: BrowserContext) -> None:
    with serving(files_of(real_site)) as url:
        page = visited(context, url)
        assert page.locator(".offline").is_hidden()
    context.set_offline(True)

    said = {}
    for address in ("/hazards/flood/", "/no-such-page/"):
        page.goto(url + address)
        page.locator(".offline").wait_for(state="visible")
        said[address] = re.sub(r"\w+ \d+, 20\d\d.*", "(date)", page.locator(".offline").inner_text())

    assert said == {
        "/hazards/flood/": "No network. This copy was saved on (date)",
        "/no-such-page/": "No network, and this page is not in the copy that was saved on (date)",
    }


def test_a_host_that_fails_is_answered_for_by_the_copy(real_site: Built, context: BrowserContext) -> None:
    """On the worst day a host may be up and say that it is too busy."""
    files = files_of(real_site)
    busy = threading.Event()
    with serving(files, lambda path: Answer(503, b"busy") if busy.is_set() else found_in(files, path)) as url:
        page = visited(context, url)
        busy.set()
        page.goto(f"{url}/hazards/flood/")

        assert page.locator("h1").inner_text() == "Flood and flash flood"
        page.locator(".offline").wait_for(state="visible")


def test_a_page_never_mixes_two_versions(context: BrowserContext) -> None:
    """Two hundred loads while the site is deployed again and again, with the network and without."""
    versions = [deployed(f"Version {name}") for name in "ABCDE"]
    files = dict(versions[0])
    mixed: list[object] = []
    seen: set[str] = set()
    scripts: set[str | None] = set()
    with serving(files) as url:
        page = visited(context, url)
        for number in range(200):
            if number % 50 == 25:
                files.clear()
                files.update(versions[number // 50 + 1])
            context.set_offline(number % 3 == 2)
            page.goto(f"{url}/prepare/kit/")
            words = set(re.findall(r"Version \w+", page.locator("main").inner_text()))
            seen |= words
            script = page.evaluate(VERSION_OF_SCRIPT)
            scripts |= {script}
            if len(words) != 1 or script not in (None, *words):
                mixed.append((number, words, script))

    assert seen == {f"Version {name}" for name in "ABCDE"}
    assert len(scripts - {None}) >= 4
    assert mixed == []


def test_a_host_that_does_not_answer_is_answered_for_by_the_copy(real_site: Built, context: BrowserContext) -> None:
    """One bar of signal often means a connection on which nothing comes."""
    files = files_of(real_site)
    hangs, end = threading.Event(), threading.Event()

    def answer(path: str) -> Answer:
        if hangs.is_set():
            end.wait(30)
        return found_in(files, path)

    with serving(files, answer) as url:
        page = visited(context, url)
        hangs.set()
        page.goto(f"{url}/hazards/flood/")

        assert page.locator("h1").inner_text() == "Flood and flash flood"
        page.locator(".offline").wait_for(state="visible")
        end.set()


@pytest.mark.parametrize("after", [12, 60])
def test_a_copy_begun_before_a_deploy_is_never_finished_with_files_of_after(
    after: int, context: BrowserContext
) -> None:
    old, new = deployed("Version A"), deployed("Version B")
    asked: list[str] = []

    def answer(path: str) -> Answer:
        asked.append(path)
        return found_in(old if len(asked) <= after else new, path)

    with serving(old, answer) as url:
        first = context.new_page()
        first.goto(f"{url}/prepare/kit/", wait_until="networkidle")
        wait_until(first, NO_WORKER)
        page = visited(context, url)
    context.set_offline(True)
    words = set()
    for address in ("/prepare/kit/", "/hazards/flood/", "/", "/contacts/", "/glossary/", "/about/"):
        page.goto(url + address)
        words |= set(re.findall(r"Version \w", page.locator("main").inner_text()))

    assert len(asked) > after
    assert words == {"Version B"}
    assert page.evaluate(VERSION_OF_WORKER) == name_of_cache(new)


def test_a_reader_who_saves_data_gets_what_matters_most_and_the_rest_on_request(
    real_site: Built, context: BrowserContext
) -> None:
    files = files_of(real_site)
    files["service-worker.js"] = SAVES_DATA + files["service-worker.js"]
    with serving(files) as url:
        page = visited(context, url)
        few = paths_kept(page)
        page.goto(f"{url}/keep-on-phone/")
        page.get_by_text("keeps only the most important pages").wait_for()
        page.evaluate(NOTE_STATUS)
        page.get_by_role("button", name="Keep the whole site").click()
        page.get_by_text("This device keeps the whole site now.").wait_for()
        said = page.evaluate("said")
        everything = paths_kept(page)

    hazards = {each.address for each in real_site.site.pages if each.meta.kind == "hazard"}
    assert {path for path in few if path.endswith("/")} == {
        "/",
        "/contacts/",
        *hazards,
        *real_site.site.settings.guard.essential,
    }
    assert {each.address for each in real_site.site.pages} <= everything
    assert said == [
        *(f"Keeping the rest of this site: {percent}% so far." for percent in (0, 25, 50, 75)),
        "This device keeps the whole site now.",
    ]


def test_no_button_offers_what_is_there_or_cannot_be(
    real_site: Built, context: BrowserContext, chromium: Browser
) -> None:
    """It is hidden where everything is kept already, and where no script runs or no worker may."""
    plain = [chromium.new_context(java_script_enabled=False), chromium.new_context(service_workers="block")]
    with serving(files_of(real_site)) as url:
        seen = []
        for page in (visited(context, url), *(each.new_page() for each in plain)):
            page.goto(f"{url}/keep-on-phone/", wait_until="networkidle")
            seen.append((page.locator(".keep").count(), page.locator(".keep").is_visible()))
    for each in plain:
        each.close()

    assert seen == [(1, False)] * 3


def test_a_device_with_little_room_keeps_what_matters_most(real_site: Built, context: BrowserContext) -> None:
    with serving(files_of(real_site)) as url:
        page = room_for(context, url, 1_600_000)
        wait_until(page, READY)
        kept = paths_kept(page)

    first = {each.address for each in real_site.site.pages if each.meta.kind in ("home", "hazard", "contacts")}
    assert first <= kept
    assert not {each.address for each in real_site.site.pages} <= kept


def test_a_device_with_no_room_shows_the_plain_site(real_site: Built, context: BrowserContext) -> None:
    with serving(files_of(real_site)) as url:
        page = room_for(context, url, 100_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        wait_until(page, "caches.keys().then((names) => names.length > 0)")
        wait_until(page, "caches.keys().then((names) => names.length === 0)")
        page.goto(f"{url}/hazards/flood/", wait_until="networkidle")

        assert page.locator("h1").inner_text() == "Flood and flash flood"
        assert faults == []


def test_the_kill_switch_takes_every_copy_off_the_device(real_site: Built, chromium: Browser) -> None:
    files = files_of(real_site)
    project = read_project(ROOT)
    settings = project.files["content/site.yaml"] + b"\noffline: false\n"
    context = chromium.new_context()
    with serving(files) as url:
        page = visited(context, url)
        assert page.evaluate(VERSION_OF_WORKER).startswith("site-")

        files.update(files_of(build(Project({**project.files, "content/site.yaml": settings}), NOW)))
        page.evaluate("navigator.serviceWorker.getRegistration().then((each) => each.update())")
        wait_until(page, NO_WORKER)

        assert page.evaluate(VERSION_OF_WORKER) == ""
    context.close()


def test_a_browser_that_refuses_storage_shows_the_plain_site(real_site: Built, chromium: Browser) -> None:
    context = chromium.new_context(service_workers="block")
    with serving(files_of(real_site)) as url:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{url}/hazards/flood/", wait_until="networkidle")

        assert page.locator("h1").inner_text() == "Flood and flash flood"
        assert faults == []
    context.close()
