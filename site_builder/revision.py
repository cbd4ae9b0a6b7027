"""Knows how to read from Git what people had written at some time. Understands none of it."""

import io
import subprocess
import tarfile
from pathlib import Path

from site_builder.model import Project
from site_builder.problems import Invalid, Problem
from site_builder.project import FOLDERS


def read_revision(site: Path, revision: str) -> Project:
    """Return the files of a site as they were at a Git revision, but for hidden ones. Raises Invalid."""
    try:
        command = ["git", "-C", str(site), "archive", "--format=tar", f"{revision}^{{commit}}", "--", *FOLDERS]
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        message = "the program `git` is not installed"
        raise Invalid(Problem("content", 0, "revision", message, "Install it from https://git-scm.com")) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        message = f"Git has no site at `{revision}`: {said}"
        raise Invalid(
            Problem("content", 0, "revision", message, "Name a branch, a tag or a commit that has `content/`")
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        files = {each.name: body.read() for each in archive if (body := archive.extractfile(each)) is not None}
    return Project({path: body for path, body in files.items() if not any(p.startswith(".") for p in path.split("/"))})
