"""The service worker: a copy of the whole site on the reader's device, for when there is no network."""

import hashlib
import json
import math
from collections.abc import Iterator, Sequence

from site_builder.model import Output, Page, Site, output_path
from site_builder.outputs.hosts import FOR_HOSTS
from site_builder.outputs.pocket import FILE

PATH = "service-worker.js"
ESSENTIAL_KINDS = ("home", "hazard", "contacts")
KEPT_ENDINGS = (".html", ".js", ".json", ".txt", ".webmanifest", ".svg", ".png", ".jpg", ".webp", ".avif")


def service_worker(site: Site, outputs: Sequence[Output]) -> Iterator[Output]:
    """Yield `service-worker.js`, which names every file it keeps by the digest of its content.

    The pocket edition comes last: where there is little room, what it holds is better kept as pages.
    With `offline: false` in the settings it is the kill switch instead.
    """
    if not site.settings.offline:
        source = "templates/service-worker-off.js"
        yield Output(PATH, site.project.files[source], source)
        return
    source = "templates/service-worker.js"
    for_readers = {address_of(site, output): output for output in outputs if is_for_readers(output)}
    kept = {address: output.sha256[:12] for address, output in for_readers.items()}
    first = essential(site, outputs)
    rest = sorted(kept.keys() - first, key=lambda address: (address.endswith(FILE), address))
    answers = {
        "$VERSION": hashlib.sha256(json.dumps(sorted(kept.items())).encode()).hexdigest()[:12],
        "$ESSENTIAL": json.dumps([each for each in sorted(kept.items()) if each[0] in first], separators=(",", ":")),
        "$REST": json.dumps([(each, kept[each]) for each in rest], separators=(",", ":")),
        "$MEGABYTES": megabytes(sum(for_readers[each].size_bytes for each in rest)),
        "$LOST": f"{site.settings.base_path}/404.html",
        "$NAMED": f"{site.settings.base_path}/assets/",
    }
    text = site.project.files[source].decode()
    for name, answer in answers.items():
        text = text.replace(name, answer)
    yield Output(PATH, text.encode(), source)


def megabytes(size: int) -> str:
    """Return bytes in megabytes, rounded up to a tenth."""
    return f"{math.ceil(size / 100_000) / 10:.1f}"


def is_for_readers(output: Output) -> bool:
    """Say whether a reader's device keeps an output; some are for programs, some for hosts."""
    is_for_programs = output.path.startswith(("forms/", "gallery.", "share.")) or output.path in FOR_HOSTS
    return output.path.endswith(KEPT_ENDINGS) and not is_for_programs


def essential(site: Site, outputs: Sequence[Output]) -> set[str]:
    """Return the addresses that are kept even when a reader saves data: what to do, whom to call, and the scripts."""
    pages = {page.output_path for page in essential_pages(site)}
    pages.add(output_path("/404.html"))
    return {address_of(site, output) for output in outputs if output.path in pages or is_script(output.path)}


def essential_pages(site: Site) -> tuple[Page, ...]:
    """Return the pages that no reader may be without: of the essential kinds, and those that the settings name."""
    named = site.settings.guard.essential
    return tuple(page for page in site.pages if page.meta.kind in ESSENTIAL_KINDS or page.address in named)


def is_script(path: str) -> bool:
    """Tell whether an output is a script of the pages."""
    return path.startswith("assets/") and path.endswith(".js")


def address_of(site: Site, output: Output) -> str:
    """Return the address that a browser asks for to get an output."""
    path = output.path.removesuffix("index.html") if f"/{output.path}".endswith("/index.html") else output.path
    return f"{site.settings.base_path}/{path}"
