"""A real Chromium and the real site, served from memory with the headers that a host would send."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type

import pytest
from playwright.sync_api import Browser, sync_playwright

from site_builder.model import Built
from site_builder.suite import NEEDS

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync".split()
)


@dataclass(frozen=True)
class Served:
    """A site on a loopback port."""

    url: str
    built: Built

    @property
    def addresses(self) -> list[str]:
        """Return the address of every page, the one for lost addresses included."""
        return [page.address for page in self.built.site.pages]


class Handler(BaseHTTPRequestHandler):
    """Serves outputs from memory, with the headers of `_headers`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, files: dict[str, bytes]) -> None:
        self.files = files
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        body = self.files.get(path)
        self.send_response(200 if body is not None else 404)
        body = body if body is not None else self.files.get("404.html", b"")
        kind = guess_type(path)[0] or "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers_in(self.files["_headers"].decode()):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Keep the terminal quiet."""


def headers_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield the headers that `_headers` sets for every file, but for those that need HTTPS."""
    for line in text.split("\n")[1:]:
        if not line.startswith("  "):
            return
        name, _, value = line.strip().partition(": ")
        if name != "Strict-Transport-Security":
            yield name, value


@pytest.fixture(scope="session")
def served(real_site: Built) -> Iterator[Served]:
    """Serve the real site."""
    with serving({output.path: output.body for output in real_site.outputs}) as url:
        yield Served(url, real_site)


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[str]:
    """Serve files from memory on a loopback port; what is changed in the dict is served changed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, files=files))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Start Chromium: Debian's where it is, else the one that Playwright brought."""
    need = next(each for each in NEEDS if each.name == "chromium")
    if "chromium" in request.config.getoption("--without"):
        pytest.skip("left out with --without chromium")
    program = next(filter(None, map(shutil.which, need.programs)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()
