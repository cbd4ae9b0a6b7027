"""The reference pages say all there is, and nothing that is not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from form_endpoint.cli import COMMANDS as ENDPOINT_COMMANDS
from form_endpoint.settings import VARIABLES
from site_builder.checks import CHECKS, SOURCE_CHECKS
from site_builder.markup import COMPONENTS
from site_builder.project import read_project
from site_builder.reference import reference_pages
from site_builder.rules import RULES
from tests.conftest import ROOT

PAGES = reference_pages(read_project(ROOT))


@pytest.mark.parametrize("name", PAGES)
def test_a_reference_page_is_what_the_code_says(name: str, request: pytest.FixtureRequest) -> None:
    """`python3 build.py test --rewrite` writes it anew."""
    path = ROOT / "docs" / name
    if request.config.getoption("--rewrite"):
        path.write_text(PAGES[name])

    assert path.read_text() == PAGES[name]


def codes_in(path: Path) -> Iterator[str]:
    """Yield the code of each problem that a module makes."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and len(node.args) >= 3:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            literals = [each.value for each in node.args[1:4] if isinstance(each, ast.Constant)]
            if name in ("Problem", "fault"):
                yield from (each for each in literals if isinstance(each, str) and re.fullmatch(r"[a-z-]+", each))
        if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and path.name == "schema.py":
            first = next(iter(node.value.elts), None)
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_every_code_is_explained_and_every_explained_code_is_used() -> None:
    modules = sorted((ROOT / "site_builder").rglob("*.py"))
    used = {code for path in modules for code in codes_in(path)}

    assert used == set(RULES)


def test_every_check_stands_in_a_file_of_its_name_and_has_a_test() -> None:
    names = sorted(each.__name__ for each in (*SOURCE_CHECKS, *CHECKS))
    files = {path.stem for path in (ROOT / "site_builder/checks").glob("*.py")} - {"__init__", "blame"}
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests/checks").glob("test_*.py")}

    assert names == sorted(files) == sorted(tests - {"blame"})


def test_every_component_is_a_folder_with_examples() -> None:
    folders = {path.parent.name for path in (ROOT / "templates/components").glob("*/examples.yaml")}

    assert set(COMPONENTS) <= folders


def test_every_link_in_the_documentation_leads_to_a_file() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [
        (page.name, link)
        for page in pages
        for link in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text())
        if not link.startswith("/")
    ]

    assert links
    assert [
        (page, link) for page, link in links if not any((base / link).exists() for base in (ROOT, ROOT / "docs"))
    ] == []


def test_every_picture_is_light_and_shown() -> None:
    """Few colours: a clone of the project stays small."""
    pages = "".join(page.read_text() for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs/images").iterdir()}

    assert len(sizes) > 20
    assert [name for name in sizes if f"images/{name}" not in pages] == []
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}


def endpoint_tables() -> dict[str, str]:
    """Return the tables of docs/endpoint.md that come from the endpoint's code."""
    settings = [f"| `{name}` | {what} |" for name, what in VARIABLES.items()]
    commands = [f"| `{name}` | {what} |" for name, (_, what) in ENDPOINT_COMMANDS.items()]
    return {
        "settings": "\n".join(["| variable | what it is |", "| --- | --- |", *settings]),
        "commands": "\n".join(["| command | what it does |", "| --- | --- |", *commands]),
    }


@pytest.mark.parametrize(("name", "table"), endpoint_tables().items())
def test_every_setting_and_command_of_the_endpoint_is_explained(
    name: str, table: str, request: pytest.FixtureRequest
) -> None:
    """`python3 build.py test --rewrite` writes the tables anew."""
    path = ROOT / "docs/endpoint.md"
    whole = f"<!-- {name} -->\n{table}\n<!-- end -->"
    found = re.compile(rf"<!-- {name} -->\n.*?<!-- end -->", re.DOTALL)
    if request.config.getoption("--rewrite"):
        path.write_text(found.sub(lambda _: whole, path.read_text()))

    assert found.findall(path.read_text()) == [whole]
