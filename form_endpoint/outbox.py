"""Sends the mail that requests owe, and deletes what is no longer needed. Runs every minute, anywhere, any
number at once.

Each message is claimed, sent and settled. Dying after the server took a mail and before it is settled sends
it twice with one Message-ID; nothing can send it less than once.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage

from form_endpoint.accept import DAY_SECONDS
from form_endpoint.app import OVERDUE, Endpoint, is_overdue
from form_endpoint.judge import first
from form_endpoint.letters import digest_letter, envelope, office_letter, receipt_letter
from form_endpoint.store import DEAD, DIGEST, OFFICE, SENT, WAITING, Due, Event, Message, Submission

# Longer than a mail may take (see `deliver`), so that a claim ends only when its holder is gone.
CLAIM_SECONDS = 120
GIVE_UP_SECONDS = 3 * DAY_SECONDS
LONGEST_WAIT_MINUTES = 240
BATCH = 50
# What says nothing about the next mail. KeyError: the form of the request is no longer published.
ABOUT_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, KeyError)

# Hands a mail from a sender to a recipient. Raises `smtplib.SMTPException` or `OSError` when it is not taken.
Deliver = Callable[[str, str, EmailMessage], None]


@dataclass(frozen=True)
class Desk:
    """Where mail comes from and goes to. Without `answers`, mail to the office has the reference alone."""

    sender: str
    office: str
    answers: bool
    deliver: Deliver


@dataclass(frozen=True)
class Swept:
    """What a sweep did."""

    sent: int
    later: int
    dead: int
    deleted: int


def sweep(endpoint: Endpoint, desk: Desk) -> Swept:
    """Send what is due, then delete what has expired. Raises `Unavailable` if the store cannot be reached.

    While mail to the office is overdue each sweep says so in the log, for whoever watches it.
    """
    store, now = endpoint.store, int(endpoint.clock())
    announce_held(endpoint, now)
    states: list[str] = []
    for due in store.due(now, BATCH):
        state, go_on = attempt(endpoint, desk, due)
        states.append(state)
        if not go_on:
            # The mail server is away. The others are still due in a minute, and need not wait in line for it
            # now.
            break
    deleted = store.purge(now)
    store.forget_hits(now // endpoint.limits.window_seconds)
    if is_overdue(endpoint):
        endpoint.log(f"sweep: {OVERDUE}")
    return Swept(states.count(SENT), states.count(WAITING), states.count(DEAD), deleted)


def attempt(endpoint: Endpoint, desk: Desk, due: Due) -> tuple[str, bool]:
    """Try one message; return its state, empty if somebody else has it, and whether to try others now."""
    store, now = endpoint.store, int(endpoint.clock())
    claimed_until = now + CLAIM_SECONDS
    if not store.claim(due, claimed_until):
        return "", True
    submission = store.get(due.reference)
    message = next((one for one in submission.messages if one.kind == due.kind), None) if submission else None
    if submission is None or message is None:
        return "", True
    try:
        recipient, mail = write(endpoint, desk, submission, due.kind)
        desk.deliver(desk.sender, recipient, mail)
    except (smtplib.SMTPException, OSError, KeyError) as fault:
        settled, go_on = after_fault(message, fault, now), isinstance(fault, ABOUT_THIS_MAIL)
    else:
        settled, go_on = replace(message, state=SENT, attempts=message.attempts + 1, fault=""), True
    what = f"{due.kind} {settled.state} {settled.fault}".strip()
    store.settle(due.reference, claimed_until, settled, Event(now, what))
    return settled.state, go_on


def write(endpoint: Endpoint, desk: Desk, submission: Submission, kind: str) -> tuple[str, EmailMessage]:
    """Return who gets a mail, and the mail. Raises KeyError when the form is no longer published."""
    if kind == DIGEST:
        subject, text = digest_letter(
            next(iter(endpoint.forms.values())).definition, first(submission.answers, "count")
        )
        mail = envelope(kind, submission, desk.sender, desk.office, "")
        return desk.office, filled(mail, subject, text)
    file = endpoint.forms[submission.form]
    requester = first(submission.answers, file.definition.requester)
    if kind == OFFICE:
        replaced = tuple(other for other in endpoint.store.twins(submission.twin) if other != submission.reference)
        subject, text = office_letter(file.definition, submission, replaced, answers=desk.answers)
        return desk.office, filled(envelope(kind, submission, desk.sender, desk.office, requester), subject, text)
    subject, text = receipt_letter(file, submission)
    return requester, filled(envelope(kind, submission, desk.sender, requester, ""), subject, text)


def filled(mail: EmailMessage, subject: str, text: str) -> EmailMessage:
    """Put a subject and a plain text in a mail."""
    mail["Subject"] = subject
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    return mail


def after_fault(message: Message, fault: Exception, now: int) -> Message:
    """Return a message that was not taken: waiting twice as long as before, or dead.

    Dead after three days, or at once when the server says that this mail will never be taken (a 5xx reply to
    its recipient or its text). A 5xx to us, such as a wrong password, may be put right and is waited for.
    """
    told = f"{type(fault).__name__} {reply_code(fault) or ''}".strip()
    tried = replace(message, attempts=message.attempts + 1, fault=told)
    refused = isinstance(fault, ABOUT_THIS_MAIL) and reply_code(fault) >= 500
    if refused or now - message.created_at >= GIVE_UP_SECONDS:
        return replace(tried, state=DEAD)
    minutes = min(2**message.attempts, LONGEST_WAIT_MINUTES)
    return replace(tried, next_at=now + 60 * minutes)


def reply_code(fault: Exception) -> int:
    """Return what the mail server answered, such as 550; 0 when it did not answer."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in fault.recipients.values()), default=0)
    return fault.smtp_code if isinstance(fault, smtplib.SMTPResponseException) else 0


def announce_held(endpoint: Endpoint, now: int) -> None:
    """Owe the office one mail a day for as long as requests are held back as likely spam.

    It is kept like a request, under the day as its reference: however many sweeps run, there is one.
    """
    held = endpoint.store.held()
    if not held:
        return
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    digest = Submission(
        reference=f"held-{day}",
        form="",
        language="",
        answers={"count": (str(held),)},
        created_at=now,
        expires_at=now + GIVE_UP_SECONDS,
        twin="",
        messages=(Message(DIGEST, now, now),),
        events=(Event(now, "requests are held"),),
    )
    endpoint.store.put(digest)
