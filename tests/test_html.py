"""The Nu HTML checker finds no error on any page."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from site_builder.model import Built, Output
from site_builder.publish import publish
from site_builder.suite import NODE_TOOLS

CHECKER = NODE_TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar"


BROKEN = b'<!doctype html><html lang="en"><title>Broken</title><p id="a"><p id="a">'


def test_the_nu_html_checker_finds_no_error(request: pytest.FixtureRequest, tmp_path: Path, real_site: Built) -> None:
    """It judges a broken page too, since a checker that reads nothing finds nothing either."""
    if {"java", "node"} & set(request.config.getoption("--without")):
        pytest.skip("left out with --without java or node")
    publish((*real_site.outputs, Output("broken.html", BROKEN)), tmp_path / "site")
    command = [shutil.which("java") or "java", "-jar", str(CHECKER), "--format", "json", "--stdout", "--skip-non-html"]
    done = subprocess.run([*command, str(tmp_path / "site")], capture_output=True, text=True, check=False)
    errors = [each for each in json.loads(done.stdout)["messages"] if each["type"] != "info"]

    assert {each["url"].rpartition("/site/")[2] for each in errors} == {"broken.html"}
    assert [each["message"] for each in errors] == ["Duplicate ID “a”."]
