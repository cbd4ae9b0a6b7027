"""Writes the mails: to the office, to the requester, and about what was held back.

`EmailMessage` alone writes headers and body, so that nothing a person typed can become a header.
"""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from form_endpoint.form import Field, Form, FormFile, say
from form_endpoint.judge import spoken
from form_endpoint.store import Submission


def office_letter(form: Form, submission: Submission, replaced: tuple[str, ...], *, answers: bool) -> tuple[str, str]:
    """Return the subject and text for the office, in the form's first language.

    `replaced` are older requests that this one may replace. Without `answers` the text says where to read
    them.
    """
    language, reference = form.languages[0], submission.reference
    subject = say(form.mail.office_subject, language, reference=reference, title=say(form.title, language))
    replaces = say(form.mail.replaces, language, references=", ".join(replaced)) if replaced else ""
    told = (
        answer_lines(form, submission, language) if answers else say(form.mail.kept_back, language, reference=reference)
    )
    return subject, "\n\n".join(part for part in (reference, replaces, told) if part)


def receipt_letter(file: FormFile, submission: Submission) -> tuple[str, str]:
    """Return the subject and text for the requester, in the language of the form that was sent."""
    form, language, reference = file.definition, submission.language, submission.reference
    steps = "\n".join(f"- {say(step, language)}" for step in form.after.next)
    contact = "\n".join(line.words for line in file.contact.get(language) or next(iter(file.contact.values()), ()))
    parts = (
        say(form.mail.receipt, language, reference=reference),
        say(form.after.heading, language),
        steps,
        contact,
    )
    return say(form.mail.receipt_subject, language, reference=reference), "\n\n".join(part for part in parts if part)


def digest_letter(form: Form, count: str) -> tuple[str, str]:
    """Return the subject and text about requests that were held back as likely spam."""
    language = form.languages[0]
    return say(form.mail.digest_subject, language, count=count), say(form.mail.digest, language, count=count)


def answer_lines(form: Form, submission: Submission, language: str) -> str:
    """Return every question that was answered, with its answer below it."""
    asked = [question for question in form.fields if submission.answers.get(question.name)]
    return "\n\n".join(
        f"{say(question.label, language)}\n{answer_text(question, submission, language)}" for question in asked
    )


def answer_text(question: Field, submission: Submission, language: str) -> str:
    """Return an answer, set in by two spaces so that no line of it looks like ours."""
    lines = "\n".join(spoken(question, submission.answers, language)).split("\n")
    return "\n".join(f"  {line}" for line in lines)


def envelope(kind: str, submission: Submission, sender: str, recipient: str, reply_to: str) -> EmailMessage:
    """Return a mail without subject and text.

    The Message-ID comes from the reference and kind: a mail that has to be sent again is the same mail, and
    mailboxes that look for repeats find it.
    """
    message = EmailMessage(policy=SMTP)
    host = sender.rpartition("@")[2]
    message["From"] = sender
    message["To"] = recipient
    if reply_to:
        message["Reply-To"] = reply_to
    message["Message-ID"] = f"<{submission.reference}.{kind}@{host}>"
    message["Date"] = format_datetime(datetime.fromtimestamp(submission.created_at, UTC))
    message["Auto-Submitted"] = "auto-generated"
    return message
