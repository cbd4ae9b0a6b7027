#!/usr/bin/env python3
"""The one command. Needs nothing but Python 3.11 or newer.

Outside a virtual environment it makes `.venv` beside this file from the pinned requirements, once, and runs there.
Inside one it uses what is installed and, if something is missing, names the `pip` command that installs it.
"""

import gc
import hashlib
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from site_builder.unchanged import nothing_changed

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
RUNTIME = HERE / "requirements" / "runtime.txt"
TEST = HERE / "requirements" / "test.txt"
PROBES = {RUNTIME: ("jinja2", "markdown", "pydantic", "yaml"), TEST: ("playwright", "pytest")}


def main(arguments: list[str]) -> int:
    """Run the command line of `site_builder` where its libraries are."""
    if sys.version_info < (3, 11):  # noqa: UP036  (a newcomer may start it with an older Python)
        print(f"This needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    wanted = TEST if "test" in arguments[:1] else RUNTIME
    if sys.prefix == sys.base_prefix:
        return run_in_venv(wanted, arguments)
    if (said := nothing_changed(arguments)) is not None:
        print(f"Nothing changed: {said}", file=sys.stderr)
        return 0
    if any(find_spec(name) is None for name in PROBES[wanted]):
        command = f"python -m pip install --require-hashes -r {wanted.relative_to(HERE)}"
        print(f"A library is missing from this virtual environment. Install it with: {command}", file=sys.stderr)
        return 2
    if "serve" not in arguments:
        gc.disable()  # one build keeps nearly all it makes, and looking for garbage took a fifth of 300 pages
    from site_builder.cli import main as run  # noqa: PLC0415  (not importable before the libraries are there)

    return run(arguments)


def run_in_venv(wanted: Path, arguments: list[str]) -> int:
    """Make or complete `.venv`, then start this file again inside it."""
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not is_installed(wanted):
        print(
            f"Setting up .venv from {wanted.relative_to(HERE).as_posix()} (once; needs the network)",
            file=sys.stderr,
        )
        import venv  # noqa: PLC0415  (slow to load, and needed once)

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


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("Stopped. What was published before is whole.", file=sys.stderr)
        sys.exit(130)
