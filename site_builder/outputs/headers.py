"""The one table of what any host must do: headers, how long each file is kept, its type, where old addresses lead."""

from dataclasses import dataclass

from site_builder.assets import Assets
from site_builder.model import Site
from site_builder.policy import safety_headers

SHORT = "public, max-age=300, stale-if-error=604800"
"""For what changes under one address. A page may be five minutes old, and a week old while the host is down."""
LONG = "public, max-age=31536000, immutable"
"""For files named by their content. Source: RFC 8246, "The immutable Cache-Control extension"."""
NEVER = "no-store"
"""For what the form's endpoint answers: it is about one person."""
NAMED_BY_CONTENT = "assets/"
ENDPOINT = "api/"
LOST = "404.html"
TEXT = "; charset=utf-8"
TYPES = {
    "avif": "image/avif",
    "css": f"text/css{TEXT}",
    "csv": f"text/csv{TEXT}",
    "gif": "image/gif",
    "html": f"text/html{TEXT}",
    "ics": f"text/calendar{TEXT}",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": f"text/javascript{TEXT}",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": f"text/plain{TEXT}",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""By the end of a file's name; any other file is `OTHER`. Source: IANA, "Media Types"."""
OTHER = "application/octet-stream"


@dataclass(frozen=True)
class Rules:
    """What a host must do.

    `base` is the path of the site, "" or "/folder"; `headers` go with every file; `moved` leads each old address to
    its new one, both with `base`; `tops` are the names of the files and folders at the root of the site.
    """

    base: str
    headers: dict[str, str]
    moved: tuple[tuple[str, str], ...]
    tops: tuple[str, ...]


def rules_for_hosts(site: Site, assets: Assets) -> Rules:
    """Return what any host must do for a site."""
    base = site.settings.base_path
    pages = (*site.pages, *site.ended)
    moved = sorted((f"{base}{old}", f"{base}{page.address}") for page in pages for old in page.meta.moved_from)
    old = tuple(address for page in pages for address in page.meta.moved_from)
    tops = {address.split("/")[1] for address in (*(page.address for page in pages), *old)} - {"", LOST}
    return Rules(base, safety_headers(assets.style_hash, assets.pocket_hash), tuple(moved), tuple(sorted(tops)))


def page_headers(assets: Assets) -> dict[str, str]:
    """Return the headers that go with every page."""
    return {**safety_headers(assets.style_hash, assets.pocket_hash), "Cache-Control": SHORT}


def cache_policy(path: str) -> str:
    """Return how long a published file may be kept."""
    return LONG if path.startswith(NAMED_BY_CONTENT) else SHORT


def media_type(path: str) -> str:
    """Return the type of a published file."""
    return TYPES.get(path.rpartition(".")[2], OTHER)
