"""What an answer is worth: tidying what was sent, and saying what is wrong with it.

The script in the browser follows the same rules; a test compares the two.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from form_endpoint.form import CHOICES, Field, Form, Lead, Option, say

Answers = dict[str, tuple[str, ...]]

# Control, bidirectional, zero-width and tag characters and noncharacters, as ranges. Tab, line feed and carriage
# return are spaces and stay. U+200C and U+200D stay: Persian, Indic scripts and emoji are wrong without them.
HIDDEN = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
# Lone surrogates, too: JSON may hold them, and no store takes them.
UNSEEN = re.compile(f"[{HIDDEN}\ud800-\udfff]")
SPACE = " \t\n\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
SPACES = re.compile(f"[{SPACE}]+")
ENDS = re.compile(f"\\A[{SPACE}]+|[{SPACE}]+\\Z")

# Source: HTML Living Standard, "valid email address".
EMAIL = (
    r"[a-zA-Z0-9.!#$%&'*+\/=?^_`\{\|\}~\-]+@[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?)*"
)
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,9}")


def clean(form: Form, raw: Mapping[str, Sequence[str]]) -> Answers:
    """Return one entry for each question, in order: what was answered, tidied, without empty answers.

    Only checkboxes should hold more than one answer; theirs come in the order of the form and once each. What
    the form does not ask is left out. Cleaning twice changes nothing.
    """
    return {question.name: clean_answers(question, raw.get(question.name, ())) for question in form.fields}


def errors(form: Form, answers: Answers, language: str, today: date) -> dict[str, str]:
    """Return what each wrong answer needs, in the order of the page, as words for the person who answered.

    `answers` come from `clean`. Nothing is wrong when the result is empty.
    """
    found: dict[str, str] = {}
    for question in form.fields:
        lead = lead_days(question.lead, answers)
        fault = fault_in(question, answers[question.name], today, lead)
        if fault:
            words = question.messages[fault]
            found[question.name] = say(words, language, days=lead, limit=limit_of(question, fault))
    return found


def clean_answers(question: Field, given: Sequence[str]) -> tuple[str, ...]:
    """Tidy the answers to one question."""
    tidy = clean_paragraphs if question.type == "textarea" else clean_line
    answers = [answer for answer in map(tidy, given) if answer]
    if question.type != "checkboxes":
        return tuple(answers)
    order = {option.value: place for place, option in enumerate(question.options)}
    return tuple(sorted(set(answers), key=lambda answer: (order.get(answer, len(order)), answer)))


def clean_line(text: str) -> str:
    """Return the text on one line: nothing unseen, one space between words, in Unicode form NFC."""
    return unicodedata.normalize("NFC", SPACES.sub(" ", UNSEEN.sub("", text)).strip(" "))


def clean_paragraphs(text: str) -> str:
    """Return the text with its lines, ended by line feeds: nothing unseen, no space around the whole."""
    lines = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", ENDS.sub("", lines))


def fault_in(question: Field, answers: tuple[str, ...], today: date, lead: int) -> str:
    """Return the name of the first fault in the answers to one question; empty when there is none."""
    if not answers:
        return "required" if question.required else ""
    if len(answers) > 1 and question.type != "checkboxes":
        return "once"
    if question.max_length and utf16_length(answers[0]) > question.max_length:
        return "length"
    if question.type in CHOICES:
        return "" if set(answers) <= {option.value for option in question.options} else "option"
    return text_fault(question, answers[0], today, lead)


def text_fault(question: Field, answer: str, today: date, lead: int) -> str:
    """Return what is wrong with how an answer is written."""
    if question.type == "date":
        return date_fault(answer, today, lead, question.lead.latest)
    if question.type == "number":
        return number_fault(answer, question.minimum, question.maximum)
    pattern = EMAIL if question.type == "email" else question.pattern
    return "" if not pattern or re.fullmatch(pattern, answer) else "pattern"


def date_fault(answer: str, today: date, lead: int, latest: int) -> str:
    """Return what is wrong with a date, which is written as browsers send it: 2027-03-27."""
    try:
        day = date.fromisoformat(answer if DATE.fullmatch(answer) else "")
    except ValueError:
        return "date"
    if day < today + timedelta(days=lead):
        return "early"
    return "late" if day > today + timedelta(days=latest) else ""


def number_fault(answer: str, minimum: int, maximum: int) -> str:
    """Return what is wrong with a whole number, which is written in the figures 0 to 9."""
    if not NUMBER.fullmatch(answer):
        return "number"
    if int(answer) < minimum:
        return "low"
    return "high" if int(answer) > maximum else ""


def lead_days(lead: Lead, answers: Answers) -> int:
    """Return how many days ahead a date must be, given the other answers."""
    chosen = first(answers, lead.by)
    return lead.days.get(chosen, lead.otherwise)


def limit_of(question: Field, fault: str) -> int:
    """Return the number that a message about this fault names."""
    return {"low": question.minimum, "high": question.maximum}.get(fault, question.max_length)


def utf16_length(text: str) -> int:
    """Return how long browsers think the text is. Source: HTML Living Standard, `maxlength`: code units."""
    return len(text.encode("utf-16-le")) // 2


def first(answers: Answers, name: str) -> str:
    """Return the answer to a question that has one answer; empty when there is none."""
    return next(iter(answers.get(name, ())), "")


def spoken(question: Field, answers: Answers, language: str) -> tuple[str, ...]:
    """Return the answers as people read them: the labels of what was chosen, or what was typed."""
    labels: dict[str, Option] = {option.value: option for option in question.options}
    given = answers.get(question.name, ())
    return tuple(say(labels[answer].label, language) if answer in labels else answer for answer in given)
