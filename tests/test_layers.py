"""Imports go one way. `ORDER` is the order, and the order to read the package in."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

ORDER = (
    "environment",
    "late",
    "problems",
    "findings",
    "memory",
    "signs",
    "spread",
    "store",
    "cache",
    "unchanged",
    "yaml_lines",
    "yaml_syntax",
    "yaml_text",
    "quick_yaml",
    "better",
    "schema",
    "records",
    "facts",
    "settings",
    "kinds",
    "document",
    "tags",
    "quick_html",
    "html_reader",
    "packed",
    "source",
    "model",
    "addresses",
    "project",
    "quick_inline",
    "quick_markup",
    "markup",
    "front_matter",
    "pages",
    "shared",
    "forms",
    "schedule",
    "dates",
    "readability",
    "stems",
    "navigation",
    "lists",
    "templates",
    "assets",
    "pictures",
    "images",
    "codes",
    "policy",
    "form_pages",
    "compose",
    "render",
    "measures",
    "outputs",
    "checks",
    "finished",
    "pipeline",
    "why",
    "losses",
    "exchange",
    "spare",
    "publish",
    "signature",
    "verify",
    "fetch",
    "fix",
    "reading_rules",
    "rules",
    "sarif",
    "report",
    "new_page",
    "reviews",
    "schemas",
    "revision",
    "difference",
    "review",
    "attempts",
    "writing",
    "card",
    "preview",
    "watch",
    "local_endpoint",
    "serve",
    "sbom",
    "signing",
    "suite",
    "cli",
    "reference",
)
THIRD_PARTY_AT = {
    "yaml": {"yaml_syntax", "yaml_text", "reference"},
    "pydantic": {"schema"},
    "PIL": {"images", "pictures"},
    "segno": {"codes"},
    "markdown": {"quick_inline", "quick_markup", "markup"},
    "cryptography": {"signature"},
}
DISK = {
    "environment",
    "cache",
    "store",
    "cli",
    "exchange",
    "fix",
    "local_endpoint",
    "new_page",
    "project",
    "publish",
    "review",
    "revision",
    "sbom",
    "serve",
    "signing",
    "spare",
    "suite",
    "unchanged",
    "verify",
    "writing",
}


def modules() -> dict[str, list[Path]]:
    """Return the files of each layer."""
    package = ROOT / "site_builder"
    found: dict[str, list[Path]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).with_suffix("").parts[0]
        if name != "__init__":
            found.setdefault(name, []).append(path)
    return found


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield each module that a file imports, and how deep in the file the import stands."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        depth = 0 if node in tree.body else 1
        if isinstance(node, ast.ImportFrom):
            yield node.module or "", depth
            if node.module == "site_builder":
                yield from ((f"site_builder.{each.name}", depth) for each in node.names)
        elif isinstance(node, ast.Import):
            yield from ((each.name, depth) for each in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "late":
            yield f"site_builder.{ast.literal_eval(node.args[0])}", 0


def test_the_order_names_every_module() -> None:
    assert set(ORDER) == set(modules())


def test_every_module_imports_only_from_those_above_it() -> None:
    backward = [
        (layer, name)
        for layer, paths in modules().items()
        for path in paths
        for name, _ in imports(path)
        if name.startswith("site_builder.") and ORDER.index(name.split(".")[1]) > ORDER.index(layer)
    ]

    assert backward == []


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        (path.name, name) for paths in modules().values() for path in paths for name, depth in imports(path) if depth
    ]

    assert hidden == []


def test_a_library_is_known_in_few_places() -> None:
    for library, layers in THIRD_PARTY_AT.items():
        users = {
            layer
            for layer, paths in modules().items()
            for path in paths
            for name, _ in imports(path)
            if name.split(".")[0] == library
        }
        assert users
        assert users <= layers


def test_only_the_two_ends_touch_the_disk() -> None:
    methods = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "mkdir", "unlink", "rglob", "touch"}
    touching = {
        layer
        for layer, paths in modules().items()
        for path in paths
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.Attribute) and node.attr in methods)
        or (isinstance(node, ast.Name) and node.id == "open")
    }

    assert {"project", "publish"} <= touching
    assert touching <= DISK
