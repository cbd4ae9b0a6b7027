"""Knows how problems are printed, for people and for machines."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict

from site_builder.findings import Finding
from site_builder.late import late

sarif_log = late("sarif", "sarif_log")


def report(found: Sequence[Finding], form: str) -> str:
    """Return findings in one of `FORMATS`, "" when there are none and the format is not one for tools."""
    return FORMATS[form](found)


def as_text(found: Sequence[Finding]) -> str:
    """Return findings for a person: where, what, the line with carets, and the fix."""
    return "\n".join(block for finding in found for block in text_blocks(finding))


def text_blocks(finding: Finding) -> tuple[str, ...]:
    """Return the lines that tell one finding. The lines to paste have nothing before them."""
    problem = finding.problem
    line, carets = finding.excerpt
    hint, *pasted = finding.advice.split("\n")
    shown = (f"    {each}" for each in (line, carets, hint) if each)
    return (f"{finding.place}: {problem.message} [{problem.code}]", *shown, *pasted)


def as_github(found: Sequence[Finding]) -> str:
    """Return each finding as a workflow command that puts it on its line of a pull request.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
    """
    return "\n".join(map(annotation, found))


def annotation(finding: Finding) -> str:
    """Return one workflow command."""
    problem = finding.problem
    places = {
        "file": problem.path,
        "line": problem.line,
        "col": finding.column,
        "endColumn": finding.end - 1 if finding.column else 0,
    }
    place = ",".join(f"{name}={escaped(str(value), ':,')}" for name, value in places.items() if value)
    text = "\n".join(filter(None, (problem.message, finding.advice)))
    return f"::error {place},title={problem.code}::{escaped(text)}"


def reminder(path: str, text: str) -> str:
    """Return a workflow command that reminds of something about a file, and fails nothing."""
    return f"::notice file={escaped(path, ':,')}::{escaped(text)}"


def escaped(text: str, signs: str = "") -> str:
    """Return text with the signs that end a workflow command, or a part of one, written as percent codes."""
    for sign in ("%", "\r", "\n", *signs):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def as_json(found: Sequence[Finding]) -> str:
    """Return findings as a list of objects."""
    return json.dumps([as_object(finding) for finding in found], ensure_ascii=False, indent=2)


def as_object(finding: Finding) -> dict[str, object]:
    """Return one finding as plain data."""
    place = {"column": finding.column, "end": finding.end, "text": finding.text}
    return {**asdict(finding.problem), **place}


def as_sarif(found: Sequence[Finding]) -> str:
    """Return findings as a SARIF log."""
    return json.dumps(sarif_log(found), ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}
FOR_TOOLS = ("json", "sarif")
"""The formats that say also that nothing was found."""
