"""Facts exist."""

from collections.abc import Iterator

from site_builder.model import Built
from site_builder.problems import Problem, did_you_mean
from site_builder.source import line_with


def unknown_fact(built: Built) -> Iterator[Problem]:
    """Every `{{ name }}` on a page is in facts.yaml, with a value in the page's language.

    Example:
        Store {{ watr }} a day.

    Why: the reader would see the name in place of the figure.
    Fix: correct the name, or add the fact with its source.
    """
    facts = built.site.shared.facts.facts
    for page in built.site.pages:
        for name in page.facts:
            line = line_with(page.source.text, rf"\{{\{{\s*{name}\s*\}}\}}") or page.source.body_line
            if name not in facts:
                message = f"`{name}` is not a fact"
                yield Problem(page.source.path, line, "unknown-fact", message, near(name, facts))
            elif page.source.language not in facts[name].value:
                message = f"the fact `{name}` has no value in the language `{page.source.language}`"
                yield Problem(page.source.path, line, "unknown-fact", message, "Add it in content/facts.yaml")


def near(name: str, facts: dict[str, object] | object) -> str:
    """Return the hint for a name that is not a fact."""
    if name.startswith("contact."):
        contact = name.split(".")[1]
        return f"Write `{{{{ contact.{contact}.phone }}}}`, or `::: contact {contact}` and `:::` for all of it"
    offer = did_you_mean(name, facts if isinstance(facts, dict) else ())
    return offer if offer.startswith("Did") else "Add it to content/facts.yaml with its source"
