"""A real Chromium and the real site, served from memory with the headers that a host would send."""

import gzip
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from site_builder.model import Built
from site_builder.suite import NEEDS

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync".split()
)
TRIES, PAUSE_MS = 400, 50


@dataclass(frozen=True)
class Served:
    """A site on a loopback port."""

    url: str
    built: Built

    @property
    def addresses(self) -> list[str]:
        """Return the address of every page, the one for lost addresses included."""
        return [page.address for page in self.built.site.pages]


@dataclass(frozen=True)
class Answer:
    """What a host sends."""

    status: int
    body: bytes


class Handler(BaseHTTPRequestHandler):
    """Serves what a host answers, compressed, with the headers of `_headers`."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, answer: Callable[[str], Answer], headers: str) -> None:
        self.answer = answer
        self.headers_sent = headers
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].lstrip("/")
        path = f"{path}index.html" if path.endswith("/") or not path else path
        answer = self.answer(path)
        kind = guess_type(path)[0] or "text/html"
        is_text = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        for name, value in headers_in(self.headers_sent):
            self.send_header(name, value)
        body = packed(answer.body) if is_text and "gzip" in self.headers.get("Accept-Encoding", "") else answer.body
        if body is not answer.body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def handle(self) -> None:
        """Answer until the browser goes away, which it may do at any time."""
        with suppress(ConnectionError):
            super().handle()

    def log_message(self, *_arguments: object) -> None:
        """Keep the terminal quiet."""


@lru_cache(maxsize=2000)
def packed(body: bytes) -> bytes:
    """Return a file as hosts send it to browsers that know gzip."""
    return gzip.compress(body, 9, mtime=0)


def found_in(files: dict[str, bytes], path: str) -> Answer:
    """Return a file, or the page for lost addresses."""
    return Answer(200, files[path]) if path in files else Answer(404, files.get("404.html", b""))


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
def serving(files: dict[str, bytes], answer: Callable[[str], Answer] | None = None) -> Iterator[str]:
    """Serve files from memory on a loopback port; what is changed in the dict is served changed.

    `answer` stands in for the host: given a path, it says what to send.
    """
    handler = partial(Handler, answer=answer or partial(found_in, files), headers=files["_headers"].decode())
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def wait_until(page: Page, promise: str) -> None:
    """Ask a page again and again until an expression, or a promise of one, is true.

    `wait_for_function` awaits no promise, asks at each frame, and may ask only once where a policy forbids `eval`.
    """
    page.evaluate(f"""async () => {{
        for (let tries = 0; tries < {TRIES}; tries++) {{
            if (await {promise}) return;
            await new Promise((done) => setTimeout(done, {PAUSE_MS}));
        }}
        throw new Error("never came true");
    }}""")


def settled(tabs: Sequence[Page], served: Served) -> Iterator[tuple[Page, str]]:
    """Open every page, as many at once as there are tabs, and yield tab and address when its network is idle."""
    for at in range(0, len(served.addresses), len(tabs)):
        group = list(zip(tabs, served.addresses[at : at + len(tabs)], strict=False))
        for page, address in group:
            page.goto(served.url + address)
        for page, address in group:
            page.wait_for_load_state("networkidle")
            yield page, address


@pytest.fixture(scope="session")
def playwright(request: pytest.FixtureRequest) -> Iterator[Playwright]:
    """Start what drives Chromium."""
    if "chromium" in request.config.getoption("--without"):
        pytest.skip("left out with --without chromium")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium_path(playwright: Playwright) -> str:
    """Find Chromium: Debian's where it is, else the one that Playwright brought."""
    need = next(each for each in NEEDS if each.name == "chromium")
    return next(filter(None, map(shutil.which, need.programs)), playwright.chromium.executable_path)


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """Start Chromium."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
    yield browser
    browser.close()
