"""Nothing was checked on a day that is yet to come."""

import re
from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem
from site_builder.schedule import is_yet_to_come
from site_builder.shared import FACTS, SETTINGS
from site_builder.source import line_with


def future_date(built: Built) -> Iterator[Problem]:
    """No page, fact or contact says that it was checked on a day that is yet to come. Tomorrow is today somewhere.

    Example:
        ---
        title: Storm
        description: What to do before, during and after a storm.
        checked: 2062-11-23
        ---
        Go inside.

    Why: readers would take it for newer than it is, and a slip in the year puts off the next review for ever.
    Fix: write the day on which a person last checked it; if it is right, set the clock of the computer.
    """
    site = built.site
    hint = "Write the day on which a person last checked it; if that is right, the clock of this computer is wrong"
    for page in site.pages:
        if is_yet_to_come(page.meta.checked, site.now):
            message = f"the page says it was checked on {page.meta.checked}, a day that is yet to come"
            yield Problem(page.source.path, page.source.line_with("checked:"), "future-date", message, hint)
    for path, entries in ((FACTS, site.shared.facts.facts), (SETTINGS, site.settings.contacts)):
        for name, entry in entries.items():
            if is_yet_to_come(entry.checked, site.now):
                line = line_with(site.project.files[path].decode(), rf"(?m)^ +{re.escape(name)}:")
                message = f"`{name}` says it was checked on {entry.checked}, a day that is yet to come"
                yield Problem(path, line, "future-date", message, hint)
