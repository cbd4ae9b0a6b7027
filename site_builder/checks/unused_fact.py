"""No figure lies about."""

import re
from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem
from site_builder.source import line_with

FACTS = "content/facts.yaml"


def unused_fact(built: Built) -> Iterator[Problem]:
    """Every fact is used by a page, and every source by a fact, a page or a contact; drafts and ended pages count.

    Example:
        -- content/facts.yaml --
        sources:
          handbook: {agency: The Agency, title: The Handbook}
        facts:
          water:
            about: Water to store
            value: {en: 1 gallon}
            sources: [handbook]
            sure: confirm
            checked: 2026-11-23

    Why: what nobody reads nobody checks, and the sources page would list it as if it mattered.
    Fix: use it, or delete it.
    """
    site = built.site
    if site.unread:
        return
    pages = (*site.pages, *site.ended, *site.waiting)
    facts = site.shared.facts
    used_facts = {name for page in pages for name in page.facts}
    used_sources = {name for page in pages for name in page.meta.sources}
    used_sources |= {name for fact in facts.facts.values() for name in fact.sources}
    used_sources |= {contact.source for contact in site.settings.contacts.values()}
    text = site.project.files.get(FACTS, b"").decode()
    for name in (*facts.facts.keys() - used_facts, *facts.sources.keys() - used_sources):
        line = line_with(text, rf"(?m)^ +{re.escape(name)}:")
        yield Problem(FACTS, line, "unused-fact", f"nothing uses `{name}`", "Use it, or delete it")
