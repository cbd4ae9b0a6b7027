"""What the site is built with is known, pinned, and enough."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cyclonedx import schema as schema_of_cyclonedx
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from site_builder.sbom import LOCK, PINNED, bill_of_materials
from tests.conftest import ROOT

ALONE = (
    "import socket\ntry:\n socket.create_connection(('192.0.2.1', 80), 2)\nexcept OSError as fault: print(fault.errno)"
)
UNREACHABLE = "101"
"""The number of the error "Network is unreachable"."""


def printed() -> dict[str, object]:
    """Return the bill of materials that the command prints."""
    done = subprocess.run([sys.executable, "build.py", "sbom"], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def schema() -> Draft7Validator:
    """Return the judge of CycloneDX 1.6."""
    files = {
        path.name.replace(".SNAPSHOT", ""): json.loads(path.read_text(encoding="utf-8"))
        for path in (Path(schema_of_cyclonedx.__file__).parent / "_res").glob("*.schema.json")
    }
    resources = [(name, Resource.from_contents(each)) for name, each in files.items()]
    by_id = [(each["$id"], Resource.from_contents(each)) for each in files.values()]
    return Draft7Validator(files["bom-1.6.schema.json"], registry=Registry().with_resources([*resources, *by_id]))


def test_the_bill_of_materials_fits_the_schema_of_cyclonedx() -> None:
    judge = schema()
    bill = printed()

    assert [each.message for each in judge.iter_errors(bill)] == []
    assert [each.message for each in judge.iter_errors({**bill, "specVersion": 1})]


def test_the_bill_of_materials_names_every_pinned_library_of_this_system() -> None:
    components = bill_of_materials(PINNED.findall(LOCK.read_text(encoding="utf-8")))["components"]
    pinned = dict(line.split(" ")[0].split("==") for line in LOCK.read_text().splitlines() if "==" in line)
    if sys.platform != "win32":
        pinned = {name: version for name, version in pinned.items() if name not in ("colorama", "tzdata")}
    named = {each["name"]: each["version"] for each in components if each["name"] in pinned}

    assert len(pinned) > 10
    assert named == pinned


def test_two_bills_of_one_environment_are_alike() -> None:
    assert printed() == printed()


def cut_off() -> list[str]:
    """Return the command before which there is no network; skip where this computer allows none."""
    for command in (
        ["unshare", "--net"],
        ["unshare", "--user", "--map-root-user", "--net"],
        ["sudo", "-n", "unshare", "--net"],
    ):
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
        ):
            return command
    pytest.skip("this computer allows no network namespace")


def test_a_site_is_built_with_the_network_cut_off(tmp_path: Path) -> None:
    command = [*cut_off(), sys.executable]
    network = subprocess.run([*command, "-c", ALONE], capture_output=True, text=True, check=True)
    built = subprocess.run(
        [*command, "build.py", "--output", tmp_path / "output"],
        cwd=ROOT,
        capture_output=True,
        env=os.environ,
        check=False,
    )

    assert network.stdout.strip() == UNREACHABLE
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "output/index.html").exists()


def test_every_lock_pins_by_version_and_digest() -> None:
    locks = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "deploy/requirements.txt"]
    blocks = [block for path in locks for block in path.read_text().replace("\\\n", " ").splitlines()]

    assert [path.name for path in locks] == ["audit.txt", "runtime.txt", "test.txt", "requirements.txt"]
    assert len(blocks) > 50
    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
