#!/usr/bin/env python3
"""The one command. Needs nothing but Python 3.11 or newer.

Outside a virtual environment it makes `.venv` beside this file from the pinned requirements, once, and runs there.
Inside one it uses what is installed and, if something is missing, names the `pip` command that installs it.
"""

import gc
import os
import sys
from importlib.util import find_spec

from site_builder.unchanged import nothing_changed

PROBES = {"runtime": ("jinja2", "markdown", "pydantic", "yaml"), "test": ("playwright", "pytest")}


def main(arguments: list[str]) -> int:
    """Run the command line of `site_builder` where its libraries are."""
    if sys.version_info < (3, 11):  # noqa: UP036  (a newcomer may start it with an older Python)
        print(f"This needs Python 3.11 or newer; {sys.executable} is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    in_environment = sys.prefix != sys.base_prefix
    if in_environment and (said := nothing_changed(arguments)) is not None:
        print(f"Nothing changed: {said}", file=sys.stderr)
        return 0
    wanted = "test" if "test" in arguments[:1] else "runtime"
    if not in_environment:
        from site_builder.environment import run_in_venv  # noqa: PLC0415  (slow to load, and needed once)

        return run_in_venv(f"{wanted}.txt", arguments)
    if any(find_spec(name) is None for name in PROBES[wanted]):
        command = f"python -m pip install --require-hashes -r requirements{os.sep}{wanted}.txt"
        print(f"A library is missing from this virtual environment. Install it with: {command}", file=sys.stderr)
        return 2
    if "serve" not in arguments:
        gc.disable()  # one build keeps nearly all it makes, and looking for garbage took a fifth of 300 pages
    bytes(4_000_000)  # freed at once: from then on glibc keeps what is freed, which it gave back for each page before
    from site_builder.cli import main as run  # noqa: PLC0415  (not importable before the libraries are there)

    return run(arguments)


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Stopped. What was published before is whole.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:  # who reads only the first lines has what they want
        status = 1
    except OSError as fault:
        print(f"The computer refused: {fault.strerror or fault}", file=sys.stderr)
        status = 1
    os._exit(status)  # to take apart what is known of ten thousand pages took a twentieth of a build
