"""Phone numbers live in one place."""

import re
from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem

PHONE = re.compile(r"(?<![\d-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}(?![\d-])|\b1?-?8\d\d-[A-Z0-9-]{7,}")
ALMOST = re.compile(r"\d\d[-. ][A-Z\d-]")
"""What every phone number holds."""
DIGIT = re.compile(r"\d")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[a-z]{2,}")

PHONE_HINT = "Write `{{ contact.name.phone }}`, and put the number into site.yaml"
MAIL_HINT = "Write `{{ contact.name.phone }}` or `{{ contact.name.website }}`: contacts here have no mail address"


def loose_contact(built: Built) -> Iterator[Problem]:
    """No phone number or e-mail address is written into a page: each comes from the contacts in the settings.

    Example:
        Call 601-555-0199.

    Why: a wrong number must be mended once, and each shows the day it was last checked.
    Fix: add the contact to site.yaml and write `{{ contact.name.phone }}` or `::: contact name`.
    """
    for page in built.site.pages:
        texts = "\n".join(passage.prose for passage in page.fragment.passages)
        for passage in page.fragment.passages if "@" in texts or ALMOST.search(texts) else ():
            for found in contacts_in(passage.prose):
                message = f"`{found[0]}` is written into the page"
                hint = MAIL_HINT if "@" in found[0] else PHONE_HINT
                line = page.source.line_with(found[0]) or page.source.line_of(passage.prose)
                yield Problem(page.source.path, line, "loose-contact", message, hint)
        for link in page.fragment.links:
            if link.address.startswith(("tel:", "mailto:")):
                message = f"the link `{link.address}` is written into the page"
                line = page.source.line_with(link.address) or page.source.line_with(link.address.partition(":")[2])
                hint = MAIL_HINT if "@" in link.address else PHONE_HINT
                yield Problem(page.source.path, line, "loose-contact", message, hint)


def contacts_in(text: str) -> Iterator[re.Match[str]]:
    """Yield each phone number and each mail address in a text; to look for a sign first takes no time."""
    if DIGIT.search(text):
        yield from PHONE.finditer(text)
    if "@" in text:
        yield from MAIL.finditer(text)
