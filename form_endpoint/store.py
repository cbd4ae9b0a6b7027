"""What is kept of a request, and what every store must do. Knows no database.

    Submission  what one person sent, once           reference 7KQ2M-X4HBD
    Message     one mail that a submission owes      office, receipt, digest
    Event       one thing that happened to it        1767225600 "received"

Times are whole seconds since 1970. A store raises `Unavailable` when it cannot be reached, and nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from form_endpoint.judge import Answers

WAITING = "waiting"
SENT = "sent"
DEAD = "dead"

OFFICE = "office"
RECEIPT = "receipt"
DIGEST = "digest"


class Unavailable(Exception):
    """The store cannot be reached or cannot write; the same call may work later."""


@dataclass(frozen=True)
class Message:
    """One mail owed. `next_at` is when it may next be tried; a claim moves it on, so nobody else takes it."""

    kind: str
    created_at: int
    next_at: int
    state: str = WAITING
    attempts: int = 0
    fault: str = ""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a request: received, held, released, office sent, office dead …"""

    at: int
    what: str


@dataclass(frozen=True)
class Submission:
    """One request. `held` keeps back likely spam: it owes no mail until it is released.

    `twin` is a digest that requests with the same e-mail address and event date share. After `expires_at` it
    is deleted, unless mail is still owed.
    """

    reference: str
    form: str
    language: str
    answers: Answers
    created_at: int
    expires_at: int
    twin: str
    held: bool = False
    messages: tuple[Message, ...] = field(default=())
    events: tuple[Event, ...] = field(default=())


@dataclass(frozen=True)
class Due:
    """A message whose time has come. `next_at` is what a claim must still find."""

    reference: str
    kind: str
    next_at: int


@dataclass(frozen=True)
class Owed:
    """How many messages of one kind are waiting or dead, and when the oldest of them was made."""

    kind: str
    state: str
    count: int
    oldest_at: int


class Store(Protocol):
    """Where requests are kept. Each method is one atomic step, durable when it returns."""

    def put(self, submission: Submission) -> bool:
        """Keep a request and all it owes; change nothing and say False if its reference is taken."""

    def get(self, reference: str) -> Submission | None:
        """Return a request with its messages and events."""

    def release(self, reference: str, messages: tuple[Message, ...], event: Event) -> bool:
        """Stop holding a request and owe these messages; say False if it is not there or not held."""

    def due(self, now: int, limit: int) -> tuple[Due, ...]:
        """Return the waiting messages whose `next_at` has come, the oldest first."""

    def claim(self, due: Due, until: int) -> bool:
        """Take a message until a moment; say False if anybody else has taken or settled it."""

    def settle(self, reference: str, claimed_until: int, message: Message, event: Event) -> bool:
        """Replace a claimed message by what became of it; say False if the claim is no longer ours."""

    def revive(self, reference: str, now: int) -> int:
        """Make the dead messages of a request due again, as if made now; return how many."""

    def twins(self, twin: str) -> tuple[str, ...]:
        """Return the references that share a twin digest, the oldest first."""

    def each(self, form: str = "") -> Iterator[Submission]:
        """Return every request of a form, or of all forms, the oldest first."""

    def owed(self) -> tuple[Owed, ...]:
        """Count the messages that are waiting or dead, by kind and state."""

    def held(self) -> int:
        """Count the requests that are held."""

    def hit(self, bucket: str, window: int) -> int:
        """Count one more use of a bucket in a window and return how many there are. Windows only go up."""

    def purge(self, now: int) -> int:
        """Delete each expired request that owes no mail, save a receipt that was given up; say how many."""

    def forget_hits(self, window: int) -> None:
        """Delete the counts of all windows before this one."""

    def delete(self, reference: str) -> bool:
        """Delete a request and all about it, at a person's wish; say False if it is not there."""

    def close(self) -> None:
        """Let go of the connection."""
