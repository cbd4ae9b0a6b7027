"""Knows the preview's server: the site on this computer, from memory, open to this computer's own pages alone."""

import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop
from tornado.web import Application, FallbackHandler, HTTPError, RequestHandler

from site_builder.findings import Finding
from site_builder.local_endpoint import LocalEndpoint
from site_builder.measures import Measured
from site_builder.model import Attempt
from site_builder.outputs.headers import LONG, NAMED_BY_CONTENT
from site_builder.preview import OURS, Shown
from site_builder.report import report
from site_builder.watch import LOOK_EVERY_SECONDS, TreeWatcher

Steps = Callable[[Collection[str], Callable[[], bool]], Iterator[tuple[Measured, ...] | Attempt]]
"""Builds in steps: first the pages at some addresses, as soon as they are drawn, then all that there is, unless what
it is given tells meanwhile that it is overtaken.
"""

HOSTS = ("127.0.0.1", "localhost")
CLIENT = ("preview.js", "preview.css")
OPEN_PAGES = 4
"""So many of the pages that browsers asked for last are drawn before the others."""
LOOK_SECONDS = 0.25
"""So long nothing else is done while browsers fetch what they were told of."""


class Preview:
    """What is shown now. Building is done in one thread; a whole new `Shown` takes the place of the old one.

    `looked_at` are the addresses of the pages that browsers asked for last.
    """

    def __init__(self, steps: Steps, endpoint: LocalEndpoint) -> None:
        self.steps = steps
        self.endpoint = endpoint
        self.shown = Shown()
        self.looked_at: tuple[str, ...] = ()

    def look_at(self, address: str) -> None:
        """Note the page that a browser asked for."""
        self.looked_at = tuple(dict.fromkeys((address, *self.looked_at)))[:OPEN_PAGES]

    def refresh(self, is_overtaken: Callable[[], bool]) -> Iterator[None]:
        """Build again; pause whenever browsers should look. Tell the problems once, and once that they are gone."""
        before = self.shown
        for step in self.steps(self.looked_at, is_overtaken):
            if isinstance(step, Attempt):
                self.shown = self.shown.after(step)
                self.endpoint.take(self.shown.files)
                tell(before.found, self.shown.found)
                yield
            else:
                self.shown = self.shown.with_pages(step)
                if self.shown.files != before.files:
                    yield


def tell(before: tuple[Finding, ...], now: tuple[Finding, ...]) -> None:
    """Print the problems when they are others than before."""
    if now and now != before:
        print(f"{report(now, 'text')}\n{len(now)} to mend", file=sys.stderr)
    elif before and not now:
        print("All mended", file=sys.stderr)


class Local(RequestHandler):
    """Refuses what does not come from this computer's own pages.

    A page on the web could else read drafts, or send the form, by leading its own name or a request here.
    """

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        if self.request.host_name not in HOSTS or (origin and urlsplit(origin).netloc != self.request.host):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")

    def compute_etag(self) -> None:
        """Send no tag: nothing is kept."""


class Reload(Local, LiveReloadHandler):  # type: ignore[misc]
    """The socket that tells browsers to look again.

    A browser is told so as soon as it listens, since a save may have been built after its page was sent.
    """

    def check_origin(self, origin: str) -> bool:
        return bool(urlsplit(origin).netloc == self.request.host)

    def on_message(self, message: str) -> None:
        super().on_message(message)
        if self in LiveReloadHandler.waiters:
            self.send_message({"command": "reload", "path": "*"})


class Form(Local, FallbackHandler):
    """Hands on to the form endpoint."""

    def prepare(self) -> None:
        Local.prepare(self)
        FallbackHandler.prepare(self)


class State(Local):
    """What is wrong, and the card of the page at `?address=`."""

    def initialize(self, preview: Preview) -> None:
        """Take the preview to tell of."""
        self.preview = preview

    def get(self) -> None:
        """Answer as JSON."""
        self.finish(self.preview.shown.state(self.get_query_argument("address").lstrip("/")))


class Client(Local):
    """The preview's own script and style."""

    def get(self, name: str) -> None:
        """Answer with a file of this package."""
        if name not in CLIENT:
            raise HTTPError(404)
        self.set_header("Content-Type", f"{guess_type(name)[0]}; charset=utf-8")
        self.finish(files("site_builder").joinpath(name).read_bytes())


class Pages(Local):
    """Serves the site's files from memory."""

    def initialize(self, preview: Preview) -> None:
        """Take the preview to serve."""
        self.preview = preview

    def get(self, address: str) -> None:
        """Answer with a file, or with the page for lost addresses."""
        address = unquote(address)
        shown = self.preview.shown
        if f"{address}/index.html" in shown.files:
            self.redirect(f"/{address}/")
            return
        status, path, body = shown.page(address)
        if path.endswith(".html"):
            self.preview.look_at(f"/{address}")
        self.set_status(status)
        if path.startswith(NAMED_BY_CONTENT):
            self.set_header("Cache-Control", LONG)
        kind = guess_type(path)[0] or "application/octet-stream"
        is_text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.finish(body)


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server, with our files in place of a folder and our watcher in place of its own."""

    def __init__(self, preview: Preview, watcher: "Rebuilder") -> None:
        super().__init__(watcher=watcher)
        self.preview = preview

    def application(self, port: int, host: str, **_settings: Any) -> None:
        """Listen on this computer, for pages and for the reload socket."""
        LiveReloadHandler.watcher = self.watcher
        routes: list[Any] = [
            (r"/livereload", Reload),
            (rf"/{OURS}state", State, {"preview": self.preview}),
            (rf"/{OURS}(.*)", Client),
            (r"/api/.*", Form, {"fallback": self.preview.endpoint.container}),
            (r"/(.*)", Pages, {"preview": self.preview}),
        ]
        Application(routes, log_function=lambda _handler: None).listen(port, address=host)

    def _setup_logging(self) -> None:
        """Leave the terminal to the problems."""


class Rebuilder(TreeWatcher):
    """Builds at once and after each save, and then tells the browsers, from the loop's own thread."""

    def __init__(self, folders: list[Path], preview: Preview) -> None:
        super().__init__(folders, self.rebuild)
        self.preview = preview
        self.loop = IOLoop.current()
        for _ in preview.refresh(lambda: False):
            """Build all before anybody looks."""

    def start(self, callback: Callable[[], None]) -> bool:
        """Look at the folders in a thread of its own; True tells livereload not to look as well."""
        threading.Thread(target=self.run_or_stop, daemon=True).start()
        return True

    def run_or_stop(self) -> None:
        """Look for changes; a fault of ours ends the preview with its traceback, and never leaves it running stale."""
        try:
            self.run()
        finally:
            self.loop.add_callback(self.loop.stop)

    def rebuild(self) -> None:
        """Build again and tell the browsers; leave off when files changed meanwhile."""
        for _ in self.preview.refresh(self.is_behind):
            self.loop.add_callback(LiveReloadHandler.reload_waiters, "*")
            until = time.monotonic() + LOOK_SECONDS
            while time.monotonic() < until:
                if self.is_behind():
                    return
                time.sleep(LOOK_EVERY_SECONDS)


def serve(site: Path, port: int, steps: Steps) -> int:
    """Serve the preview until it is stopped."""
    preview = Preview(steps, LocalEndpoint(site / ".cache"))
    watcher = Rebuilder([site / "content", site / "templates"], preview)
    print(f"Preview at http://127.0.0.1:{port}/ (stop with Ctrl+C)", file=sys.stderr)
    PreviewServer(preview, watcher).serve(port=port, host="127.0.0.1")
    return 0
