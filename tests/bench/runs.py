"""Knows how to run a command and what it took: time, processor, memory."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Run:
    """What one run took. `memory_mb` is the peak of its largest process."""

    wall_seconds: float
    cpu_seconds: float
    memory_mb: float


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end, where Python keeps what it compiled, as it does for a user.

    Raises RuntimeError with what it printed when it fails.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall_seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{said}")
    return Run(wall_seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def middle(runs: Sequence[Run]) -> Run:
    """Return the medians of some runs."""
    return Run(
        median(each.wall_seconds for each in runs),
        median(each.cpu_seconds for each in runs),
        median(each.memory_mb for each in runs),
    )
