"""Forms, requests and stores as tests need them."""

import csv
import threading
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import yaml
from pydantic import TypeAdapter

from form_endpoint.app import Endpoint, Limits, handle
from form_endpoint.exchange import Request
from form_endpoint.form import ContactLine, Form, FormFile, Option
from form_endpoint.outbox import Desk
from form_endpoint.page import FORM_MARK, INTRO_MARK, cut

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates/components/form/form.html").read_text(encoding="utf-8")
SECRET = b"0123456789abcdef0123456789abcdef"
NOON = 1_800_000_000  # 2027-01-15 08:00 UTC
PAGE = f"""<!doctype html>
<html lang="{{language}}"><head><meta charset="utf-8"><title>{{title}}</title></head>
<body><main id="main">{INTRO_MARK}<h1>{{title}}</h1>
<p>Tell us what you need.</p>
{FORM_MARK}</main></body></html>
"""


@dataclass(frozen=True)
class Strict:
    """A form in which no key is unknown."""

    form: Form


Strict.__pydantic_config__ = {"extra": "forbid"}


@lru_cache
def compiled() -> FormFile:
    """Compile the real form, as the builder does."""
    text = (ROOT / "content/forms/speaker-request.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, yaml.BaseLoader)
    form = TypeAdapter(Strict).validate_python({"form": data}).form
    topics = yaml.load((ROOT / "content/data/topics.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    with (ROOT / "content/data/counties.csv").open(encoding="utf-8", newline="") as table:
        counties = [Option(row["fips"], {"en": row["county"]}) for row in csv.DictReader(table)]
    lists = {"topics": tuple(Option(one["id"], one["label"]) for one in topics), "counties": tuple(counties)}
    sections = (
        replace(one, fields=tuple(with_options(question, lists) for question in one.fields)) for one in form.sections
    )
    return file_of(replace(form, sections=tuple(sections)))


def with_options(question, lists):
    """Fill in the list that a question names."""
    if not question.options_from:
        return question
    return replace(question, options=lists[question.options_from], options_from="")


def file_of(form: Form) -> FormFile:
    """Put a form in a page."""
    pages = {
        language: cut(PAGE.format(language=language, title=title), f"/{language}/request/")
        for language, title in form.title.items()
    }
    policy = {"Content-Security-Policy": "default-src 'none'; form-action 'self'"}
    contact = {
        "en": (
            ContactLine("", "Mississippi Department of Public Safety"),
            ContactLine("Phone", "601-987-1212", "tel:+16019871212"),
        )
    }
    return FormFile(form, f"/api/{form.id}", pages, TEMPLATE, contact, policy)


def bilingual(file: FormFile) -> FormFile:
    """Add a second language, in which every text begins with ES."""
    return file_of(twice(file.definition))


def twice(value):
    """Add the second language to every text in a value."""
    if isinstance(value, dict) and set(value) == {"en"}:
        return {"en": value["en"], "es": f"ES {value['en']}"}
    if isinstance(value, dict):
        return {name: twice(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return tuple(twice(part) for part in value)
    if is_dataclass(value):
        return replace(value, **{one.name: twice(getattr(value, one.name)) for one in fields(value)})
    return value


def good(**changed) -> dict[str, object]:
    """Answers that the form takes, with some changed."""
    answers = {
        "language": "en",
        "need": "speaker",
        "topics": ["flood", "family-plan"],
        "organization": "Canary Garden Club",
        "organization_type": "civic",
        "name": "Canary Q. Public",
        "email": "canary@example.org",
        "phone": "601-555-0123",
        "county": "28049",
        "place": "in-person",
        "city": "Jackson",
        "first_date": "2027-03-27",
        "second_date": "",
        "start": "morning",
        "length": "60",
        "attendance": "40",
        "audience": ["adults"],
        "open": "yes",
        "press": "no",
        "needs": "",
        "notes": "First line\r\nsecond line",
        "note_2": "",
    }
    return {**answers, **changed}


def as_sent(form: Form, answers) -> dict[str, object]:
    """Tidied answers as a program sends them."""
    lists = {question.name for question in form.fields if question.type == "checkboxes"}
    return {name: list(given) if name in lists else given[0] for name, given in answers.items() if given}


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now=NOON):
        self.now = now

    def __call__(self):
        return float(self.now)


class Log:
    """Lines of a log, kept."""

    def __init__(self):
        self.lines = []

    def __call__(self, line):
        self.lines.append(line)


class Mailbox:
    """Takes every mail, or raises what it is told to."""

    def __init__(self, fault=None):
        self.fault = fault
        self.mails = []
        self.lock = threading.Lock()

    def __call__(self, sender, recipient, mail):
        if self.fault:
            raise self.fault
        with self.lock:
            self.mails.append((recipient, mail))

    @property
    def subjects(self):
        return [(recipient, mail["Subject"]) for recipient, mail in self.mails]


def endpoint_for(file, store, clock, log=None, limits=None, **more) -> Endpoint:
    """An endpoint of one form."""
    many = limits or Limits(requests=1_000_000, lookups=1_000_000)
    secrets = more.pop("secrets", (SECRET,))
    return Endpoint({file.definition.id: file}, store, secrets, clock, log or Log(), many, **more)


def desk_for(deliver) -> Desk:
    """A desk that hands mail to a function."""
    return Desk("forms@example.gov", "office@example.gov", True, deliver)


def post(endpoint, answers, path="/api/speaker-request", client="203.0.113.7", **headers):
    """Post answers as a browser does."""
    given = {"content-type": "application/x-www-form-urlencoded", "host": "www.example.gov"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = answers if isinstance(answers, bytes) else urlencode(answers, doseq=True).encode()
    return handle(Request("POST", path, "", {**given, **named}, body, client), endpoint)


def get(endpoint, path, query="", method="GET", **headers):
    """Get a page."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return handle(Request(method, path, query, named, b"", "203.0.113.7"), endpoint)


def header(response, name):
    """The value of a header; empty when there is none."""
    return next((value for key, value in response.headers if key.lower() == name.lower()), "")


def reference_in(response):
    """The reference that an answer leads to."""
    return header(response, "Location").rpartition("/")[2].partition("?")[0]
