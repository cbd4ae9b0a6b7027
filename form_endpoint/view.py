"""What the template shows: each question in one language, with its answer, its error and its HTML attributes.

The template only prints these. Every native constraint set here is one that the endpoint's own rules imply.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from form_endpoint.form import CHOICES, TRAP, ContactLine, Field, Form, FormFile, Notice, possible_faults, say
from form_endpoint.judge import Answers, limit_of

# An attribute and its value; an empty value prints the name alone.
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ContactCard:
    """How else to reach the office."""

    title: str
    lines: tuple[ContactLine, ...]

    @classmethod
    def of(cls, file: FormFile, language: str) -> "ContactCard":
        """Return the contact lines in a language."""
        lines = file.contact.get(language) or next(iter(file.contact.values()), ())
        return cls(say(file.definition.words.contact, language), lines)


@dataclass(frozen=True)
class NoticeText:
    """A notice in one language."""

    title: str
    text: str

    @classmethod
    def of(cls, notice: Notice, language: str) -> "NoticeText":
        """Return the notice in a language."""
        return cls(say(notice.title, language), say(notice.text, language))


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    id: str
    value: str
    label: str
    hint: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One question. `control` goes on its input or boxes, `group` on the fieldset, `data` around all."""

    id: str
    name: str
    type: str
    label: str
    optional: str
    hint: str
    error: str
    error_word: str
    empty_choice: str
    value: str
    grouped: bool
    width_class: str
    choices: tuple[Choice, ...]
    control: Pairs
    group: Pairs
    data: Pairs


@dataclass(frozen=True)
class SectionView:
    """Questions under a heading."""

    id: str
    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class ErrorLink:
    """One thing to correct and the id of the control to go to."""

    id: str
    message: str


@dataclass(frozen=True)
class Trap:
    """The box that people never see and programs fill."""

    id: str
    name: str
    label: str


@dataclass(frozen=True)
class FormView:
    """The whole form in one language."""

    id: str
    action: str
    language: str
    problem: str
    errors: tuple[ErrorLink, ...]
    notice: NoticeText | None
    sections: tuple[SectionView, ...]
    trap: Trap
    privacy: str
    send: str
    contact: ContactCard
    data: Pairs


def form_view(
    file: FormFile, language: str, answers: Answers, errors: Mapping[str, str], notice: NoticeText | None
) -> FormView:
    """Return what the template needs to draw the form."""
    form, words = file.definition, file.definition.words
    sections = tuple(
        SectionView(
            id=f"form-section-{place}",
            heading=say(section.heading, language),
            questions=tuple(question_view(form, question, language, answers, errors) for question in section.fields),
        )
        for place, section in enumerate(form.sections, 1)
    )
    return FormView(
        id=f"form-{form.id}",
        action=file.action,
        language=language,
        problem=say(words.problem, language),
        errors=tuple(ErrorLink(control_id(name), message) for name, message in errors.items()),
        notice=notice,
        sections=sections,
        trap=Trap(control_id(TRAP), TRAP, say(words.trap, language)),
        privacy=say(words.privacy, language, days=form.retention_days),
        send=say(words.send, language),
        contact=ContactCard.of(file, language),
        data=tuple(
            (f"data-{name}", say(text, language))
            for name, text in (
                ("problem", words.problem),
                ("error", words.error),
                ("kept", words.kept),
                ("erase", words.erase),
                ("unreachable", words.unreachable),
                ("sending", words.sending),
            )
        ),
    )


def question_view(form: Form, question: Field, language: str, answers: Answers, errors: Mapping[str, str]) -> Question:
    """Return one question with what was answered."""
    given, error = answers.get(question.name, ()), errors.get(question.name, "")
    grouped = question.type in ("radio", "checkboxes")
    described = described_by(question, error)
    return Question(
        id=control_id(question.name),
        name=question.name,
        type=question.type,
        label=say(question.label, language),
        optional="" if question.required else say(form.words.optional, language),
        hint=say(question.hint, language),
        error=error,
        error_word=say(form.words.error, language),
        empty_choice=say(form.words.choose, language),
        value=given[0] if given and question.type not in CHOICES else "",
        grouped=grouped,
        width_class=f" field__input--{question.width}" if question.width else "",
        choices=choices_of(question, language, given),
        control=(*constraints(question), *(() if grouped else described)),
        group=described if grouped else (),
        data=data_of(question, language),
    )


def control_id(name: str) -> str:
    """Return the id of a question's control, or of its first box. No heading of a page has an id like it."""
    return f"form-{name.replace('_', '-')}"


def choices_of(question: Field, language: str, given: tuple[str, ...]) -> tuple[Choice, ...]:
    """Return the answers to choose; the first has the question's own id, for links to the question."""
    own = control_id(question.name)
    return tuple(
        Choice(
            id=own if place == 1 else f"{own}-{place}",
            value=option.value,
            label=say(option.label, language),
            hint=say(option.hint, language),
            chosen=option.value in given,
        )
        for place, option in enumerate(question.options, 1)
    )


def constraints(question: Field) -> Pairs:
    """Return the attributes of a control that say what may be typed, and help with typing it."""
    kinds = {"checkboxes": "checkbox", "number": "text", "select": "", "textarea": ""}
    pattern = f"[0-9]{{1,{len(str(question.maximum))}}}" if question.type == "number" else question.pattern
    pairs = (
        ("type", kinds.get(question.type, question.type)),
        ("rows", str(question.rows) if question.type == "textarea" else ""),
        ("maxlength", str(question.max_length) if question.max_length else ""),
        ("pattern", pattern),
        ("inputmode", question.inputmode),
        ("autocomplete", question.autocomplete),
    )
    told = tuple((name, value) for name, value in pairs if value)
    return (*told, ("required", "")) if question.required and question.type != "checkboxes" else told


def described_by(question: Field, error: str) -> Pairs:
    """Return the attributes that tie a control to its hint and its error."""
    own = control_id(question.name)
    notes = [f"{own}-hint"] if question.hint else []
    if error:
        return (("aria-invalid", "true"), ("aria-describedby", " ".join([*notes, f"{own}-error"])))
    return (("aria-describedby", " ".join(notes)),) if notes else ()


def data_of(question: Field, language: str) -> Pairs:
    """Return what the script in the browser needs to judge as the endpoint does, with the same words."""
    messages = {
        fault: say(question.messages[fault], language, limit=limit_of(question, fault))
        for fault in possible_faults(question)
        if fault not in ("once", "option")
    }
    lead = {"by": question.lead.by, "days": question.lead.days, "otherwise": question.lead.otherwise}
    pairs = (
        ("data-type", question.type),
        ("data-messages", compact(messages) if messages else ""),
        ("data-range", f"{question.minimum} {question.maximum}" if question.type == "number" else ""),
        ("data-lead", compact({**lead, "latest": question.lead.latest}) if question.type == "date" else ""),
    )
    return tuple((name, value) for name, value in pairs if value)


def compact(value: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
