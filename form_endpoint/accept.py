"""Keeps a request once, however often and however it is sent. One write to the store does it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from form_endpoint.form import Form
from form_endpoint.judge import Answers, first
from form_endpoint.reference import keyed, reference_for
from form_endpoint.store import OFFICE, RECEIPT, Event, Message, Store, Submission

DAY_SECONDS = 24 * 60 * 60


def keep_once(store: Store, secrets: tuple[bytes, ...], submission: Submission) -> tuple[str, str]:
    """Keep a submission under its own reference, and return the reference and what was done.

    The `reference` of what is handed in is not used: it is derived here. What was done is "new" or "held";
    "again" when it was there already; "released" when it was held, and now came without the mark of spam.
    """
    for secret in secrets[1:]:
        found = find(store, secret, submission)
        if found:
            return found.reference, again(store, found, submission)
    turn = 0
    while True:
        reference = reference_for(secrets[0], submission.form, submission.answers, turn)
        if store.put(replace(submission, reference=reference)):
            return reference, "held" if submission.held else "new"
        found = store.get(reference)
        if found and same_content(found, submission):
            return reference, again(store, found, submission)
        turn += 1 if found else 0


def find(store: Store, secret: bytes, submission: Submission) -> Submission | None:
    """Return the same content if it was kept under another secret."""
    turn = 0
    while found := store.get(reference_for(secret, submission.form, submission.answers, turn)):
        if same_content(found, submission):
            return found
        turn += 1
    return None


def again(store: Store, found: Submission, submission: Submission) -> str:
    """Release what was held if it now came clean; say what was done."""
    if found.held and not submission.held:
        event = Event(submission.created_at, "released by a clean resend")
        store.release(found.reference, owed_messages(submission.created_at), event)
        return "released"
    return "again"


def same_content(one: Submission, other: Submission) -> bool:
    """Say whether two submissions are the same request."""
    return one.form == other.form and one.answers == other.answers


def owed_messages(now: int) -> tuple[Message, ...]:
    """Return the mail that a request owes: one to the office and one to the requester, both now."""
    return Message(OFFICE, now, now), Message(RECEIPT, now, now)


def submission_of(form: Form, language: str, answers: Answers, secret: bytes, now: int, *, held: bool) -> Submission:
    """Return what is to be kept of good answers, still without a reference."""
    email, event = first(answers, form.requester), first(answers, form.event)
    return Submission(
        reference="",
        form=form.id,
        language=language,
        answers=answers,
        created_at=now,
        expires_at=expiry(event, form.retention_days, now),
        twin=keyed(secret, "twin", form.id, email.lower(), event),
        held=held,
        messages=() if held else owed_messages(now),
        events=(Event(now, "held as likely spam" if held else "received"),),
    )


def expiry(event: str, retention_days: int, now: int) -> int:
    """Return when a request is to be deleted: some days after its event, or after now if it has no date."""
    start = datetime.fromisoformat(event).replace(tzinfo=UTC) if event else datetime.fromtimestamp(now, UTC)
    return int((start + timedelta(days=retention_days + 1)).timestamp())


def today(now: float) -> date:
    """Return the date where it is earliest, at UTC-12: the endpoint is never stricter than a browser."""
    return datetime.fromtimestamp(now - DAY_SECONDS // 2, UTC).date()
