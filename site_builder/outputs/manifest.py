"""The manifest: every published file with its digest, its type and how long it is kept, for whoever checks a copy."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from site_builder.assets import Assets
from site_builder.model import Output, Site
from site_builder.outputs.headers import cache_policy, media_type, rules_for_hosts
from site_builder.outputs.hosts import FOR_HOSTS
from site_builder.outputs.service_worker import essential_pages
from site_builder.problems import Invalid, Problem

PATH = "manifest.json"


class Entry(NamedTuple):
    """One published file.

    `address` is where readers get it, below the address of the site; "" for what hosts keep to themselves. `page` is
    "essential" for pages that must not get lost, "page" for the others and "" for files that show no page.
    """

    path: str
    sha256: str
    type: str
    cache: str
    address: str
    page: str


@dataclass(frozen=True)
class Manifest:
    """What was published where: all files but the manifest itself, and the headers that go with each.

    `moved` leads the old address of a page, below the address of the site, to the path of the new one.
    """

    base_url: str
    headers: dict[str, str]
    moved: dict[str, str]
    files: tuple[Entry, ...]


NOTHING = Manifest("", {}, {}, ())
"""The manifest of a site that was never published."""


def manifest(site: Site, assets: Assets, outputs: Sequence[Output]) -> Iterator[Output]:
    """Yield `manifest.json`, one line for each file, in order of path."""
    essential = {page.address for page in essential_pages(site)}
    rules = rules_for_hosts(site, assets)
    moved = {old.removeprefix(rules.base): new for old, new in rules.moved}
    entries = sorted((entry_of(output, essential) for output in outputs), key=lambda entry: entry.path)
    yield Output(PATH, written(Manifest(site.settings.base_url, rules.headers, moved, tuple(entries))))


def entry_of(output: Output, essential: set[str]) -> Entry:
    """Return what the manifest says of an output."""
    path = output.path
    address = f"/{path.removesuffix('index.html')}" if f"/{path}".endswith("/index.html") else f"/{path}"
    page = ("essential" if output.page in essential else "page") if output.page else ""
    return Entry(path, output.sha256, media_type(path), cache_policy(path), "" if path in FOR_HOSTS else address, page)


def written(manifest: Manifest) -> bytes:
    """Return a manifest as JSON."""
    head = json.dumps({**vars(manifest), "files": ()}, indent=1).removesuffix(',\n "files": []\n}')
    text = cache(json.dumps)
    lines = ",\n".join(
        f'  {{"path": {json.dumps(path)}, "sha256": "{sha256}", "type": {text(type_)}, "cache": {text(kept)},'
        f' "address": {json.dumps(address)}, "page": "{page}"}}'
        for path, sha256, type_, kept, address, page in manifest.files
    )
    return f'{head},\n "files": [\n{lines}\n ]\n}}\n'.encode()


def read_manifest(body: bytes, name: str) -> Manifest:
    """Return the manifest that some bytes are. Raises Invalid, with the name of what they were read from."""
    try:
        whole = json.loads(body)
        files = tuple(Entry(*(str(each[field]) for field in Entry._fields)) for each in whole["files"])
        headers, moved = (
            {str(name): str(value) for name, value in whole[field].items()} for field in ("headers", "moved")
        )
        return Manifest(str(whole["base_url"]), headers, moved, files)
    except (ValueError, KeyError, TypeError, AttributeError):
        hint = "Take the `manifest.json` that a build wrote; without one, a folder counts as never published"
        raise Invalid(Problem(name, 0, "no-manifest", "this is not a manifest of a build", hint)) from None
