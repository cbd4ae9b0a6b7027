"""Every file can be kept on every computer."""

import re
from collections.abc import Iterator

from site_builder.model import Built, Output
from site_builder.problems import Problem

DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""Source: Microsoft Learn, "Naming Files, Paths, and Namespaces"."""
UNFIT = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^\.\.?$|^$')


def reserved_name(built: Built) -> Iterator[Problem]:
    """No published file or folder has a name that Windows keeps for itself or cannot hold.

    Example:
        -- content/en/aux.md --
        ---
        title: Auxiliary police
        description: What the auxiliary police of a county do in a disaster.
        checked: 2026-11-23
        ---
        They direct traffic.

    Why: an office that works on Windows could not check the files out, nor copy the site.
    Fix: rename the file, or the address in `moved_from`.
    """
    parts = {part for output in built.outputs for part in output.path.split("/")}
    unfit = {part for part in parts if DEVICE.fullmatch(part) or UNFIT.search(part)}
    for output in built.outputs if unfit else ():
        for part in [each for each in output.path.split("/") if each in unfit][:1]:
            message = f"`{output.path}` cannot be kept on Windows: `{part}` is no name there"
            yield Problem(output.source, line_of(built, output), "reserved-name", message, "Choose another name")


def line_of(built: Built, output: Output) -> int:
    """Return the line that gives an output its name: that of an old address, else 0, the file itself."""
    address = f"/{output.path.removesuffix('index.html')}"
    owners = (page for page in built.site.pages if page.source.path == output.source)
    return next((page.source.line_of_address(address) for page in owners if address in page.meta.moved_from), 0)
