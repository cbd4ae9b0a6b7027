"""Knows the preview: the site on this computer, built again at each save."""

import sys
from collections.abc import Callable
from pathlib import Path

from livereload import Server

from site_builder.model import Built
from site_builder.problems import Problem
from site_builder.publish import publish
from site_builder.report import report

Attempt = Callable[[], tuple[Built | None, tuple[Problem, ...]]]


def serve(site: Path, port: int, attempt: Attempt) -> int:
    """Serve the preview until it is stopped; with problems the last good preview stays."""
    folder = site / ".cache" / "preview"

    def refresh() -> None:
        built, problems = attempt()
        if problems:
            print(f"{report(problems, 'text')}\n{len(problems)} to mend", file=sys.stderr)
        if built:
            publish(built.outputs, folder)

    refresh()
    server = Server()
    server.watch(str(site / "content"), refresh)
    server.watch(str(site / "templates"), refresh)
    print(f"Preview at http://127.0.0.1:{port}/ (stop with Ctrl+C)", file=sys.stderr)
    server.serve(root=str(folder), host="127.0.0.1", port=port)
    return 0
