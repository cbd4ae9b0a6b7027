"""Imports go one way, and each module says what it knows. `ORDER` is the order to read the package in."""

import ast

from tests.form_endpoint.made import ROOT

ORDER = (
    "form",
    "judge",
    "schema",
    "reference",
    "store",
    "stores.sql",
    "stores.sqlite",
    "stores.postgresql",
    "stores.dynamodb_item",
    "stores.dynamodb",
    "stores",
    "exchange",
    "accept",
    "view",
    "page",
    "app",
    "contract",
    "complete",
    "letters",
    "post",
    "outbox",
    "export",
    "selftest",
    "adapters",
    "adapters.wsgi",
    "settings",
    "sweeping",
    "adapters.hosted",
    "adapters.aws",
    "adapters.google",
    "adapters.azure",
    "serve",
    "cli",
    "__main__",
)
# What a module may import beside the standard library and this package.
LIBRARIES = {
    "serve": {"waitress"},
    "stores.postgresql": {"psycopg"},
    "stores.dynamodb": {"botocore"},
    "adapters.azure": {"azure"},
}
STANDARD = {
    *"argparse base64 collections contextlib csv dataclasses datetime email functools hashlib hmac html http".split(),
    *"importlib io ipaddress itertools json logging os pathlib re smtplib sqlite3 ssl sys threading time".split(),
    *"types typing unicodedata urllib".split(),
}


def imports():
    """Every module of the package with the modules it imports."""
    package = ROOT / "form_endpoint"
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        named = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        found[name] = {*named, *plain}
    found.pop("__init__")
    return found


def test_the_order_names_every_module():
    assert sorted(imports()) == sorted(ORDER)


def test_every_module_imports_only_from_those_above_it():
    backward = [
        (module, name)
        for module, names in imports().items()
        for name in names
        if name.startswith("form_endpoint.") and ORDER.index(name.removeprefix("form_endpoint.")) >= ORDER.index(module)
    ]

    assert backward == []


def test_each_library_is_known_in_one_place_and_the_builder_in_none():
    outside = {
        module: {name.partition(".")[0] for name in names} - STANDARD - {"form_endpoint"}
        for module, names in imports().items()
    }

    assert {module: names for module, names in outside.items() if names} == LIBRARIES
