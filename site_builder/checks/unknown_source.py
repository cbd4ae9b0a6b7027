"""Sources exist."""

import re
from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem, did_you_mean
from site_builder.source import line_with


def unknown_source(built: Built) -> Iterator[Problem]:
    """Every source that a page or a contact names is defined in facts.yaml.

    Example:
        ---
        title: Storm
        sources: [handbok]
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Go inside.

    Why: the list of sources at the foot of the page would silently be short.
    Fix: correct the name, or add the publication under `sources`.
    """
    known = built.site.shared.facts.sources
    for page in built.site.pages:
        for name in page.meta.sources:
            if name not in known:
                line = page.source.line_with("sources:")
                message = f"`{name}` is not a source"
                yield Problem(page.source.path, line, "unknown-source", message, did_you_mean(name, known))
    settings = built.site.project.files["content/site.yaml"].decode()
    for name in sorted({contact.source for contact in built.site.settings.contacts.values()} - known.keys()):
        line = line_with(settings, rf"source: *{re.escape(name)}\b")
        yield Problem(
            "content/site.yaml",
            line,
            "unknown-source",
            f"`{name}` is not a source",
            did_you_mean(name, known),
        )
