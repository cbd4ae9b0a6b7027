"""The preview keeps up with saves, shows what is wrong, and is open to this computer only."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.conftest import ROOT, project_of

PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Preview:
    """A preview that runs, and the folder of its site."""

    folder: Path
    port: int

    def ask(self, path: str, host: str = "127.0.0.1") -> tuple[int, str]:
        """Return the status and the text of a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        connection.request("GET", path, headers={"Host": host})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, text

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a change."""
        file = self.folder / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    def until(self, holds: Callable[[str], bool], path: str = "/") -> str:
        """Return the page once something holds for it; fail when it never does."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds(text := self.ask(path)[1]):
            assert time.monotonic() < deadline, text
        return text


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """Start `build.py serve` on a small site."""
    for path, body in project_of("").files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(body)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "build.py", "serve", "--site", str(tmp_path), "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        assert time.monotonic() < deadline
    yield Preview(tmp_path, port)
    process.terminate()
    process.wait()


def test_a_save_shows_without_a_command(preview: Preview) -> None:
    preview.edit("content/en/index.md", "Welcome.", "Good morning.")

    assert "Good morning." in preview.until(lambda text: "Welcome." not in text)


def test_a_fault_stands_over_the_last_good_page_and_goes_by_itself(preview: Preview) -> None:
    preview.edit("content/en/index.md", "title: Home", "titel: Home")
    shown = preview.until(lambda text: 'role="alert"' in text)
    assert "`titel` is not a field here" in shown
    assert "Did you mean `title`?" in shown
    assert "Welcome." in shown

    preview.edit("content/en/index.md", "titel: Home", "title: Home")
    assert "Welcome." in preview.until(lambda text: 'role="alert"' not in text)


def test_two_saves_at_once_are_both_seen(preview: Preview) -> None:
    preview.edit("content/en/index.md", "Welcome.", "One.")
    preview.edit("content/en/about-this-site.md", "The tests made it.", "Two.")

    assert preview.until(lambda text: "One." in text)
    assert preview.until(lambda text: "Two." in text, "/about-this-site/")


def test_other_hosts_are_refused(preview: Preview) -> None:
    """A page on the web could otherwise read drafts by pointing its own name at this computer."""
    assert preview.ask("/", host="evil.example")[0] == 403


def test_an_address_without_its_last_slash_leads_on(preview: Preview) -> None:
    assert preview.ask("/about-this-site")[0] == 302


def test_a_lost_address_is_said_to_be_lost(preview: Preview) -> None:
    assert preview.ask("/nowhere/")[0] == 404
