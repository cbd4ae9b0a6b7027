"""Run by `test_fuzzed_readers.py` in a process of its own: gives the readers of pages bytes that the fuzzer makes."""

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["site_builder", "markdown"]):
    from site_builder.pages import read_page, read_text
    from site_builder.problems import Invalid
    from site_builder.source import Source

PATH = "content/en/storm.md"
FRONT = (
    "---\ntitle: Storm\ndescription: What to know about a storm, in as few words as fit.\nchecked: 2026-11-01\n---\n"
)


def read(data: bytes) -> None:
    """Read bytes as a whole page, and as the text of one. Anything but a page or `Invalid` is a fault of ours."""
    for body in (data, FRONT.encode() + data):
        with suppress(Invalid):
            read_page(Source(PATH, read_text(body, PATH), "en", "/storm/"))


atheris.Setup(sys.argv, read)
atheris.Fuzz()
