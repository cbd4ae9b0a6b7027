"""After one visit the whole site opens without a network, and never mixes two versions."""

import re

from playwright.sync_api import Browser, BrowserContext, Page

from site_builder.model import Built, Project
from site_builder.pipeline import build
from site_builder.project import read_project
from tests.browser.conftest import serving
from tests.conftest import NOW, ROOT

READY = "navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
VERSION_OF_SCRIPT = """
    (() => {
        const names = performance.getEntriesByType("resource").map((each) => each.name);
        const script = names.find((name) => name.includes("/assets/checklist."));
        return script ? import(script).then((module) => module.version, () => null) : null;
    })()
"""
VERSION_OF_WORKER = "caches.keys().then((names) => names.join())"
NO_WORKER = "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)"
TRIES, PAUSE_MS = 400, 50


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


def wait_until(page: Page, promise: str) -> None:
    """Ask a page again and again until a promise of it is kept with true; `wait_for_function` awaits none."""
    page.evaluate(f"""async () => {{
        for (let tries = 0; tries < {TRIES}; tries++) {{
            if (await {promise}) return;
            await new Promise((done) => setTimeout(done, {PAUSE_MS}));
        }}
        throw new Error("never came true");
    }}""")


def test_after_one_visit_every_page_opens_without_a_network(real_site: Built, chromium: Browser) -> None:
    context = chromium.new_context()
    with serving(files_of(real_site)) as url:
        page = visited(context, url)
    context.set_offline(True)

    titles = {}
    for each in real_site.site.pages:
        page.goto(url + each.address)
        titles[each.address] = page.locator("h1").inner_text()
    context.close()

    assert len(titles) >= 45
    assert titles == {each.address: each.meta.title for each in real_site.site.pages}


def test_a_reader_without_a_network_sees_how_old_the_copy_is(real_site: Built, chromium: Browser) -> None:
    context = chromium.new_context()
    with serving(files_of(real_site)) as url:
        page = visited(context, url)
        assert page.locator(".offline").is_hidden()
    context.set_offline(True)

    page.goto(f"{url}/hazards/flood/")
    page.locator(".offline").wait_for(state="visible")
    said = page.locator(".offline").inner_text()
    context.close()

    assert re.match(r"No network\. This copy was saved on \S+", said), said


def test_a_page_never_mixes_two_versions(real_site: Built, chromium: Browser) -> None:
    """Two hundred loads while the site is deployed again and again."""
    files = deployed("Version A")
    context = chromium.new_context()
    mixed: list[object] = []
    seen: set[str] = set()
    scripts: set[str | None] = set()
    with serving(files) as url:
        page = visited(context, url)
        for number in range(200):
            if number % 50 == 25:
                fresh = deployed(f"Version {'ABCD'[number // 50]}x")
                files.clear()
                files.update(fresh)
            context.set_offline(number % 3 == 2)
            page.goto(f"{url}/prepare/kit/")
            words = set(re.findall(r"Version \w+", page.locator("main").inner_text()))
            seen |= words
            script = page.evaluate(VERSION_OF_SCRIPT)
            scripts |= {script}
            if len(words) != 1 or script not in (None, *words):
                mixed.append((number, words, script))
    context.close()

    assert len(seen) >= 4
    assert len(scripts - {None}) >= 4
    assert mixed == []


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
