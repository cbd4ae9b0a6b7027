"""What editors complete and underline is what the build takes and refuses."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from site_builder.cli import main
from site_builder.kinds import KINDS
from site_builder.project import read_project
from site_builder.schemas import SCHEMAS, TASKS, editor_files, json_schemas
from tests.conftest import ROOT

REAL = read_project(ROOT)
MADE = json_schemas()
FILES = editor_files()


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2: days are texts, switches `true` and `false` alone."""


EditorLoader.yaml_implicit_resolvers = {
    sign: [(tag, look) for tag, look in resolvers if not tag.endswith((":timestamp", ":bool", ":int", ":float"))]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for tag, look, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{look})$"), list(first))


def as_editor_reads(text: str) -> Any:
    return yaml.load(text, EditorLoader)


def contents() -> Iterator[tuple[str, str, str]]:
    """Yield each file of the real content that a schema describes: the schema, the path, the YAML."""
    for path, body in REAL.under("content").items():
        for name, (glob, _) in SCHEMAS.items():
            if glob and re.fullmatch(glob.replace("*", "[^/]+"), path):
                yield name, path, body.decode()
        if path.endswith(".md"):
            yield "front-matter", path, body.decode().split("\n---")[0].removeprefix("---")


CONTENTS = list(contents())


@pytest.mark.parametrize("name", MADE)
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(MADE[name])


@pytest.mark.parametrize(("name", "path", "text"), CONTENTS, ids=[path for _, path, _ in CONTENTS])
def test_the_real_content_fits(name: str, path: str, text: str) -> None:
    assert [each.message for each in Draft7Validator(MADE[name]).iter_errors(as_editor_reads(text))] == []


def test_each_schema_has_something_to_describe() -> None:
    assert {name for name, _, _ in CONTENTS} == set(MADE)
    assert len(CONTENTS) > 60


def first_of(name: str) -> Any:
    """Return the first real file that a schema describes."""
    return as_editor_reads(next(text for each, _, text in CONTENTS if each == name))


FRONT = {"title": "Hail", "description": "What to do before, during and after hail falls.", "checked": "2026-11-23"}
FAULTS = {
    "unknown setting": ("front-matter", (), "sumary", "Words"),
    "too short": ("front-matter", (), "description", "Short."),
    "a day in another order": ("front-matter", (), "checked", "23.11.2026"),
    "no list": ("front-matter", (), "also", "supplies"),
    "yes in place of true": ("front-matter", (), "draft", "yes"),
    "unknown kind": ("front-matter", (), "kind", "hazzard"),
    "a hazard without its question": ("front-matter", (), "kind", "hazard"),
    "a setting of another kind": ("front-matter", (), "number", 872),
    "a moment without offset": ("front-matter", (), "expires", "2026-12-01T18:00"),
    "an address without slashes": ("front-matter", (), "moved_from", ["old/page"]),
    "an empty setting": ("front-matter", (), "owner", None),
    "unknown setting of the site": ("site", (), "navigaton", []),
    "a web address without a scheme": ("site", (), "base_url", "www.example.org"),
    "a contact without a purpose": ("site", ("contacts", "dps"), "purpose", None),
    "letters to dial": ("site", ("contacts", "dps"), "dial", "1-800-HELP"),
    "a third hazard in a pair": ("site", ("opposites",), 0, ["/a/", "/b/", "/c/"]),
    "a fact half sure": ("facts", ("facts", "water-per-person-day"), "sure", "maybe"),
    "a source without an agency": ("facts", ("sources", "s1"), "agency", None),
    "a term without a meaning": ("glossary", ("terms", 0), "meaning", "Short"),
    "an unknown type of question": ("form", ("sections", 0, "fields", 0), "type", "slider"),
    "a slip in a form": ("form", (), "retention_day", 3),
    "words that are a list": ("strings", (), "skip", ["Skip"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_does_not_fit(fault: str) -> None:
    name, place, key, value = FAULTS[fault]
    data = copy.deepcopy(FRONT if name == "front-matter" else first_of(name))
    there: Any = data
    for step in place:
        there = there[step]
    validator = Draft7Validator(MADE[name])
    assert validator.is_valid(data)

    there[key] = value

    assert not validator.is_valid(data)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_without_what_it_needs_does_not_fit(kind: str) -> None:
    validator = Draft7Validator(MADE["front-matter"])

    assert not validator.is_valid({"kind": kind})
    assert set(MADE["front-matter"]["definitions"][kind]["required"]) >= {"title", "description", "checked"}


@pytest.mark.parametrize("path", FILES)
def test_the_committed_files_are_what_the_command_writes(path: str, request: pytest.FixtureRequest) -> None:
    """`python3 build.py schemas` writes them anew."""
    if request.config.getoption("--rewrite"):
        (ROOT / path).write_text(FILES[path])

    assert (ROOT / path).read_text() == FILES[path]


def test_the_settings_name_every_schema_that_has_files_of_its_own() -> None:
    settings = json.loads(FILES[".vscode/settings.json"])

    assert set(settings["yaml.schemas"]) == {
        f"./{path}" for path in FILES if path.endswith(".schema.json") and "front-matter" not in path
    }
    assert all(list(ROOT.glob(glob)) for globs in settings["yaml.schemas"].values() for glob in globs)


def test_the_task_finds_each_printed_problem() -> None:
    """Those of a line and a column, of a line, and of a whole file."""
    pattern = TASKS["tasks"][0]["problemMatcher"]["pattern"]  # type: ignore[index]
    printed = (
        "content/en/storm.md:6:16: nothing is published at `/kit/` [dead-link]\n"
        "    Read [the kit](/kit/).\n"
        "content/en/storm.md:3: words: of a line [heading-order]\n"
        "    Known names: `also`\n"
        "content/en/ships.md: `/storm/boats/` was public, and leads nowhere now [lost-address]\n"
        "moved_from: [/storm/]\n"
    )

    found = [re.fullmatch(pattern["regexp"], line) for line in printed.split("\n")]

    assert [match.groups() for match in found if match] == [
        ("content/en/storm.md", "6", "16", "nothing is published at `/kit/`", "dead-link"),
        ("content/en/storm.md", "3", None, "words: of a line", "heading-order"),
        ("content/en/ships.md", None, None, "`/storm/boats/` was public, and leads nowhere now", "lost-address"),
    ]


def test_the_beginning_of_a_page_has_a_stop_for_each_setting_that_its_kind_needs() -> None:
    hazard = json.loads(FILES[".vscode/pages.code-snippets"])["page of the kind hazard"]

    assert hazard["body"][:8] == [
        "---",
        "kind: hazard",
        "title: ${1:title}",
        "description: ${2:description}",
        "happening: ${3:happening}",
        "checked: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE",
        "draft: true",
        "---",
    ]


def test_the_command_writes_them(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schemas", "--site", str(tmp_path)]) == 0

    assert {path: (tmp_path / path).read_text() for path in capsys.readouterr().out.split()} == FILES
