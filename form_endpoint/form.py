"""What a form is: its questions, their limits and every word shown, in each language.

Knows nothing of HTTP, storage or HTML. The builder makes a `Form` from YAML; the endpoint reads it back from
JSON.

    Form      speaker-request                  one page that people fill in and send
    Section   "Who is asking"                  questions under one heading
    Field     email                            one question
    Option    worship: "House of worship"      one answer to choose
    Text      {"en": "Send", "es": "Enviar"}   the same words in each language
    FormFile  form.json                        all that the endpoint needs to know of the site
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, is_dataclass
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

Text = dict[str, str]
Kind = Literal["text", "email", "tel", "date", "number", "textarea", "select", "radio", "checkboxes"]

CHOICES = ("select", "radio", "checkboxes")
# The box that people never see and programs fill. No program that fills in forms for people knows the name.
TRAP = "note_2"


@dataclass(frozen=True)
class Option:
    """One answer to choose. `value` is what is sent and stored; `label` is what people read."""

    value: str
    label: Text
    hint: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Lead:
    """How far ahead a date must be, in days.

    `by` names the question whose answer picks from `days`; `otherwise` counts when it picks nothing.
    `latest` is the furthest day ahead that is taken.
    """

    by: str = ""
    days: dict[str, int] = field(default_factory=dict)
    otherwise: int = 0
    latest: int = 730


@dataclass(frozen=True)
class Field:
    """One question.

    `max_length` counts UTF-16 units, as browsers do, and 0 sets no limit. `pattern` must match the whole
    answer, in Python and under the RegExp `v` flag. `options_from` names a list of the site that the builder
    puts in `options`. `width` is how many characters the box shows, 0 for all the room there is. `messages`
    has one text for each fault that `possible_faults` names.
    """

    name: str
    type: Kind
    label: Text
    messages: dict[str, Text]
    hint: Text = field(default_factory=dict)
    required: bool = False
    max_length: int = 0
    minimum: int = 0
    maximum: int = 0
    pattern: str = ""
    options: tuple[Option, ...] = ()
    options_from: str = ""
    autocomplete: str = ""
    inputmode: str = ""
    width: int = 0
    rows: int = 5
    lead: Lead = Lead()


@dataclass(frozen=True)
class Section:
    """Questions under one heading."""

    heading: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Words:
    """The words around the questions. `{days}` in `privacy` is the form's `retention_days`."""

    send: Text
    optional: Text
    choose: Text
    trap: Text
    error: Text
    problem: Text
    privacy: Text
    contact: Text
    back: Text
    kept: Text
    erase: Text
    unreachable: Text
    sending: Text


@dataclass(frozen=True)
class After:
    """The page after sending. `{reference}` in `reference` is filled in."""

    title: Text
    reference: Text
    heading: Text
    next: tuple[Text, ...]
    status: Text


@dataclass(frozen=True)
class Status:
    """The page where people look up a request: its two questions and its four answers."""

    title: Text
    intro: Text
    reference: Text
    email: Text
    send: Text
    required: Text
    unknown: Text
    received: Text
    passed: Text


@dataclass(frozen=True)
class Mail:
    """The words of the three mails: to the office, to the requester, and of what was held back."""

    office_subject: Text
    replaces: Text
    kept_back: Text
    receipt_subject: Text
    receipt: Text
    digest_subject: Text
    digest: Text


@dataclass(frozen=True)
class Notice:
    """A page that says why something could not be done, and what to do."""

    title: Text
    text: Text


@dataclass(frozen=True)
class Form:
    """One form. `requester` names its e-mail question, `event` the date from which `retention_days` are
    counted.

    `notices` has one entry for each HTTP status in `app.STATUSES`, by its number as text.
    """

    id: str
    title: Text
    requester: str
    event: str
    retention_days: int
    sections: tuple[Section, ...]
    words: Words
    after: After
    status: Status
    mail: Mail
    notices: dict[str, Notice]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every question, in the order of the page."""
        return tuple(question for section in self.sections for question in section.fields)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the form; the first is the one to fall back on."""
        return tuple(self.title)


@dataclass(frozen=True)
class Shell:
    """A published page, cut where the form goes: `before` + `intro` + form + `after`.

    `intro` is the page's own heading and text, which the pages after sending leave out. `address` is where it
    is published.
    """

    address: str
    before: str
    intro: str
    after: str


@dataclass(frozen=True)
class ContactLine:
    """One way to reach the office: "Phone", "601-987-1212" and, where a link can lead there, "tel:+16019871212"."""

    label: str
    value: str
    address: str = ""

    @property
    def words(self) -> str:
        """Return the line as plain text."""
        return f"{self.label}: {self.value}" if self.label else self.value


@dataclass(frozen=True)
class FormFile:
    """All that the endpoint needs to know of the site; the builder writes it as `form.json`.

    `action` is where the form is sent. `template` is the source of `templates/components/form/form.html`.
    `contact` is the lines that say how else to reach the office. `headers` go with every page, the content
    security policy of the site among them.
    """

    definition: Form
    action: str
    pages: dict[str, Shell]
    template: str
    contact: dict[str, tuple[ContactLine, ...]]
    headers: dict[str, str]


def say(text: Text, language: str, **values: object) -> str:
    """Return the words in a language, or in the first there is, with `{name}` filled in for each value."""
    words = text.get(language) or next(iter(text.values()), "")
    for name, value in values.items():
        words = words.replace("{" + name + "}", str(value))
    return words


def possible_faults(question: Field) -> tuple[str, ...]:
    """Return the faults that an answer can have: the keys that the question's `messages` must have."""
    by_kind = {"email": ("pattern",), "date": ("date", "early", "late"), "number": ("number", "low", "high")}
    faults = [
        *(["required"] if question.required else []),
        *(["once"] if question.type != "checkboxes" else []),
        *(["length"] if question.max_length else []),
        *(["option"] if question.type in CHOICES else []),
        *(["pattern"] if question.pattern else []),
        *by_kind.get(question.type, ()),
    ]
    return tuple(faults)


def to_json(file: FormFile) -> str:
    """Write a compiled form: the same file for the same form, and small."""
    return json.dumps(asdict(file), ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def from_json(text: str) -> FormFile:
    """Read a compiled form. Raises TypeError when a key is missing or unknown."""
    file: FormFile = reader(FormFile)(json.loads(text))
    return file


@cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of an annotated type from plain JSON, dataclasses inside dataclasses included."""
    if is_dataclass(kind):
        make: Callable[..., Any] = kind  # type: ignore[assignment]  # is_dataclass also allows instances
        readers = {name: reader(hint) for name, hint in get_type_hints(kind).items()}
        return lambda data: make(**{name: readers.get(name, as_it_is)(value) for name, value in data.items()})
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        read = reader(inner[0])
        return lambda data: tuple(map(read, data))
    if get_origin(kind) is dict and inner[1] is not str:
        read = reader(inner[1])
        return lambda data: {name: read(value) for name, value in data.items()}
    return as_it_is


def as_it_is(value: Any) -> Any:
    """Return plain JSON itself."""
    return value
