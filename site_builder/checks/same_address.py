"""One file, one address."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem


def same_address(built: Built) -> Iterator[Problem]:
    """No two files are published at one address, nor at two that differ only in capitals.

    Example:
        ---
        title: Storm
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        moved_from: [/about-this-site/]
        ---
        Go inside.

    Why: the later one would silently replace the earlier one; some disks and hosts do not tell capitals apart.
    Fix: rename one of the files, or take the address out of `moved_from`.
    """
    first: dict[str, str] = {}
    for output in built.outputs:
        key = output.path.casefold()
        if key in first:
            address = f"/{output.path.removesuffix('index.html')}"
            if first[key] == output.source:
                message = f"`{address}` is the address of this page, and stands in its `moved_from`"
                yield Problem(output.source, 0, "same-address", message, "Take it out of `moved_from`")
                continue
            message = f"`{address}` already comes from `{first[key]}`"
            yield Problem(output.source, 0, "same-address", message, "Rename one of the two")
        first.setdefault(key, output.source)
