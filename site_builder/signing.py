"""Knows the command that signs what a build published."""

import argparse
import os

from site_builder.attempts import PROBLEMS, PUBLISHED, say
from site_builder.findings import findings
from site_builder.outputs.manifest import PATH, read_manifest
from site_builder.problems import Invalid, Problem
from site_builder.project import read_project
from site_builder.publish import SIGNATURE
from site_builder.report import report
from site_builder.shared import read_settings
from site_builder.signature import SECRET, read_key, signature


def sign_output(options: argparse.Namespace) -> int:
    """Sign the manifest of the output folder with the key in the environment."""
    try:
        key = read_key(os.environ.get(SECRET, ""))
        published = read_settings(read_project(options.site), options.base_url).public_key
        if published != key.public_text:
            message = f"`public_key` is not the key of {SECRET}, so that nobody could check what it signs"
            hint = f"Write `public_key: {key.public_text}`, and build again before you sign"
            raise Invalid(Problem("content/site.yaml", 0, "wrong-key", message, hint))
        body = read_output(options)
        comment = f"{PATH} of {read_manifest(body, PATH).base_url}"
        (options.output / SIGNATURE).write_text(signature(body, key, comment), encoding="utf-8", newline="\n")
    except Invalid as fault:
        print(report(findings(fault.problems, {}), options.format))
        return PROBLEMS
    say(f"{options.output / SIGNATURE} is written")
    return PUBLISHED


def read_output(options: argparse.Namespace) -> bytes:
    """Return the manifest of the output folder. Raises Invalid when there is none."""
    path = options.output / PATH
    try:
        body: bytes = path.read_bytes()
    except OSError as fault:
        message = f"it cannot be read: {fault.strerror}"
        raise Invalid(Problem(str(path), 0, "no-manifest", message, "Build first: python3 build.py")) from None
    return body
