"""Thousands of requests made from the OpenAPI document, right and wrong ones, against a real server."""

import json
import os
import re
import subprocess
import sys

import pytest

from form_endpoint.contract import openapi
from form_endpoint.form import to_json
from tests.form_endpoint.made import ROOT
from tests.form_endpoint.test_dying import Served

# Hypothesis writes out each character of a range, which takes a minute for those of all planes. The one that stands in
# is stricter: what fits it fits the schema.
ALL_PLANES, FEW = "^[^\U00010000-\U0010ffff]*$", "^[ -\u02ff]*$"
# It also makes dates from a pattern, if there is one, and not from the format.
DATE = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


@pytest.fixture
def served(file, tmp_path):
    """A server with one form."""
    (tmp_path / "form.json").write_text(to_json(file), encoding="utf-8")
    server = Served(f"sqlite:{tmp_path / 'requests.sqlite3'}", tmp_path / "form.json")
    yield server
    server.kill()


def for_hypothesis(value):
    """Return a document from which requests can be made in reasonable time."""
    if isinstance(value, dict):
        quick = {name: part for name, part in value.items() if value.get("format") != "date" or name != "pattern"}
        return {name: for_hypothesis(part) for name, part in quick.items()}
    if isinstance(value, list):
        return [for_hypothesis(part) for part in value]
    return FEW if value == ALL_PLANES else value


@pytest.mark.parametrize("header", ["Accept: text/html", "Accept: application/json"], ids=["a browser", "a program"])
def test_the_endpoint_keeps_its_contract(file, served, tmp_path, request, header):
    cases_each = 1000 if request.config.getoption("--thorough") else 20

    done, passed = fuzzed(file, served, tmp_path, header, "coverage,fuzzing", cases_each)

    assert "Tested: 6" in done
    assert passed > 500


@pytest.mark.thorough
@pytest.mark.parametrize("header", ["Accept: text/html", "Accept: application/json"], ids=["a browser", "a program"])
def test_the_endpoint_keeps_its_contract_from_one_answer_to_the_next(file, served, tmp_path, header):
    """With very many more cases the tool itself comes to a state from which it knows no way on."""
    _, passed = fuzzed(file, served, tmp_path, header, "stateful", 200)

    assert passed > 50


def fuzzed(file, served, folder, header, phases, cases_each):
    """Return what the fuzzer printed, and how many cases it made; each passed."""
    document = for_hypothesis(openapi(file.definition, file.action, "http://127.0.0.1"))
    (folder / "openapi.json").write_text(json.dumps(document))
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", str(folder / "openapi.json")),
        *("--url", f"http://127.0.0.1:{served.port}", "--phases", phases),
        *("--seed", "1", "-n", str(cases_each), "--no-color", "--continue-on-failure"),
        *("--suppress-health-check", "filter_too_much,too_slow"),
        *("--exclude-checks", "negative_data_rejection", "--warnings", "off", "-H", header),
    ]
    hooks = {"SCHEMATHESIS_HOOKS": "tests.form_endpoint.fuzz_hooks", "PYTHONPATH": str(ROOT)}
    environ = {**os.environ, **hooks}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    cases = re.search(r"(\d+) generated, (\d+) passed", done.stdout)

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert cases
    assert cases[1] == cases[2]
    assert served.process.poll() is None
    return done.stdout, int(cases[1])
