"""Knows the bill of materials: each library of the program as it is installed here, in CycloneDX."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
LOCK = HERE / "requirements" / "runtime.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
NAME = re.compile(r"[A-Za-z0-9._-]+")
PROGRAM = "public-awareness-site"


def print_sbom(_arguments: Sequence[str]) -> int:
    """Print the bill of materials of this environment."""
    print(json.dumps(bill_of_materials(PINNED.findall(LOCK.read_text(encoding="utf-8"))), indent=1))
    return 0


def bill_of_materials(names: Sequence[str]) -> dict[str, Any]:
    """Return the libraries of these names that are installed, and Python itself, as a CycloneDX document.

    It holds no moment and no random number, so that two from one environment are alike.
    Source: CycloneDX 1.6, JSON.
    """
    found = {plain(name): each for name in names for each in installed(name)}
    python = {"type": "platform", "bom-ref": "python", "name": "python", "version": sys.version.split()[0]}
    needs = {name: sorted(set(required(each)) & set(found)) for name, each in found.items()}
    program = {"type": "application", "bom-ref": PROGRAM, "name": PROGRAM}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": [*(component(name, each) for name, each in sorted(found.items())), python],
        "dependencies": [
            {"ref": PROGRAM, "dependsOn": ["python", *sorted(found)]},
            *({"ref": name, "dependsOn": below} for name, below in sorted(needs.items())),
        ],
    }


def installed(name: str) -> Iterator[Distribution]:
    """Yield the library of a name, if it is installed: some are pinned for other systems only."""
    try:
        yield distribution(name)
    except PackageNotFoundError:
        return


def component(name: str, library: Distribution) -> dict[str, Any]:
    """Return one library as a component."""
    licence = next(iter(library.metadata.get_all("License-Expression") or ()), "")
    return {
        "type": "library",
        "bom-ref": name,
        "name": name,
        "version": library.version,
        "purl": f"pkg:pypi/{name}@{library.version}",
        **({"licenses": [{"expression": licence}]} if licence else {}),
    }


def required(library: Distribution) -> Iterator[str]:
    """Yield the names of what a library needs, those of its extras too."""
    for line in library.requires or ():
        name = NAME.match(line)
        assert name is not None
        yield plain(name[0])


def plain(name: str) -> str:
    """Return a library's name as registries write it. Source: PyPA, "Names and normalization"."""
    return re.sub(r"[-_.]+", "-", name).lower()
