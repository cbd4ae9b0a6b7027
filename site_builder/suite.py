"""Knows how to run the tests and the benchmark: what they need from the system, and the one table of it."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Need:
    """A program that some tests drive.

    `programs` are names, or patterns of paths, of which one must be found; `debian` the packages that bring it;
    `elsewhere` the command that brings it on other systems, empty when there is none.
    """

    name: str
    programs: tuple[str, ...]
    debian: tuple[str, ...]
    elsewhere: tuple[str, ...]
    used_for: str


NEEDS = (
    Need(
        "chromium",
        ("chromium", "chromium-browser", "google-chrome", "chrome"),
        ("chromium", "fonts-liberation"),
        (sys.executable, "-m", "playwright", "install", "chromium"),
        "browser tests",
    ),
    Need("node", ("node",), ("nodejs", "npm"), (), "comparing the browser's script with the endpoint"),
    Need("java", ("java",), ("default-jre-headless",), (), "the Nu HTML checker"),
    Need("nginx", ("nginx", "/usr/sbin/nginx"), ("nginx-light",), (), "serving the site as hosts do"),
    Need("apache", ("apache2", "/usr/sbin/apache2"), ("apache2-bin",), (), "serving the site as hosts do"),
    Need("poppler", ("pdftoppm",), ("poppler-utils",), (), "looking at printed pages"),
    Need("zbar", ("zbarimg",), ("zbar-tools",), (), "reading the codes on printed pages"),
    Need("minisign", ("minisign",), ("minisign",), (), "checking signatures as strangers do"),
    Need("postgres", ("/usr/lib/postgresql/*/bin/initdb", "initdb"), ("postgresql",), (), "tests of the stores"),
)

NODE_TOOLS = HERE / "tests"
"""The folder whose `package.json` and `package-lock.json` name the Node tools of the tests."""

PARALLEL = ("-n", "auto", "--dist", "loadfile")
"""One worker a core, each with whole files, since the tests of a file share a server; `-n 0` behind it ends that."""


def run_tests(arguments: Sequence[str]) -> int:
    """Run every test after seeing to what they need. Arguments go to pytest, `--without NAME` among them."""
    left_out = {value for flag, value in pairwise(arguments) if flag == "--without"}
    for need in NEEDS:
        if need.name not in left_out and not is_there(need) and not install(need):
            print(f"The tests need {need.name} ({need.used_for}). {advice(need)}", file=sys.stderr)
            return 2
    if "node" not in left_out and not has_node_tools() and not install_node_tools():
        print("The Node tools did not install: the lines above say why. Run the same command again.", file=sys.stderr)
        return 2
    command = [sys.executable, "-m", "pytest", *PARALLEL, *arguments]
    return subprocess.run(command, cwd=HERE, check=False).returncode


def run_bench(arguments: Sequence[str]) -> int:
    """Run the benchmark, which lives beside the tests."""
    return subprocess.run([sys.executable, "-m", "tests.bench", *arguments], cwd=HERE, check=False).returncode


def is_there(need: Need) -> bool:
    """Tell whether one of a need's programs is on the path, or was brought by the other command before."""
    found = any(shutil.which(name) or any(Path("/").glob(name.lstrip("/"))) for name in need.programs)
    return found or (HERE / ".venv" / f"brought-{need.name}").exists()


def install(need: Need) -> bool:
    """Install a need: as Debian packages where that is allowed, else with its other command. Tell whether it worked."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {need.name} for the {need.used_for}: {' '.join(need.debian)}", file=sys.stderr)
        commands = [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", *need.debian]]
        done = [subprocess.run(each, stdout=subprocess.DEVNULL, check=False).returncode == 0 for each in commands]
        return done[-1] and is_there(need)
    if need.elsewhere and subprocess.run(need.elsewhere, check=False).returncode == 0:
        (HERE / ".venv" / f"brought-{need.name}").touch()
        return True
    return False


def advice(need: Need) -> str:
    """Return what a person can do about a need that could not be installed."""
    packages = f"Install it: `sudo apt-get install {' '.join(need.debian)}`"
    return f"{packages}, or leave those tests out: `python3 build.py test --without {need.name}`"


def has_node_tools() -> bool:
    """Tell whether the Node tools that the lock file names are installed."""
    return stamp().exists() and stamp().read_text() == locked()


def install_node_tools() -> bool:
    """Install exactly the Node tools of the lock file, and run no script of theirs. Tell whether it worked."""
    print("Installing the Node tools of the tests (once; needs the network)", file=sys.stderr)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = [shutil.which("npm") or "npm", "ci", "--prefix", str(NODE_TOOLS), *options]
    if subprocess.run(command, check=False).returncode:
        return False
    stamp().write_text(locked())
    return True


def stamp() -> Path:
    """Return where the Node tools note what they were installed from."""
    return NODE_TOOLS / "node_modules" / ".installed"


def locked() -> str:
    """Name the exact content of the lock file."""
    return hashlib.sha256((NODE_TOOLS / "package-lock.json").read_bytes()).hexdigest()
