"""Hands mail to a mail server, or prints it where there is none."""

import smtplib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from ssl import create_default_context
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

# Ten commands at most make one delivery, and all must fit in `outbox.CLAIM_SECONDS`.
TIMEOUT_SECONDS = 10
PRINT = "print"


def deliver_by(address: str, timeout_seconds: float = TIMEOUT_SECONDS) -> Callable[[str, str, EmailMessage], None]:
    """Return what delivers to `smtp://user:password@host:587?tls=start`, `smtps://host`, or, for "print", to the
    terminal.

    Raises ValueError for another address. With `tls=start` or `smtps` a server without a good certificate
    gets nothing.
    """
    parts = urlsplit(address)
    if address == PRINT:
        return print_mail
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("Write FORM_SMTP as smtp://user:password@host:587?tls=start, or smtps://host, or print")

    def deliver(sender: str, recipient: str, mail: EmailMessage) -> None:
        with session(parts, timeout_seconds) as server:
            server.sendmail(sender, [recipient], mail.as_bytes())

    return deliver


@contextmanager
def session(parts: SplitResult, timeout_seconds: float) -> Iterator[smtplib.SMTP]:
    """Open a mail server, ready to take mail, and leave it politely when all went well."""
    server = connect(parts, timeout_seconds)
    try:
        if parse_qs(parts.query).get("tls") == ["start"]:
            server.starttls(context=create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
        # What was sent is taken: however the farewell goes, it must not be sent again.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def connect(parts: SplitResult, timeout_seconds: float) -> smtplib.SMTP:
    """Open a connection to a mail server."""
    host, port = str(parts.hostname), parts.port or 0
    if parts.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=timeout_seconds, context=create_default_context())
    return smtplib.SMTP(host, port, timeout=timeout_seconds)


def print_mail(sender: str, recipient: str, mail: EmailMessage) -> None:
    """Print a mail on the terminal: for work on one's own machine."""
    headers = "\n".join(f"{name}: {mail[name]}" for name in ("To", "Subject", "Reply-To", "Message-ID") if mail[name])
    print(
        f"--- mail, printed because FORM_SMTP is print\n{headers}\n\n{mail.get_content()}---",
        file=sys.stderr,
        flush=True,
    )


def greet(address: str) -> str:
    """Return why a mail server cannot be used; empty when it can, or when mail is printed."""
    if address == PRINT:
        return ""
    parts = urlsplit(address)
    try:
        with session(parts, TIMEOUT_SECONDS):
            return ""
    except (smtplib.SMTPException, OSError) as fault:
        return f"{parts.hostname} cannot be used: {fault}"
