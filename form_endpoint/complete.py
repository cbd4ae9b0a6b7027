"""What is missing or contradictory in a form that reads well. The builder asks, and names the line."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from form_endpoint.app import STATUSES
from form_endpoint.form import CHOICES, TRAP, Field, Form, Text, possible_faults

# Where in the YAML, as keys and places, and what is wrong there.
Fault = tuple[tuple[str | int, ...], str]

RESERVED = ("language", TRAP)


def faults(form: Form) -> Iterator[Fault]:
    """Return every fault of a form whose options are filled in."""
    seen: set[str] = set()
    for place, section in enumerate(form.sections):
        for number, question in enumerate(section.fields):
            where = ("sections", place, "fields", number)
            yield from ((where + inner, what) for inner, what in question_faults(question))
            yield from ((where + inner, what) for inner, what in lead_faults(form, question))
            if question.name in seen or question.name in RESERVED:
                yield (*where, "name"), f"`{question.name}` is taken; give each question a name of its own"
            seen.add(question.name)
    yield from form_faults(form)
    yield from language_faults(form, Form, form.languages, ())


def form_faults(form: Form) -> Iterator[Fault]:
    """Return what is wrong with the form as a whole."""
    wanted = (("requester", form.requester, "email"), ("event", form.event, "date"))
    for key, name, kind in wanted:
        if not any(one.name == name and one.type == kind and one.required for one in form.fields):
            yield (key,), f"`{name}` is not a required question of type `{kind}`"
    for status in STATUSES:
        if str(status) not in form.notices:
            yield ("notices",), f"`{status}` has no notice"


def question_faults(question: Field) -> Iterator[Fault]:
    """Return what is wrong with one question by itself."""
    if question.type in CHOICES and not question.options:
        yield (), f"`{question.name}` has no options"
    values = [option.value for option in question.options]
    if len(set(values)) < len(values) or "" in values:
        yield ("options",), "each option needs a value of its own"
    if question.type == "number" and question.maximum < max(1, question.minimum):
        yield (), f"`{question.name}` needs a `maximum` that is not below its `minimum`"
    if question.type in ("text", "tel", "email", "textarea") and not question.max_length:
        yield (), f"`{question.name}` needs a `max_length`"
    if question.pattern and not compiles(question.pattern):
        yield ("pattern",), f"`{question.pattern}` is not a regular expression"
    possible = possible_faults(question)
    for fault in possible:
        if fault not in question.messages:
            yield ("messages",), f"`{fault}` has no message"
    for fault in question.messages:
        if fault not in possible:
            yield ("messages", fault), f"`{fault}` cannot happen to this question"


def lead_faults(form: Form, question: Field) -> Iterator[Fault]:
    """Return what is wrong with how far ahead a date must be."""
    if not question.lead.by:
        return
    values = {option.value for other in form.fields if other.name == question.lead.by for option in other.options}
    for value in question.lead.days:
        if value not in values:
            yield ("lead", "days", value), f"`{value}` is not an answer to `{question.lead.by}`"


def language_faults(value: Any, kind: Any, languages: tuple[str, ...], where: tuple[str | int, ...]) -> Iterator[Fault]:
    """Return every text that lacks a language of the form; an empty text, such as no hint, lacks none."""
    if kind == Text:
        missing = [language for language in languages if value and not value.get(language)]
        yield from ((where, f"the text is missing in `{language}`") for language in missing)
    elif is_dataclass(value):
        hints = get_type_hints(type(value))
        for one in fields(value):
            yield from language_faults(getattr(value, one.name), hints[one.name], languages, (*where, one.name))
    elif get_origin(kind) in (tuple, dict):
        inner = get_args(kind)[0 if get_origin(kind) is tuple else 1]
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from language_faults(part, inner, languages, (*where, key))


def compiles(pattern: str) -> bool:
    """Say whether a pattern is a regular expression in Python; a test asks Node about the RegExp `v` flag."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
