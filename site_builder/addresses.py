"""Knows which addresses of a site readers may keep, and the ledger of those that were public once."""

from site_builder.model import Page, Project, Site

LEDGER = "content/addresses.txt"
HEAD = (
    "# Addresses that readers may have kept: pages, and headings on them. None of them may be lost.",
    "# `python3 build.py addresses` adds those that are new. Delete a line to lose an address on purpose.",
)
FOOTNOTE = ":"
"""Stands in the ids of footnotes, which are counted anew at each build."""


def answering(site: Site) -> dict[str, Page]:
    """Return the page that each address leads to, its own address or an old one."""
    pages = (*site.pages, *site.ended)
    old = {address: page for page in pages for address in page.meta.moved_from}
    return old | {page.address: page for page in pages}


def anchors(page: Page) -> tuple[str, ...]:
    """Return the ids in the text of a page."""
    return tuple(each for each in page.ids if FOOTNOTE not in each)


def public_addresses(site: Site) -> set[str]:
    """Return every address of a page, a heading on it, or an old address."""
    listed = {address for address in answering(site) if address.endswith("/")}
    return listed.union(f"{page.address}#{each}" for page in site.pages if page.is_listed for each in anchors(page))


def noted(project: Project) -> dict[str, int]:
    """Return the addresses of the ledger, each with its line."""
    lines = project.files.get(LEDGER, b"").decode(errors="replace").split("\n")
    found = {line.strip(): number for number, line in enumerate(lines, 1) if not line.startswith("#")}
    return {address: number for address, number in found.items() if address}


def unnoted(site: Site) -> tuple[str, ...]:
    """Return the public addresses that the ledger does not have yet, in order."""
    return tuple(sorted(public_addresses(site) - noted(site.project).keys()))


def with_new(site: Site) -> bytes:
    """Return the ledger with all that is public now; nothing is taken out."""
    addresses = sorted({*noted(site.project), *unnoted(site)})
    return "\n".join((*HEAD, *addresses, "")).encode()
