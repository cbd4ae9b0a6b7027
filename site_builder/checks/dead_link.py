"""Every address on the site leads somewhere."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from urllib.parse import unquote, urljoin, urlsplit

from site_builder.checks.blame import blame
from site_builder.model import Built, Output, Page, output_path
from site_builder.problems import Problem, did_you_mean
from site_builder.schedule import is_waiting
from site_builder.source import line_with

XML_ADDRESS = re.compile(r"(?:<loc>|<id>|href=\")([^<\"]+)")
FOOTNOTE_BACK = re.compile(r"fnref\d*:(.+)")
FROM_ROOT = re.compile(r"/|#|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
HOST = re.compile(r"www\.|(?:[\w-]+\.)+(?:com|edu|gov|mil|net|org|us)(?:/|$)", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PAPER = re.compile(r"\.(?:csv|docx?|pdf|pptx?|txt|xlsx?|zip)$", re.IGNORECASE)
PAGE_ENDING = re.compile(r"(?:/?index)?\.(?:md|html?)$")


def dead_link(built: Built) -> Iterator[Problem]:
    """Every link, image, script and heading that an address names is there.

    What `sources` or `contacts` gives as an address is the world outside, also on our own host: it is not judged.

    Example:
        Read [how to build a kit](/prepare/kitt/).

    Why: a reader in danger who meets "not found" has lost the time they had.
    Fix: write the final address, `/prepare/kit/#water`, as the page itself shows it in the browser.
    """
    fine = declared_outside(built) | published(built)
    faults: dict[tuple[str, str], tuple[str, str] | None] = {}
    for output in built.outputs:
        addresses = addresses_of(built, output)
        doubtful = [place for place, address in enumerate(addresses) if address not in fine]
        for place in doubtful:
            address = addresses[place]
            if is_own_id(built, output, address):
                continue
            key = ("" if FROM_ROOT.match(address) and address[0] != "#" else output.path, address)
            if key not in faults:
                faults[key] = fault_of(built, output, address)
            if fault := faults[key]:
                path, line = blame(built, output, address or "]()", addresses[: place + 1].count(address))
                yield Problem(path, line, "dead-link", *fault)
    yield from dead_settings(built)


def published(built: Built) -> frozenset[str]:
    """Return the address of each output, from the root and in full, as most links name it."""
    settings = built.site.settings
    files = (f"/{path}" for path in built.paths)
    addresses = [each.removesuffix("index.html") if each.endswith("/index.html") else each for each in files]
    roots = (settings.base_path, settings.base_url.rstrip("/"))
    return frozenset(root + address for root in roots for address in addresses)


def declared_outside(built: Built) -> frozenset[str]:
    """Return the addresses of publications and contacts: other people's pages, which the network alone can judge."""
    sources = (source.link for source in built.site.shared.facts.sources.values())
    contacts = (contact.website for contact in built.site.settings.contacts.values())
    return frozenset((*sources, *contacts)) - {""}


def addresses_of(built: Built, output: Output) -> Sequence[str]:
    """Return each address that a file names."""
    if output.path in built.named:
        return built.named[output.path].addresses
    return XML_ADDRESS.findall(output.body.decode()) if output.path.endswith(".xml") else ()


def is_own_id(built: Built, output: Output, address: str) -> bool:
    """Tell whether an address is a place on its own page: to take one apart takes long."""
    return address.startswith("#") and output.path in built.named and address[1:] in built.named[output.path].ids


def fault_of(built: Built, output: Output, address: str) -> tuple[str, str] | None:
    """Return the message and hint for an address that leads nowhere, None when it leads somewhere or off the site."""
    if address.startswith("data:") and output.path in built.named:
        return None
    if not address.strip():
        return "a link has no address", "Write `[words](/address/)`, or take the link out"
    settings = built.site.settings
    here = settings.base_url.rstrip("/") + "/" + output.path.removesuffix("index.html")
    try:
        parts = urlsplit(urljoin(here, address))
    except ValueError:
        return f"`{address}` is not an address", "Correct it, or take the link out"
    if f"{parts.scheme}://{parts.netloc}" != settings.origin:
        return None
    path = unquote(parts.path)
    if not path.startswith(f"{settings.base_path}/"):
        return (
            f"`{address}` leads out of the folder that the site is published in",
            "Begin the address with `/`",
        )
    place = path.removeprefix(settings.base_path)
    if not FROM_ROOT.match(address) and not leads_somewhere(built, place):
        return astray(built, address, place)
    return judge(built, place, parts.fragment)


def leads_somewhere(built: Built, address: str) -> bool:
    """Tell whether something is, or would be but for its faults, at an address within the site."""
    site = built.site
    is_page = address in site.unread or address in site.by_address
    return output_path(address) in built.paths or is_page or address.removeprefix("/api/") in site.forms


