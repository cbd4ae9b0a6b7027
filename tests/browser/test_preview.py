"""The preview in a real browser: it shows each save, what to mend, and keeps the editor's place."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect

from tests.browser.conftest import wait_until
from tests.conftest import page as page_file
from tests.conftest import project_of
from tests.previewing import PATIENCE_SECONDS, Preview, previewing

LONG = "\n\n".join(f"Sentence {number} of this page." for number in range(200))
SITE = project_of(page_file(f"::: details More\nHidden words.\n:::\n\n{LONG}"))
SAVES, SAVES_THOROUGH = 20, 200
FAULTY = "content/en/storm.md:2:1"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Run the preview; each test leaves the site as it was, and `tab` sees to that for one that failed."""
    with previewing(tmp_path_factory.mktemp("site"), SITE.files) as running:
        yield running


@pytest.fixture
def tab(chromium: Browser, preview: Preview) -> Iterator[Page]:
    """Open the long page, and wait until it listens."""
    tab = chromium.new_page()
    tab.set_default_timeout(PATIENCE_SECONDS * 1000)
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    tab.goto(f"{preview.url}/storm/")
    expect(tab.locator(".card summary")).to_contain_text("content/en/storm.md")
    tab.evaluate("window.first = true")
    yield tab
    tab.close()
    for path, body in SITE.files.items():
        if (preview.folder / path).read_bytes() != body:
            (preview.folder / path).write_bytes(body)


def is_reloaded(tab: Page) -> bool:
    """Tell whether the page was loaded anew since it was opened."""
    return not tab.evaluate("window.first ?? false")


def test_every_save_is_shown(tab: Page, preview: Preview, request: pytest.FixtureRequest) -> None:
    """Also when another save came right before, and right after a reload."""
    chance = random.Random(5)
    count = SAVES_THOROUGH if request.config.getoption("--thorough") else SAVES
    file = preview.folder / "content/en/storm.md"
    text = file.read_text()
    for number in range(count):
        if chance.random() < 0.3:
            file.write_text(text.replace("Hidden words.", f"Overtaken {number}."))
            tab.wait_for_timeout(chance.choice((0, 1, 10, 50)))
        file.write_text(text.replace("Hidden words.", f"Save {number} of many."))
        expect(tab.locator("main")).to_contain_text(f"Save {number} of many.")
        tab.wait_for_timeout(chance.random() ** 2 * 300)
    file.write_text(text)
    expect(tab.locator("main")).to_contain_text("Hidden words.")


def test_a_burst_of_saves_is_one_build(tab: Page, preview: Preview) -> None:
    told: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: told.append(str(frame)))

    tab.on("websocket", listen)
    tab.reload()
    expect(tab.locator(".card summary")).to_contain_text("content/en/storm.md")
    beside = preview.folder / "beside"
    beside.mkdir()
    for number in range(100):
        text = page_file(path=f"en/p{number}.md", title=f"Page {number}").split("\n", 1)[1]
        (beside / f"p{number}.md").write_text(text)
    before = len(told)

    for number in range(100):
        (beside / f"p{number}.md").rename(preview.folder / f"content/en/p{number}.md")
    preview.until(lambda text: "content/en/p99.md" in text, lambda: preview.state("/p99/"))
    preview.edit("content/en/storm.md", "title: Storm", "titel: Storm")
    expect(tab.get_by_role("alert")).to_contain_text("titel is not a field here")
    told_of = [frame for frame in told[before:] if '"command": "reload"' in frame]
    preview.edit("content/en/storm.md", "titel: Storm", "title: Storm")
    for path in (preview.folder / "content/en").glob("p[0-9]*.md"):
        path.unlink()
    expect(tab.get_by_role("alert")).to_be_empty()
    preview.until(lambda text: "content/en/p99.md" not in text, lambda: preview.state("/p99/"))

    # One for the burst and one for the fault: the page in the browser is another after neither.
    assert len(told_of) == 2


