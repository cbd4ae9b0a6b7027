"""Knows how to bring what is public into an empty output folder, so that a build elsewhere knows what readers have."""

import hashlib
from pathlib import Path

from site_builder.model import Output
from site_builder.outputs.headers import NAMED_BY_CONTENT
from site_builder.outputs.manifest import PATH, Entry, read_manifest
from site_builder.problems import Invalid, Problem
from site_builder.publish import publish
from site_builder.verify import AGAIN, FAULTS, ask, read_live


def fetch(url: str, folder: Path) -> int:
    """Write the manifest of a live site, and its files named by their content, into a folder; return their number.

    The build after it stops before it loses pages, and keeps those files for one release. Raises Invalid for a folder
    that holds anything, for a host that does not answer, and for a file that is not as its manifest says.
    """
    if folder.exists() and any(folder.iterdir()):
        message = "the output folder is not empty"
        hint = "Fetch into an empty one; a folder that a build made knows by itself what is public"
        raise Invalid(Problem(str(folder), 0, "foreign-output", message, hint))
    url = url.rstrip("/")
    body = read_live(url)
    manifest = read_manifest(body, f"{url}/{PATH}")
    named = [entry for entry in manifest.files if entry.path.startswith(NAMED_BY_CONTENT)]
    publish([Output(PATH, body), *(fetched(url, entry) for entry in named)], folder)
    return len(named)


def fetched(url: str, entry: Entry) -> Output:
    """Return one file of a live site."""
    place = f"{url}{entry.address}"
    try:
        answer = ask(place)
    except FAULTS as failure:
        raise Invalid(Problem(place, 0, "no-answer", f"the host does not answer: {failure}", "Try again")) from None
    if ".." in entry.path or hashlib.sha256(answer.body).hexdigest() != entry.sha256:
        raise Invalid(Problem(place, 0, "changed-file", "the file is not as it was built", AGAIN))
    return Output(entry.path, answer.body)
