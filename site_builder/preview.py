"""Knows what the preview shows at each address: the newest page that could be built, what is wrong, and its card."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from site_builder.card import card_of
from site_builder.checks.dead_link import early_links
from site_builder.findings import Finding, findings
from site_builder.measures import Measured, tenths_of_kilobyte
from site_builder.model import Attempt, Built, Weight
from site_builder.outputs.service_worker import PATH as WORKER

STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
"""Names the style by its hash, and would refuse the look of the preview's own panel."""
HEAD_END = re.compile(rb"</head>", re.IGNORECASE)
OURS = "-preview/"
"""What begins with this is the preview's own and on no published site."""
SCRIPT = '<script src="/-preview/preview.js" data-page="{}" data-rest="{}" defer></script>'
BARE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Preview</title></head><body><p>{}</p></body></html>"
)
NEVER_BUILT = "This page could not be built yet. What to mend stands below; the page comes by itself."
NOTHING = "Nothing is at this address."


@dataclass(frozen=True)
class Shown:
    """What the browsers are shown after a build.

    `built` is the last one that could be made; of some pages `files` and `weights` may already be newer.
    """

    built: Built | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    weights: Mapping[str, Weight] = field(default_factory=dict)
    found: tuple[Finding, ...] = ()

    def with_pages(self, pages: Sequence[Measured]) -> "Shown":
        """Return what to show once some pages were drawn anew, and all else is still to be built."""
        files = {page.output.path: page.output.body for page in pages}
        weights = {page.output.path: page.weight for page in pages}
        return replace(self, files={**self.files, **files}, weights={**self.weights, **weights})

    def after(self, tried: Attempt) -> "Shown":
        """Return what to show once something was built, or could not be.

        A page that could not be built this time stays as it last was; one that is no longer written goes.
        """
        built = tried.built
        early = tuple(early_links(built)) if built else ()
        found = findings(sorted({*tried.problems, *early}), tried.project.files)
        if built is None:
            return replace(self, found=found)
        fresh = {output.path: output.body for output in built.outputs}
        wanted = (*built.site.unread, *built.site.by_address)
        kept = {path: self.files[path] for path in map(path_of, wanted) if path in self.files}
        worker = tried.project.files["templates/service-worker-off.js"]
        return Shown(built, {**kept, **fresh, WORKER: worker}, built.weights, found)

    def answer(self, address: str) -> tuple[int, str, bytes]:
        """Return the status, the path and the body for an address without its first slash."""
        path = path_of(address)
        if path in self.files:
            return 200, path, self.files[path]
        if self.built and f"/{address}" in self.built.site.unread:
            return 404, "404.html", BARE.format(NEVER_BUILT).encode()
        return 404, "404.html", self.files.get("404.html", BARE.format(NOTHING if self.built else NEVER_BUILT).encode())

    def state(self, address: str) -> dict[str, Any]:
        """Return what the browser needs to know of the page at an address."""
        status, path, body = self.answer(address)
        card = card_of(self.built, f"/{address}") if self.built else None
        return {
            **self.marks(path, body),
            "built": status == 200,
            "problems": [as_told(finding) for finding in self.found],
            "card": asdict(card) if card else None,
        }

    def page(self, address: str) -> tuple[int, str, bytes]:
        """Return what `answer` does, with the preview's script in HTML."""
        status, path, body = self.answer(address)
        if not path.endswith(".html"):
            return status, path, body
        return (
            status,
            path,
            with_script(POLICY.sub(b"", body, count=1), SCRIPT.format(*self.marks(path, body).values()).encode()),
        )

    def marks(self, path: str, body: bytes) -> dict[str, str]:
        """Return the digests of the page at a path. A style changes also the weight that the page says at its foot."""
        weight = self.weights.get(path)
        figure = f"{tenths_of_kilobyte(weight.total_bytes) / 10:.1f}" if weight else ""
        return marks(body, self.pictures(path), figure.encode())

    def pictures(self, path: str) -> bytes:
        """Return the pictures of a page, one after the other: it is another page when one of them changes."""
        document = self.built.documents.get(path) if self.built else None
        names = (image.address.lstrip("/") for image in (document.images if document else ()))
        return b"".join(self.files.get(name, b"") for name in names)


def path_of(address: str) -> str:
    """Return the path of the file at an address, with or without its first slash."""
    name = address.lstrip("/")
    return f"{name}index.html" if not name or name.endswith("/") else name


def marks(body: bytes, pictures: bytes, weight: bytes = b"") -> dict[str, str]:
    """Return a digest of a whole page, and one of all but its style and its weight in words."""
    rest = STYLE.sub(b"", POLICY.sub(b"", body, count=1), count=1)
    rest = rest.replace(weight, b"") if weight else rest
    return {"page": digest(body + pictures), "rest": digest(rest + pictures)}


def digest(content: bytes) -> str:
    """Name some content."""
    return hashlib.blake2b(content, digest_size=8).hexdigest()


def with_script(body: bytes, script: bytes) -> bytes:
    """Return HTML with a script at the end of its head, or in front where it has none."""
    end = HEAD_END.search(body)
    return body[: end.start()] + script + body[end.start() :] if end else script + body


def as_told(finding: Finding) -> dict[str, Any]:
    """Return a finding as the browser shows it."""
    line, carets = finding.excerpt
    hint, *pasted = finding.advice.split("\n")
    problem = finding.problem
    return {
        "path": problem.path,
        "place": finding.place,
        "code": problem.code,
        "message": problem.message,
        "line": line,
        "carets": carets,
        "hint": hint,
        "paste": "\n".join(pasted),
    }