def test_a_fault_stands_over_the_page_with_its_line_and_its_fix_and_goes_by_itself(tab: Page, preview: Preview) -> None:
    preview.edit("content/en/storm.md", "title: Storm", "titel: Storm")

    panel = tab.get_by_role("alert")
    expect(panel).to_contain_text("1 to mend. The page behind is the last that could be built.")
    expect(panel.locator("li").locator(".place")).to_have_text(f"{FAULTY} unknown-field")
    expect(panel.locator("li").locator(".message")).to_have_text("titel is not a field here")
    expect(panel.locator("li").locator("pre").first).to_have_text("titel: Storm\n^^^^^")
    expect(panel.locator("li").locator(".hint")).to_have_text("Did you mean title? Line 2, to paste:")
    expect(panel.locator("li").locator(".paste")).to_have_text("title: Storm")
    expect(tab.get_by_text("Sentence 1 of this page.")).to_be_visible()
    assert not is_reloaded(tab)

    preview.edit("content/en/storm.md", "titel: Storm", "title: Storm")
    expect(panel).to_be_empty()


def test_faults_stand_over_a_lost_page_too_and_it_comes_by_itself(tab: Page, preview: Preview) -> None:
    tab.goto(f"{preview.url}/wind/")
    file = preview.folder / "content/en/wind.md"
    file.write_text("---\ntitle: Wind\n---\nGo inside.\n")
    expect(tab.get_by_role("alert")).to_contain_text("description is missing")
    expect(tab.get_by_role("alert")).not_to_contain_text("The page behind")

    file.write_text(page_file("Go inside.", title="Wind").split("\n", 1)[1])
    expect(tab.locator("main")).to_contain_text("Go inside.")
    file.unlink()
    expect(tab.locator("body")).not_to_contain_text("Go inside.")


def test_the_place_what_is_open_and_what_is_typed_outlive_a_save(tab: Page, preview: Preview) -> None:
    form = '<p><label>Name <input name="name"></label> <label>Old <input type="checkbox" name="old"></label></p>'
    preview.edit("templates/base.html", "{{ opening }}", f"{form}{{{{ opening }}}}")
    expect(tab.get_by_label("Name")).to_be_visible()
    tab.get_by_text("More", exact=True).click()
    tab.get_by_label("Name").fill("Jo")
    tab.get_by_label("Old").check()
    tab.get_by_label("Name").focus()
    tab.evaluate("scrollTo({ top: 1234, behavior: 'instant' })")

    preview.edit("content/en/storm.md", "Sentence 1 of", "Phrase 1 of")

    expect(tab.get_by_text("Phrase 1 of this page.")).to_be_attached()
    expect(tab.get_by_text("Hidden words.")).to_be_visible()
    expect(tab.get_by_label("Name")).to_have_value("Jo")
    expect(tab.get_by_label("Name")).to_be_focused()
    expect(tab.get_by_label("Old")).to_be_checked()
    wait_until(tab, "scrollY === 1234")
    preview.edit("content/en/storm.md", "Phrase 1 of", "Sentence 1 of")
    preview.edit("templates/base.html", form, "")
    expect(tab.get_by_label("Name")).to_have_count(0)


def test_a_saved_style_is_swapped_without_a_reload(tab: Page, preview: Preview) -> None:
    css = preview.folder / "templates/base.css"
    before = css.read_text()
    more = "\n".join(f".made-{chance:x} {{ order: {chance} }}" for chance in random.Random(1).sample(range(10**9), 99))

    css.write_text(before + "\nh1 { letter-spacing: 7px; }\n" + more)

    expect(tab.locator("h1")).to_have_css("letter-spacing", "7px")
    css.write_text(before)
    expect(tab.locator("h1")).not_to_have_css("letter-spacing", "7px")
    assert not is_reloaded(tab)


def test_the_card_tells_what_the_page_does_not_show(tab: Page, preview: Preview) -> None:
    preview.edit("content/en/storm.md", "kind: page", "kind: page\ndraft: true")

    expect(tab.locator(".card summary")).to_contain_text("Draft: readers do not see this page")
    tab.locator(".card summary").click()
    expect(tab.locator(".card .edit code")).to_have_text("content/en/storm.md")
    preview.edit("content/en/storm.md", "kind: page\ndraft: true", "kind: page")
    expect(tab.locator(".card summary")).not_to_contain_text("Draft")


def test_a_stopped_preview_says_so(chromium: Browser, tmp_path: Path) -> None:
    tab = chromium.new_page()
    with previewing(tmp_path) as preview:
        tab.goto(f"{preview.url}/")
        expect(tab.locator(".card summary")).to_contain_text("content/en/index.md")

    expect(tab.locator(".stopped")).to_be_visible()
    tab.close()
