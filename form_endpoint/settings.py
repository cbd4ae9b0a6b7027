"""Settings from the environment: every one is listed here, with what it is for."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from form_endpoint.app import Endpoint, Limits
from form_endpoint.form import FormFile, from_json
from form_endpoint.store import Store

SECRET_CHARACTERS = 32


# What must be set to answer requests and send mail. Commands that only read or change what is kept need none of it.
MUST = ("FORM_SECRET", "FORM_SENDER", "FORM_OFFICE", "FORM_SMTP")


class Unset(Exception):
    """Settings that are missing or cannot be; one line each, which says what to do."""


@dataclass(frozen=True)
class Settings:
    """What a deployment sets, each from the environment variable named in `VARIABLES`.

    `forms` are the compiled forms, or folders of them. `secrets` are the one in use and any before it.
    `trusted_hops` is how many proxies of our own stand in front. `origins` are other sites whose pages may send here.
    """

    forms: tuple[Path, ...]
    store: str
    secrets: tuple[bytes, ...]
    sender: str
    office: str
    smtp: str
    mail_answers: bool
    origins: tuple[str, ...]
    trusted_hops: int
    requests: int


VARIABLES = {
    "FORM_FILES": "compiled forms, or folders of them such as output/forms, separated by spaces (default: forms)",
    "FORM_STORE": "sqlite:PATH, postgresql://user:password@host/name, or dynamodb:TABLE?region=us-east-1 "
    "(default: sqlite:requests.sqlite3)",
    "FORM_SECRET": "32 or more random characters; reference numbers come from it",
    "FORM_SECRET_PREVIOUS": "secrets used before, the newest first, separated by spaces",
    "FORM_SENDER": "the address that mail comes from",
    "FORM_OFFICE": "the address that gets the requests",
    "FORM_SMTP": "smtp://user:password@host:587?tls=start, or smtps://host; or print, to see mail on the terminal",
    "FORM_MAIL_ANSWERS": "yes, or no to keep answers out of mail to the office (default: yes)",
    "FORM_ORIGINS": "sites whose pages may send here, as https://www.example.gov, separated by spaces",
    "FORM_TRUSTED_HOPS": "how many proxies of ours add to X-Forwarded-For (default: 0)",
    "FORM_REQUESTS": "requests taken from one client in ten minutes (default: 20)",
}


def read_settings(environ: Mapping[str, str], must: Sequence[str] = MUST) -> Settings:
    """Return the settings of an environment in which these must be set.

    Raises `Unset` with everything that is wrong with them.
    """
    value = {name: environ.get(name, "").strip() for name in VARIABLES}
    faults = [*missing(value, must), *unreadable(value)]
    if faults:
        raise Unset("\n".join(faults))
    secrets = (value["FORM_SECRET"], *value["FORM_SECRET_PREVIOUS"].split())
    return Settings(
        forms=tuple(Path(name) for name in (value["FORM_FILES"] or "forms").split()),
        store=value["FORM_STORE"] or "sqlite:requests.sqlite3",
        secrets=tuple(secret.encode() for secret in secrets),
        sender=value["FORM_SENDER"],
        office=value["FORM_OFFICE"],
        smtp=value["FORM_SMTP"],
        mail_answers=value["FORM_MAIL_ANSWERS"] != "no",
        origins=tuple(origin.rstrip("/") for origin in value["FORM_ORIGINS"].split()),
        trusted_hops=int(value["FORM_TRUSTED_HOPS"] or 0),
        requests=int(value["FORM_REQUESTS"] or Limits.requests),
    )


def missing(value: Mapping[str, str], must: Sequence[str]) -> list[str]:
    """Return what must be set and is not, and what is too short to be a secret."""
    faults = [f"Set {name}: {VARIABLES[name]}" for name in must if not value[name]]
    secrets = (value["FORM_SECRET"], *value["FORM_SECRET_PREVIOUS"].split())
    if value["FORM_SECRET"] and any(len(secret) < SECRET_CHARACTERS for secret in secrets):
        faults.append(
            f"Give each secret {SECRET_CHARACTERS} or more characters, for example from: openssl rand -hex 32"
        )
    return faults


def unreadable(value: Mapping[str, str]) -> list[str]:
    """Return what is set to something it cannot be."""
    faults = [
        f"Write {name} in figures"
        for name in ("FORM_TRUSTED_HOPS", "FORM_REQUESTS")
        if value[name] and not (value[name].isascii() and value[name].isdigit())
    ]
    if value["FORM_MAIL_ANSWERS"] not in ("", "yes", "no"):
        faults.append("Write yes or no in FORM_MAIL_ANSWERS")
    faults += [
        f"Write {name} as one e-mail address"
        for name in ("FORM_SENDER", "FORM_OFFICE")
        if value[name] and not is_address(value[name])
    ]
    return faults


def is_address(text: str) -> bool:
    """Say whether a text can be an e-mail address: the part that a mail server needs."""
    name, _, host = text.rpartition("@")
    return bool(name) and bool(host) and text.isascii() and text.isprintable() and " " not in text


def read_forms(paths: tuple[Path, ...]) -> dict[str, FormFile]:
    """Return the compiled forms by their ids. Raises OSError for a file that is not there."""
    files = [from_json(path.read_text(encoding="utf-8")) for each in paths for path in form_paths(each)]
    return {file.definition.id: file for file in files}


def form_paths(path: Path) -> list[Path]:
    """Return the compiled forms in a folder, as the site has them; anything else is the path of one."""
    return sorted(path.glob("*/form.json")) or [path / "form.json" if path.is_dir() else path]


def endpoint_of(settings: Settings, store: Store, clock: Callable[[], float], log: Callable[[str], None]) -> Endpoint:
    """Return what `app.handle` needs."""
    limits = Limits(requests=settings.requests)
    return Endpoint(read_forms(settings.forms), store, settings.secrets, clock, log, limits, settings.origins)


def log_line(line: str) -> None:
    """Write a line to the log, which is the standard error stream."""
    print(line, file=sys.stderr, flush=True)
