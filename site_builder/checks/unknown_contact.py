"""Contacts exist."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem, did_you_mean


def unknown_contact(built: Built) -> Iterator[Problem]:
    """Every contact that a page names is in the settings, and has what is asked of it.

    Example:
        Call {{ contact.ofice.phone }}.

    Why: a reader who needs help would find nothing there.
    Fix: use the name of an entry under `contacts` in site.yaml.
    """
    contacts = built.site.settings.contacts
    for page in built.site.pages:
        for element in page.fragment.elements:
            if element.name not in ("x-block", "x-contact"):
                continue
            attributes = dict(element.attributes)
            name = attributes.get("name" if element.name == "x-contact" else "title", "")
            is_block = element.name == "x-block" and attributes.get("name") == "contact"
            if not is_block and element.name != "x-contact":
                continue
            written = f"::: contact {name}".rstrip() if is_block else f"contact.{name}.{attributes['part']}"
            line = page.source.line_with(written)
            if name not in contacts:
                message = f"`{name}` is not among the contacts"
                yield Problem(page.source.path, line, "unknown-contact", message, did_you_mean(name, contacts))
            elif not is_block and not getattr(contacts[name], attributes["part"]):
                message = f"the contact `{name}` has no {attributes['part']}"
                yield Problem(page.source.path, line, "unknown-contact", message, "Add it to site.yaml, or take it out")
