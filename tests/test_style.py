"""The project's own habits, as its tools see them."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT

TOOLS = {
    "formatted": ["ruff", "format", "--check", "."],
    "lint clean": ["ruff", "check", "."],
    "typed": ["mypy"],
}


@pytest.mark.parametrize("state", TOOLS)
def test_the_code_is(state: str) -> None:
    done = subprocess.run([sys.executable, "-m", *TOOLS[state]], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_stay_short() -> None:
    paths = [path for folder in ("site_builder", "form_endpoint") for path in (ROOT / folder).rglob("*.py")]
    lengths = {path.name: len(path.read_text().splitlines()) for path in paths}

    assert lengths
    assert {name: lines for name, lines in lengths.items() if lines > 300} == {}
