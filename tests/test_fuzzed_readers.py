"""Input guided by what it reaches: no bytes make the readers of front matter and Markdown fail."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.thorough
@pytest.mark.skipif(find_spec("atheris") is None, reason="the fuzzer runs on Linux, with Python up to 3.13")
def test_no_bytes_make_the_readers_fail(tmp_path: Path) -> None:
    for path in sorted((ROOT / "content/en").rglob("*.md")):
        (tmp_path / path.relative_to(ROOT).as_posix().replace("/", "-")).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "tests.fuzz_readers", "-max_total_time=60", "-max_len=4000", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    runs = re.search(r"Done (\d+) runs", done.stderr)

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert runs
    assert int(runs[1]) > 500
