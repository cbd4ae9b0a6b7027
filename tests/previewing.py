"""Runs `build.py serve` on a small site for the tests of the preview."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from tests.conftest import ROOT, project_of

PATIENCE_SECONDS = 60
"""A busy machine may be slow; nothing here is timed."""


@dataclass(frozen=True)
class Preview:
    """A preview that runs, the folder of its site, and what it says in the terminal."""

    folder: Path
    port: int
    terminal: IO[str]
    process: "subprocess.Popen[Any]"

    @property
    def url(self) -> str:
        """Return its address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, dict[str, str], str]:
        """Return the status, the headers and the text at an address."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        connection.request(method, path, headers={"Host": f"127.0.0.1:{self.port}", **(headers or {})})
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        return response.status, dict(response.getheaders()), text

    def state(self, address: str = "/") -> str:
        """Return what the browser is told of the page at an address, as JSON."""
        return self.ask(f"/-preview/state?address={quote(address)}")[2]

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a change."""
        file = self.folder / path
        assert old in file.read_text()
        file.write_text(file.read_text().replace(old, new))

    def kill(self) -> None:
        """End it at once, as `kill -9` does."""
        self.process.kill()
        self.process.wait()

    def until(self, holds: Callable[[str], bool], ask: Callable[[], str]) -> str:
        """Return an answer once something holds for it; fail when it never does."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds(answer := ask()):
            assert time.monotonic() < deadline, answer
        return answer


@contextmanager
def previewing(folder: Path, files: Mapping[str, bytes] | None = None) -> Iterator[Preview]:
    """Write a site, and run its preview until the block ends."""
    for path, body in (files or project_of("").files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "build.py", "serve", "--site", str(folder), "--port", str(port)]
    process: subprocess.Popen[Any] = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said = next(line for line in process.stderr if line.startswith("Preview at "))
    assert f":{port}/" in said
    wait_for(port)
    try:
        yield Preview(folder, port, process.stderr, process)
    finally:
        process.terminate()
        process.wait()
        process.stderr.close()


def wait_for(port: int) -> None:
    """Return once something listens at a port."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline
