"""`build.py` needs nothing but Python."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_a_missing_library_is_named_with_the_command_that_installs_it(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = next(path for path in (tmp_path / "venv").rglob("python*") if path.name in ("python", "python.exe"))

    done = subprocess.run([python, ROOT / "build.py", "check"], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr == (
        "A library is missing from this virtual environment. Install it with:"
        f" python -m pip install --require-hashes -r {Path('requirements', 'runtime.txt')}\n"
    )


def test_inside_an_environment_that_has_the_libraries_it_starts_at_once() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "check", "--site", ROOT / "docs"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout.startswith("content/site.yaml: there is no `content/site.yaml` in this folder [no-site]")


def test_what_cannot_be_printed_is_told_without_a_traceback() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, ROOT / "build.py", "why", "/"], stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 1
    assert done.stderr == b"The computer refused: No space left on device\n"


def test_who_reads_only_the_first_lines_gets_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        done = subprocess.run(
            [sys.executable, ROOT / "build.py", "why", "/"], stdout=closed, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 1
    assert done.stderr == b""


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("runtime", "test"):
        blocks = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ").splitlines()
        assert blocks
        assert [line for line in blocks if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_node_tool_is_pinned_with_a_hash_and_without_an_address() -> None:
    wanted = json.loads((ROOT / "tests/package.json").read_text())["dependencies"]
    packages = json.loads((ROOT / "tests/package-lock.json").read_text())["packages"]
    tools = {path: each for path, each in packages.items() if path}

    assert wanted
    assert wanted == {name: tools[f"node_modules/{name}"]["version"] for name in wanted}
    assert [path for path, each in tools.items() if "integrity" not in each or "resolved" in each] == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_a_command_that_is_stopped_says_so_without_a_traceback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        command = [sys.executable, "build.py", "verify", f"http://127.0.0.1:{silent.getsockname()[1]}"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
            connection, _ = silent.accept()
            with connection:
                process.send_signal(signal.SIGINT)
                said = process.communicate()[1]

    assert (process.returncode, said) == (130, "Stopped. What was published before is whole.\n")
