"""Knows how the virtual environment that builds run in is made on first use."""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = HERE / ".venv"
RUNTIME = HERE / "requirements" / "runtime.txt"
TEST = HERE / "requirements" / "test.txt"


def run_in_venv(requirements: str, arguments: list[str]) -> int:
    """Make `.venv`, or complete it with what a file of requirements names, then start `build.py` again inside it."""
    wanted = HERE / "requirements" / requirements
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not is_installed(wanted):
        print(
            f"Setting up .venv from {wanted.relative_to(HERE).as_posix()} (once; needs the network)",
            file=sys.stderr,
        )
        if not python.exists():
            venv.create(VENV, with_pip=True)
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
        ]
        if subprocess.run([*install, "-r", str(wanted)], check=False).returncode:
            print("Set-up did not finish: the lines above say why. Run the same command again.", file=sys.stderr)
            return 2
        stamp(wanted).write_text(digest(wanted))
    command = [str(python), str(HERE / "build.py"), *arguments]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(python, command)
    return subprocess.run(command, check=False).returncode


def is_installed(wanted: Path) -> bool:
    """The test set holds the runtime set, so either file's stamp may vouch for the runtime."""
    sets = (TEST,) if wanted == TEST else (RUNTIME, TEST)
    return any(stamp(each).exists() and stamp(each).read_text() == digest(each) for each in sets)


def stamp(requirements: Path) -> Path:
    """Return where `.venv` notes that a requirements file was installed."""
    return VENV / f"installed-{requirements.stem}"


def digest(requirements: Path) -> str:
    """Name the exact content of a requirements file."""
    return hashlib.sha256(requirements.read_bytes()).hexdigest()
