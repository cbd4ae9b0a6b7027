"""Knows how problems are written as a SARIF log, which code hosts and editors show at the line.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from collections.abc import Sequence
from typing import Any

from site_builder.findings import Finding
from site_builder.problems import Edit
from site_builder.reading_rules import Rule
from site_builder.rules import RULES

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(found: Sequence[Finding]) -> dict[str, Any]:
    """Return one run with every finding, and the rules that they broke."""
    codes = sorted({finding.problem.code for finding in found})
    driver = {"name": "build.py", "rules": [descriptor(RULES[code]) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [result(finding, codes) for finding in found],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def descriptor(rule: Rule) -> dict[str, Any]:
    """Return what a code means."""
    help_text = f"Why: {rule.why}\nFix: {rule.fix}"
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.what.split("\n\n", 1)[0]},
        "fullDescription": {"text": rule.what},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": "error"},
    }


def result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    """Return one finding, with what mends it where that is known."""
    problem = finding.problem
    artifact = {"uri": problem.path}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if problem.line:
        place["region"] = region(finding)
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    told: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": "error",
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
    if problem.edit:
        changes = [{"artifactLocation": artifact, "replacements": [replacement(problem.edit)]}]
        told["fixes"] = [{"description": {"text": problem.hint or problem.message}, "artifactChanges": changes}]
    return told


def region(finding: Finding) -> dict[str, Any]:
    """Return where in its file a finding stands."""
    columns = {"startColumn": finding.column, "endColumn": finding.end} if finding.column else {}
    return {"startLine": finding.problem.line, **columns, "snippet": {"text": finding.excerpt[0]}}


def replacement(edit: Edit) -> dict[str, Any]:
    """Return an edit: whole lines go, whole lines come."""
    gone = {"startLine": edit.line, "startColumn": 1, "endLine": edit.line + edit.old, "endColumn": 1}
    return {"deletedRegion": gone, "insertedContent": {"text": "".join(f"{line}\n" for line in edit.new)}}
