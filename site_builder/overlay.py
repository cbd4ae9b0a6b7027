"""Knows how a page of the preview shows the problems of the last save. Never part of a published page."""

from collections.abc import Sequence
from html import escape

from site_builder.problems import Problem

RELOAD = b'<script src="/livereload.js?port=%d" defer></script>'
STYLE = (
    "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9;background:#1d1d1d;color:#fff;"
    "font:16px/1.45 system-ui;padding:1rem 1.5rem;border-top:6px solid #ffb000"
)
EMPTY = "<!doctype html><html lang=en><head><title>Preview</title></head><body><h1>{}</h1></body></html>"


def with_overlay(page: bytes, problems: Sequence[Problem], port: int) -> bytes:
    """Return an HTML page with the reload script, and the problems over its foot when there are any."""
    page = page.replace(b"</head>", RELOAD % port + b"</head>", 1)
    if not problems:
        return page
    entries = "".join(f"<li>{described(problem)}</li>" for problem in problems)
    heading = f"{len(problems)} to mend; the page behind is the last that could be built"
    panel = f'<div role="alert" style="{STYLE}"><strong>{heading}</strong><ol>{entries}</ol></div>'
    return page.replace(b"</body>", panel.encode() + b"</body>", 1)


def described(problem: Problem) -> str:
    """Return a problem as HTML: where, what, and the fix."""
    place = ":".join(str(part) for part in (problem.path, problem.line) if part)
    hint = f"<br>{escape(problem.hint)}" if problem.hint else ""
    return f"<code>{escape(place)}</code><br>{escape(problem.message)}{hint}"


def bare_page(text: str) -> bytes:
    """Return a page for an address at which nothing could be built yet."""
    return EMPTY.format(escape(text)).encode()
