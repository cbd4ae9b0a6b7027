"""Every figure in guidance says who says so."""

import re
from collections import Counter
from collections.abc import Iterator

from site_builder.kinds import GUIDANCE
from site_builder.model import Built
from site_builder.problems import Problem

WORDS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty ninety hundred"
    " thousand".split()
)
UNITS = (
    "cups?|days?|degrees?|drops?|feet|foot|ft|gallons?|hours?|inch(?:es)?|lbs?|liters?|litres?|miles?|mils?|minutes?"
    "|months?|mph|ounces?|percent|pounds?|quarts?|seconds?|volts?|watts?|weeks?|yards?|years?"
)
NUMBER = rf"(?:\d[\d,.]*|{'|'.join(WORDS)})"
FIGURE = re.compile(
    rf"\b{NUMBER}(?:\s+(?:to|or|and)\s+{NUMBER})?[\s-]+(?:[a-z]+[\s-]+)?(?:{UNITS})\b"
    rf"|\bone[\s-]+(?:{UNITS})\b|\b\d[\d,.]*\s?(?:%|°)",
    re.IGNORECASE,
)


def uncited_number(built: Built) -> Iterator[Problem]:
    """In hazard and guide pages a number with a unit comes from facts.yaml.

    Example:
        ---
        kind: guide
        title: Water
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Store 1 gallon a day.

    Why: a figure that nobody can trace is a figure that nobody corrects; wrong ones have cost lives.
    Fix: add the figure to content/facts.yaml with its source, and write `{{ its-name }}`.
    """
    for page in built.site.pages:
        if page.meta.kind not in GUIDANCE:
            continue
        texts = [page.meta.title, page.meta.description, *(each.prose for each in page.fragment.passages)]
        seen: Counter[str] = Counter()
        for text in texts:
            for found in FIGURE.finditer(text):
                seen[found[0]] += 1
                line = page.source.line_with(found[0], seen[found[0]]) or page.source.line_of(text)
                message = f"`{found[0]}` is a figure without a source"
                hint = "Add it to content/facts.yaml and write `{{ its-name }}`"
                yield Problem(page.source.path, line, "uncited-number", message, hint)
