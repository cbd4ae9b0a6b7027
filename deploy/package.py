#!/usr/bin/env python3
"""Puts together the folder that a function host runs: the endpoint, the forms of the built site, and what they need.

    python3 build.py
    .venv/bin/python deploy/package.py aws

It makes `build/aws/` anew from `output/`. The other hosts are google and azure, which fetch the libraries themselves.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
# The libraries that a host does not fetch itself. Lambda has botocore.
LIBRARIES = {"aws": ("jinja2", "markupsafe"), "azure": (), "google": ()}
# What is for people, or for another tool than the function.
ASIDE = ("template.yaml", "README.md")


def main(arguments: Sequence[str]) -> int:
    """Make the folder and say where it is; return 0, or 1 when the site is not built."""
    options = parser().parse_args(arguments)
    forms = sorted(options.site.glob("forms/*/form.json"))
    if not forms:
        print(f"There is no form in {options.site}/forms. Build the site first: python3 build.py", file=sys.stderr)
        return 1
    target = options.build / options.host
    shutil.rmtree(target, ignore_errors=True)
    for source, path in parts(options.host, forms, options.site):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target / path)
    print(f"{target} is ready, with {', '.join(form.parent.name for form in forms)}")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    whole = argparse.ArgumentParser(description="Puts together the folder that a function host runs.")
    whole.add_argument("host", choices=sorted(LIBRARIES))
    whole.add_argument("--site", type=Path, default=ROOT / "output", help="where the site was published")
    whole.add_argument("--build", type=Path, default=ROOT / "build", help="where the folder is made")
    return whole


def parts(host: str, forms: Sequence[Path], site: Path) -> Iterator[tuple[Path, Path]]:
    """Return each file of the folder: where it comes from, and its path there."""
    yield from sources(ROOT / "form_endpoint")
    for library in LIBRARIES[host]:
        spec = find_spec(library)
        assert spec, f"{library} is not installed. Run this with the Python of .venv"
        assert spec.origin
        yield from sources(Path(spec.origin).parent)
    yield from ((form, form.relative_to(site)) for form in forms)
    recipe = HERE / host
    yield from ((path, path.relative_to(recipe)) for path in sorted(recipe.glob("*")) if path.name not in ASIDE)


def sources(package: Path) -> Iterator[tuple[Path, Path]]:
    """Return the Python files of a package. What is compiled for this computer stays here: the libraries do without."""
    for path in sorted(package.rglob("*.py")):
        yield path, path.relative_to(package.parent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
