"""The JSON Schema of what a form takes, for programs that send it.

What fits the schema is taken, but for dates, which are counted from today. The endpoint tidies before it judges
(`judge.clean`), so it also takes what only fits once it is tidied.
"""

from collections.abc import Iterator
from typing import Any

from form_endpoint.form import CHOICES, Field, Form, say
from form_endpoint.judge import EMAIL, HIDDEN, SPACE

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INK = f"[^{HIDDEN}{SPACE}]"
SHARED: dict[str, Schema] = {
    "line": {
        "description": "One line of text in Unicode form NFC: no unseen characters, one space between words.",
        "type": "string",
        "pattern": f"^{INK}(?: ?{INK})*$",
    },
    "paragraphs": {
        "description": "Lines of text in Unicode form NFC, ended by line feeds; no space around the whole.",
        "type": "string",
        "pattern": f"^{INK}(?:[^{HIDDEN}\r]*{INK})?$",
    },
}
"""What tidying leaves. The patterns mean the same in ECMA-262 with the `u` flag and in Python."""


def answers_schema(form: Form, site: str) -> Schema:
    """Return the JSON Schema (2020-12) of what the form sends. `site` is the address the site is published at."""
    about = {"$schema": DIALECT, "$id": f"{site}/forms/{form.id}/answers.schema.json"}
    return {**about, **object_schema(form, "#/$defs/"), "$defs": SHARED}


def object_schema(form: Form, shared: str) -> Schema:
    """Return the schema of all answers together; `shared` is where references to `SHARED` lead."""
    questions = {question.name: question_schema(question, form.languages[0], shared) for question in form.fields}
    return {
        "title": say(form.title, form.languages[0]),
        "description": "What the form sends. Leave out what is not answered.",
        "type": "object",
        "properties": {"language": language_schema(form), **questions},
        "required": [question.name for question in form.fields if question.required],
        "additionalProperties": False,
    }


def language_schema(form: Form) -> Schema:
    """Return the schema of the language that an answer is wanted in."""
    return {"description": "The language of the answer.", "enum": list(form.languages)}


def question_schema(question: Field, language: str, shared: str) -> Schema:
    """Return the schema of the answer to one question."""
    notes = (say(question.hint, language), date_rule(question) if question.type == "date" else "")
    about = {"title": say(question.label, language), "description": " ".join(filter(None, notes))}
    return {**{name: text for name, text in about.items() if text}, **answer_schema(question, shared)}


def answer_schema(question: Field, shared: str) -> Schema:
    """Return what the answer to one question must be."""
    if question.type in CHOICES:
        one = {"type": "string", "enum": [option.value for option in question.options]}
        many = {"type": "array", "items": one, "minItems": 1, "uniqueItems": True}
        return many if question.type == "checkboxes" else one
    if question.type == "date":
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    if question.type == "number":
        return {"type": "string", "maxLength": 9, "pattern": figures(question.minimum, question.maximum)}
    kind = "paragraphs" if question.type == "textarea" else "line"
    pattern = EMAIL if question.type == "email" else question.pattern
    whole = {"$ref": f"{shared}{kind}", **length(question.max_length)}
    return {**whole, "pattern": f"^(?:{pattern})$"} if pattern else whole


def length(most: int) -> Schema:
    """Return a limit that counts UTF-16 units, as browsers and the endpoint do; schemas count characters.

    A character is one or two units: half as many characters always fit, and as many if each is one unit.
    """
    one_unit_each = {"pattern": "^[^\U00010000-\U0010ffff]*$"}
    return {"maxLength": most, "anyOf": [{"maxLength": most // 2}, one_unit_each]} if most else {}


def figures(minimum: int, maximum: int) -> str:
    """Return a pattern of the whole numbers from `minimum` to `maximum`, zeros before them allowed."""
    zero = ["0"] if minimum == 0 else []
    return f"^0*(?:{'|'.join([*zero, *spans(max(1, minimum), maximum)])})$"


def spans(low: int, high: int) -> Iterator[str]:
    """Cut a range of numbers into patterns such as `4[2-9]`, `[5-9][0-9]`."""
    while low <= high:
        step = 1
        while low % (step * 10) == 0 and low + step * 10 - 1 <= high:
            step *= 10
        lead, last = divmod(low // step, 10)
        more = min(9 - last, (high - low + 1) // step - 1)
        free = f"[0-9]{{{len(str(step)) - 1}}}" if step > 1 else ""
        yield f"{lead or ''}[{last}-{last + more}]{free}" if more else f"{low // step}{free}"
        low += step * (more + 1)


def date_rule(question: Field) -> str:
    """Return in words how far ahead a date must be."""
    lead = question.lead
    days = ", ".join(f"{count} for {value}" for value, count in lead.days.items())
    told = f" ({days}, by `{lead.by}`)" if days else ""
    return f"At least {lead.otherwise} days from today{told}, at most {lead.latest}."
