"""Knows the preview: the site on this computer, served from memory and built again at each save.

livereload's own watcher loses saves within three seconds of a reload and builds once for each file; ours looks at the
whole tree ten times a second, waits until it is quiet, and builds once.
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from tornado.web import Application, FallbackHandler, HTTPError, RequestHandler

from site_builder.findings import findings
from site_builder.local_endpoint import LocalEndpoint
from site_builder.model import Attempt
from site_builder.overlay import bare_page, with_overlay
from site_builder.problems import Problem
from site_builder.report import report

Try = Callable[[], Attempt]
Snapshot = dict[str, tuple[int, int]]

HOSTS = ("127.0.0.1", "localhost", "::1")
LOOK_EVERY_SECONDS = 0.1
QUIET_SECONDS = 0.03


class Preview:
    """What the browser is shown: the files of the last build that could be made, and the newest problems."""

    def __init__(self, attempt: Try, endpoint: LocalEndpoint) -> None:
        self.attempt = attempt
        self.endpoint = endpoint
        self.files: Mapping[str, bytes] = {}
        self.problems: Sequence[Problem] = ()

    def refresh(self) -> None:
        """Build again; tell the problems once, and once that they are gone."""
        tried = self.attempt()
        built, problems = tried.built, tried.problems
        if problems and problems != self.problems:
            print(
                f"{report(findings(problems, tried.project.files), 'text')}\n{len(problems)} to mend", file=sys.stderr
            )
        elif self.problems and not problems:
            print("All mended", file=sys.stderr)
        if built:
            last_good = self.files if problems else {}
            self.files = {**last_good, **{output.path: output.body for output in built.outputs}}
            self.endpoint.take(self.files)
        self.problems = problems


class TreeWatcher(Watcher):  # type: ignore[misc]
    """Builds at once, and again when a file changed: once for a burst of saves. Then tells the browsers.

    The tree is looked at before each build, so that a save during one is not lost.
    """

    def __init__(self, folders: Sequence[Path], refresh: Callable[[], None]) -> None:
        super().__init__()
        self.folders = folders
        self.refresh = refresh
        self.watch(str(folders[0]))
        self.seen = snapshot(folders)
        refresh()

    def start(self, callback: Callable[[], None]) -> bool:
        """Look at the tree in a thread of its own; True tells livereload not to look as well."""
        loop = IOLoop.current()
        threading.Thread(target=self.look, args=(loop,), daemon=True).start()
        return True

    def look(self, loop: IOLoop) -> None:
        """Build whenever the tree differs from what the last build saw."""
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            now = snapshot(self.folders)
            if now == self.seen:
                continue
            self.seen = when_quiet(self.folders, now)
            self.refresh()
            loop.add_callback(LiveReloadHandler.reload_waiters, "*")


def snapshot(folders: Sequence[Path]) -> Snapshot:
    """Return the time of change and the size of every file."""
    return {str(path): each for folder in folders for path, each in stats(folder)}


def stats(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    """Yield each file with its time of change and size; a file that goes while we look is gone."""
    for path in folder.rglob("*"):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue
        yield path, (stat.st_mtime_ns, stat.st_size)


def when_quiet(folders: Sequence[Path], now: Snapshot) -> Snapshot:
    """Return the tree once it stays the same for a moment."""
    while True:
        time.sleep(QUIET_SECONDS)
        later = snapshot(folders)
        if later == now:
            return now
        now = later


class Reload(LiveReloadHandler):  # type: ignore[misc]
    """The socket that tells browsers to reload; open to pages of the preview only."""

    def check_origin(self, origin: str) -> bool:
        return bool(urlsplit(origin).netloc == self.request.host)


class Files(RequestHandler):
    """Serves the preview's files from memory, to this computer only."""

    def initialize(self, preview: Preview, port: int) -> None:
        """Take the preview to serve."""
        self.preview = preview
        self.port = port

    def prepare(self) -> None:
        if self.request.host_name not in HOSTS:
            raise HTTPError(403)

    def get(self, path: str) -> None:
        """Answer with a file, or with the page for lost addresses."""
        files = self.preview.files
        path = f"{path}index.html" if path.endswith("/") or not path else path
        if path not in files and f"{path}/index.html" in files:
            self.redirect(f"/{path}/")
            return
        self.set_status(200 if path in files else 404)
        body = files.get(path) or files.get("404.html") or bare_page("Nothing could be built yet")
        kind = guess_type(path)[0] if path in files else None
        self.set_header("Content-Type", f"{kind or 'text/html'}; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        is_page = (kind or "text/html") == "text/html"
        self.finish(with_overlay(body, self.preview.problems, self.port) if is_page else body)

    def compute_etag(self) -> None:
        """Send no tag: nothing is kept."""


class PreviewServer(Server):  # type: ignore[misc]
    """livereload's server, with our files in place of a folder."""

    def __init__(self, preview: Preview, watcher: TreeWatcher) -> None:
        super().__init__(watcher=watcher)
        self.preview = preview

    def application(self, port: int, host: str, **_settings: Any) -> None:
        """Listen on this computer, for pages and for the reload socket."""
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = True
        routes: list[Any] = [
            (r"/livereload", Reload),
            (r"/livereload.js", LiveReloadJSHandler),
            (r"/api/.*", FallbackHandler, {"fallback": self.preview.endpoint.container}),
            (r"/(.*)", Files, {"preview": self.preview, "port": port}),
        ]
        Application(routes, log_function=lambda _handler: None).listen(port, address=host)

    def _setup_logging(self) -> None:
        """Leave the terminal to the problems."""


def serve(site: Path, port: int, attempt: Try) -> int:
    """Serve the preview until it is stopped; with problems the last good pages stay."""
    preview = Preview(attempt, LocalEndpoint(site / ".cache"))
    watcher = TreeWatcher([site / "content", site / "templates"], preview.refresh)
    print(f"Preview at http://127.0.0.1:{port}/ (stop with Ctrl+C)", file=sys.stderr)
    PreviewServer(preview, watcher).serve(port=port, host="127.0.0.1")
    return 0
