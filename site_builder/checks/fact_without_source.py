"""Somebody stands behind every figure."""

import re
from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem, did_you_mean
from site_builder.source import line_with

FACTS = "content/facts.yaml"


def fact_without_source(built: Built) -> Iterator[Problem]:
    """Every fact names at least one publication, and every name is defined.

    Example:
        -- content/facts.yaml --
        facts:
          water:
            about: Water to store
            value: {en: 1 gallon}
            sources: []
            sure: confirm
            checked: 2026-11-23

    Why: readers can trust a figure when they see who says so.
    Fix: list the names of entries under `sources` in facts.yaml.
    """
    facts = built.site.shared.facts
    text = built.site.project.files.get(FACTS, b"").decode()
    for name, fact in facts.facts.items():
        if fact.sources and all(source in facts.sources for source in fact.sources):
            continue
        line = line_with(text, rf"(?m)^ +{re.escape(name)}:")
        if not fact.sources:
            hint = "List at least one name from `sources` in this file"
            yield Problem(FACTS, line, "fact-without-source", f"the fact `{name}` has no source", hint)
        for source in fact.sources:
            if source not in facts.sources:
                message = f"the fact `{name}` names the source `{source}`, which is not defined"
                yield Problem(FACTS, line, "fact-without-source", message, did_you_mean(source, facts.sources))
