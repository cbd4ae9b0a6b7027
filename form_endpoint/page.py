"""Draws the pages of a form into the shell of the published site. The builder and the endpoint both draw
here, so that the endpoint's empty page is, byte for byte, the published one.

Jinja is loaded when the first page is drawn: a request that is accepted needs none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib import import_module
from typing import Any

from form_endpoint.form import FormFile, Shell, say
from form_endpoint.judge import Answers
from form_endpoint.view import ContactCard, NoticeText, form_view

INTRO_MARK = "<!--intro-->"
FORM_MARK = "<!--form-->"


@dataclass(frozen=True)
class ReceivedView:
    """What the page after sending says."""

    title: str
    reference: str
    heading: str
    next: tuple[str, ...]
    status: str
    status_address: str
    contact: ContactCard


@dataclass(frozen=True)
class StatusView:
    """What the look-up page says; `answer` is empty before anything was asked."""

    title: str
    answer: str
    intro: str
    reference: str
    email: str
    send: str
    language: str
    address: str
    back: str
    back_address: str
    contact: ContactCard


@dataclass(frozen=True)
class NoticeView:
    """What a page says when something could not be done."""

    title: str
    text: str
    back: str
    back_address: str
    contact: ContactCard


def cut(page: str, address: str) -> Shell:
    """Cut a page at `INTRO_MARK` and `FORM_MARK`, which stand in that order, once each, inside its `main`.

    What is between the two is the page's own heading and text. Raises ValueError when a mark is missing or
    repeated.
    """
    if page.count(INTRO_MARK) != 1 or page.count(FORM_MARK) != 1 or page.index(INTRO_MARK) > page.index(FORM_MARK):
        raise ValueError(f"the page of the form must hold {INTRO_MARK} and then {FORM_MARK}, once each")
    before, _, rest = page.partition(INTRO_MARK)
    intro, _, after = rest.partition(FORM_MARK)
    return Shell(address, before, intro, after)


def draw(file: FormFile, language: str, answers: Answers, errors: Mapping[str, str], status: int = 200) -> str:
    """Return the page of the form with what was answered and what must be corrected.

    Without answers and errors it is the published page. For a `status` with nothing to correct, such as 503,
    it says what that status means and keeps what was typed.
    """
    shell = file.pages[language]
    form = file.definition
    notice = NoticeText.of(form.notices[str(status)], language) if status not in (200, 422) else None
    view = form_view(file, language, answers, errors, notice)
    macros = macros_of(file.template)
    before = shell.before
    if errors or notice:
        title = f"{say(form.words.error, language)}: "
        before = before.replace("<title>", f"<title>{escape(title)}", 1)
    return "".join([before, macros.summary(view), shell.intro, macros.form(view), shell.after])


def draw_received(file: FormFile, language: str, reference: str) -> str:
    """Return the page after sending."""
    after = file.definition.after
    view = ReceivedView(
        title=say(after.title, language),
        reference=say(after.reference, language, reference=reference),
        heading=say(after.heading, language),
        next=tuple(say(step, language) for step in after.next),
        status=say(after.status, language),
        status_address=f"{file.action}/status?language={language}",
        contact=ContactCard.of(file, language),
    )
    return in_shell(file.pages[language], view.title, macros_of(file.template).received(view))


def draw_status(file: FormFile, language: str, answer: str) -> str:
    """Return the look-up page with an answer, which may be empty. What was asked is not repeated on it."""
    words = file.definition.status
    view = StatusView(
        title=say(words.title, language),
        answer=answer,
        intro=say(words.intro, language),
        reference=say(words.reference, language),
        email=say(words.email, language),
        send=say(words.send, language),
        language=language,
        address=f"{file.action}/status",
        back=say(file.definition.words.back, language),
        back_address=file.pages[language].address,
        contact=ContactCard.of(file, language),
    )
    return in_shell(file.pages[language], view.title, macros_of(file.template).status(view))


def draw_notice(file: FormFile, language: str, status: int) -> str:
    """Return the page that says what an HTTP status means here, and what to do."""
    notice = file.definition.notices[str(status)]
    view = NoticeView(
        title=say(notice.title, language),
        text=say(notice.text, language),
        back=say(file.definition.words.back, language),
        back_address=file.pages[language].address,
        contact=ContactCard.of(file, language),
    )
    return in_shell(file.pages[language], view.title, macros_of(file.template).notice(view))


def in_shell(shell: Shell, title: str, body: str) -> str:
    """Return a page of the site with another title and body."""
    head, opening, rest = shell.before.partition("<title>")
    _, closing, rest = rest.partition("</title>")
    return f"{head}{opening}{escape(title)}{closing}{rest}{body}{shell.after}"


@lru_cache(maxsize=4)
def macros_of(template: str) -> Any:
    """Return the macros of a template's source, ready to call."""
    jinja2 = import_module("jinja2")
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template).module
