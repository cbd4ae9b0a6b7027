"""Knows how problems are printed, for people and for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from site_builder.problems import Problem

FORMATS = ("text", "github", "json")


def report(problems: Sequence[Problem], form: str) -> str:
    """Return problems in one of `FORMATS`, "" when there are none and the format is for people."""
    if form == "json":
        return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)
    if form == "github":
        return "\n".join(annotation(problem) for problem in problems)
    return "\n".join(map(str, problems))


def annotation(problem: Problem) -> str:
    """Return a problem as a workflow command that puts it on its line of a pull request.

    Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
    """
    place = ",".join(
        f"{name}={value}"
        for name, value in (("file", problem.path), ("line", problem.line), ("col", problem.column))
        if value
    )
    text = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    return f"::error {place},title={problem.code}::{escaped(text)}"


def escaped(text: str) -> str:
    """Return text with the signs that end a workflow command written as percent codes."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