def astray(built: Built, address: str, place: str) -> tuple[str, str]:
    """Return the message and hint for an address that does not begin at the root and leads to nothing from here."""
    if MAIL.fullmatch(address):
        return (
            f"`{address}` is a mail address, not a page",
            "Link to a page, or name a contact: `{{ contact.name.website }}`",
        )
    if HOST.match(address):
        return f"`{address}` has no `https://` before it", f"Write `https://{address}`"
    return f"`{address}` leads from this page to `{place}`, where nothing is published", nearest(built, address)


def judge(built: Built, address: str, fragment: str) -> tuple[str, str] | None:
    """Return the message and hint for an address within the site, None when it is fine."""
    target = output_path(address)
    if not leads_somewhere(built, address):
        return missing(built, address)
    named = None if any(page.output_path == target for page in built.site.ended) else built.named.get(target)
    if fragment and named and fragment not in named.ids:
        page = built.site.by_address.get(address)
        if note := FOOTNOTE_BACK.fullmatch(fragment):
            hint = f"Write `[^{note[1]}]` behind the words it belongs to, or delete it"
            return f"nothing leads to the footnote `[^{note[1]}]`", hint
        ids = [f"#{each.id}" for each in page.fragment.headings] if page else []
        hint = did_you_mean(f"#{fragment}", ids) or f"Take `#{fragment}` out: the page has no headings"
        return f"`{address}` has no heading `#{fragment}`", hint
    return None


def missing(built: Built, address: str) -> tuple[str, str]:
    """Return the message and hint for an address at which nothing is published."""
    if any(page.address == address for page in built.site.waiting):
        return early(address)
    if output_path(f"{address}/") in built.paths:
        return f"`{address}` has no slash at its end", f"Write `{address}/`"
    hint = nearest(built, address)
    if PAPER.search(address) and not hint.startswith("Did"):
        hint = "Only pages and pictures are published here: write it as a page, or link to where it is public"
    if address.startswith("/images/"):
        hint = hint if hint.startswith("Did") else "Correct the address, or put the file into content/images/"
    return f"nothing is published at `{address}`", hint


def early_links(built: Built) -> Iterator[Problem]:
    """Yield a problem for each link of a public page to one that is not: the preview shows both."""
    hidden = early_pages(built)
    for page in built.site.pages:
        if page.address not in hidden:
            for address in early_targets(page, hidden):
                yield Problem(page.source.path, page.source.line_of_address(address), "dead-link", *early(address))


def early_pages(built: Built) -> frozenset[str]:
    """Return the addresses of the pages in a build that readers do not see yet."""
    return frozenset(page.address for page in built.site.pages if is_waiting(page, built.site.now, drafts=False))


def early_targets(page: Page, hidden: frozenset[str]) -> tuple[str, ...]:
    """Return the addresses that a page links to and readers do not see yet."""
    return tuple(dict.fromkeys(link.address for link in page.fragment.links if urlsplit(link.address).path in hidden))


def early(address: str) -> tuple[str, str]:
    """Return the message and hint for the address of a page that is not public yet."""
    return f"`{address}` is a draft or not published yet", "Publish that page first, or take the link out"


def nearest(built: Built, address: str) -> str:
    """Return a hint with the address that ends alike, also where a file was named, or that looks most alike."""
    known = [page.address for page in built.site.pages] + [f"/{path}" for path in built.paths if "images/" in path]
    name = PAGE_ENDING.sub("", address.rstrip("/")).rpartition("/")[2]
    ending = f"/{name}" if "." in name else f"/{name}/"
    alike = [each for each in known if name and each.endswith(ending)]
    near = get_close_matches(address, alike, n=1, cutoff=0) or get_close_matches(address, known, n=1, cutoff=0.75)
    if alike and address.startswith("/") and address.endswith("/"):
        moved = f"If the page moved there, write `moved_from: [{address}]` into it"
        return f"Did you mean `{near[0]}`? {moved}"
    return f"Did you mean `{near[0]}`?" if near else "Correct the address, or write the page"


def dead_settings(built: Built) -> Iterator[Problem]:
    """Yield a problem for each address in the settings that leads nowhere."""
    settings = built.site.settings
    pairs = (address for pair in settings.opposites for address in pair)
    text = built.site.project.files["content/site.yaml"].decode()
    for address in dict.fromkeys(
        (*settings.navigation, *settings.footer, settings.which_way, *pairs, *settings.guard.essential)
    ):
        fault = judge(built, address, "")
        if fault:
            line = line_with(text, re.escape(address) + r"(?![\w/-])")
            yield Problem("content/site.yaml", line, "dead-link", *fault)
