"""The preview keeps up with saves, keeps the last good page, and is open to this computer's own pages only."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_builder.outputs.headers import LONG
from tests.previewing import Preview, previewing


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Run the preview of the small site; each test leaves it as it was."""
    with previewing(tmp_path_factory.mktemp("site")) as running:
        yield running


def home(preview: Preview) -> str:
    """Return the home page."""
    return preview.ask("/")[2]


def test_a_save_shows_without_a_command(preview: Preview) -> None:
    preview.edit("content/en/index.md", "Welcome.", "Good morning.")

    assert "Good morning." in preview.until(lambda text: "Welcome." not in text, lambda: home(preview))

    preview.edit("content/en/index.md", "Good morning.", "Welcome.")
    preview.until(lambda text: "Welcome." in text, lambda: home(preview))


def test_a_fault_is_told_beside_the_last_good_page_and_goes_by_itself(preview: Preview) -> None:
    preview.edit("content/en/index.md", "title: Home", "titel: Home")
    told = preview.until(lambda text: "is not a field here" in text, preview.state)
    assert "Did you mean `title`?" in told
    assert "Welcome." in home(preview)

    preview.edit("content/en/index.md", "titel: Home", "title: Home")
    assert '"problems": []' in preview.until(lambda text: "is not a field here" not in text, preview.state)


def test_a_page_that_was_never_built_says_so_and_comes_by_itself(preview: Preview) -> None:
    file = preview.folder / "content/en/storm.md"
    good = (
        "---\ntitle: Storm\ndescription: What to do before, during and after.\nchecked: 2026-11-01\n---\nGo inside.\n"
    )
    file.write_text(good.replace("checked: 2026-11-01\n", ""))
    preview.until(lambda text: "`checked` is missing" in text, preview.state)
    status, _, text = preview.ask("/storm/")
    assert status == 404
    assert "This page could not be built yet" in text
    assert "/-preview/preview.js" in text
    assert '"path": "content/en/storm.md"' in preview.state("/storm/")

    file.write_text(good)
    assert "Go inside." in preview.until(lambda text: "Go inside." in text, lambda: preview.ask("/storm/")[2])
    file.unlink()
    preview.until(lambda text: "Go inside." not in text, lambda: preview.ask("/storm/")[2])


def test_the_terminal_tells_a_list_once_and_its_end_once(tmp_path: Path) -> None:
    with previewing(tmp_path) as preview:
        preview.edit("content/en/index.md", "title: Home", "titel: Home")
        preview.until(lambda text: "is not a field here" in text, preview.state)
        preview.edit("content/en/about-this-site.md", "The tests made it.", "They made it.")
        preview.until(lambda text: "They made it." in text, lambda: preview.ask("/about-this-site/")[2])
        preview.edit("content/en/index.md", "titel: Home", "title: Home")

        lines = []
        while not lines or lines[-1] != "All mended\n":
            lines.append(preview.terminal.readline())

    assert [line for line in lines if "to mend" in line] == ["1 to mend\n"]
    assert len([line for line in lines if "is not a field here" in line]) == 1


def test_a_save_of_two_files_is_seen_in_both(preview: Preview) -> None:
    preview.edit("content/en/index.md", "Welcome.", "One.")
    preview.edit("content/en/about-this-site.md", "The tests made it.", "Two.")

    preview.until(lambda text: "One." in text, lambda: home(preview))
    preview.until(lambda text: "Two." in text, lambda: preview.ask("/about-this-site/")[2])
    preview.edit("content/en/index.md", "One.", "Welcome.")
    preview.edit("content/en/about-this-site.md", "Two.", "The tests made it.")
    preview.until(lambda text: "Welcome." in text, lambda: home(preview))


ADDRESSES = ["/", "/nowhere/", "/-preview/preview.js", "/-preview/state?address=/", "/livereload", "/api/visit"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_another_host_name_is_refused_everywhere(preview: Preview, address: str) -> None:
    """A page on the web could otherwise read drafts by leading its own name to this computer."""
    assert preview.ask(address, {"Host": "evil.example"})[0] == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_request_from_another_page_is_refused_everywhere(preview: Preview, address: str, origin: str) -> None:
    method = "POST" if address.startswith("/api/") else "GET"

    assert preview.ask(address, {"Origin": origin}, method)[0] == 403


def test_the_preview_listens_on_this_computer_alone(preview: Preview) -> None:
    listening = Path("/proc/net/tcp").read_text().split("\n")[1:]

    places = [line.split()[1] for line in listening if line and line.split()[1].endswith(f":{preview.port:04X}")]
    assert {place.split(":")[0] for place in places} == {"0100007F"}


def test_only_what_is_named_by_its_content_is_kept_by_the_browser(preview: Preview) -> None:
    status, headers, text = preview.ask("/")
    named = re.search(r'src="(/assets/[^"]+)"', text)

    assert (status, headers["Cache-Control"]) == (200, "no-store")
    assert named
    status, headers, _ = preview.ask(named[1])
    assert (status, headers["Cache-Control"]) == (200, LONG)
    status, headers, _ = preview.ask(f"{named[1]}.gone")
    assert (status, headers["Cache-Control"]) == (404, "no-store")


def test_an_address_without_its_last_slash_leads_on(preview: Preview) -> None:
    status, headers, _ = preview.ask("/about-this-site")

    assert (status, headers["Location"]) == (302, "/about-this-site/")


def test_a_lost_address_is_said_to_be_lost(preview: Preview) -> None:
    assert preview.ask("/nowhere/")[0] == 404


@pytest.mark.parametrize("name", ["../serve.py", "%2e%2e/serve.py", "serve.py"])
def test_no_other_file_of_the_program_is_served(preview: Preview, name: str) -> None:
    assert preview.ask(f"/-preview/{name}")[0] == 404


def test_readers_copies_are_not_kept_in_the_preview(preview: Preview) -> None:
    """A copy from before would stand in the way of the newest page."""
    worker = (preview.folder / "templates/service-worker-off.js").read_text()

    assert preview.ask("/service-worker.js")[2] == worker
