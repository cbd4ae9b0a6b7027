"""The commands of whoever looks after the requests. Settings come from the environment."""

import argparse
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_endpoint.accept import owed_messages
from form_endpoint.app import Endpoint
from form_endpoint.export import csv_lines, moment
from form_endpoint.form import FormFile
from form_endpoint.letters import answer_lines
from form_endpoint.outbox import Desk
from form_endpoint.post import greet
from form_endpoint.reference import read_reference
from form_endpoint.selftest import try_out
from form_endpoint.serve import serve
from form_endpoint.settings import VARIABLES, Settings, Unset, desk_of, endpoint_of, read_settings
from form_endpoint.store import DEAD, Event, Submission, Unavailable
from form_endpoint.stores import open_store
from form_endpoint.sweeping import log_line, sweep_once

OK, FAILED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Bench:
    """What a command works with."""

    settings: Settings
    endpoint: Endpoint
    desk: Desk


def main(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run a command; return 0 when it did what it says, 1 when it could not, 2 when it was wrongly asked."""
    options = parser().parse_args(arguments)
    try:
        settings = read_settings(environ)
        store = open_store(settings.store)
        try:
            bench = Bench(settings, endpoint_of(settings, store, time.time, log_line), desk_of(settings))
            done: int = options.command(bench, options)
        finally:
            store.close()
    except (Unset, ValueError) as fault:
        print(fault, file=sys.stderr)
        return WRONG_USAGE
    except Unavailable as fault:
        print(f"The store cannot be reached ({fault}). Check FORM_STORE.", file=sys.stderr)
        return FAILED
    except FileNotFoundError as fault:
        print(
            f"`{fault.filename}` is not there. Build the site, then name its forms in FORM_FILES: output/forms.",
            file=sys.stderr,
        )
        return FAILED
    return done


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    variables = "\n".join(f"  {name:22}{what}" for name, what in VARIABLES.items())
    whole = argparse.ArgumentParser(
        prog="python3 -m form_endpoint",
        description="Looks after the requests that a form sends.",
        epilog=f"environment:\n{variables}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for name, (command, what) in COMMANDS.items():
        one = commands.add_parser(name, help=what, description=what)
        one.set_defaults(command=command)
        for flags, settings in OPTIONS.get(name, ()):
            one.add_argument(flags, **settings)
    return whole


def run_serve(bench: Bench, options: Namespace) -> int:
    """Serve the endpoint and send its mail, until interrupted."""
    serve(bench.endpoint, bench.desk, options.host, options.port, bench.settings.trusted_hops)
    return OK


def run_sweep(bench: Bench, options: Namespace) -> int:
    """Send the mail that is due and delete what has expired, once."""
    return OK if sweep_once(bench.endpoint, bench.desk) else FAILED


def run_list(bench: Bench, options: Namespace) -> int:
    """List requests, the oldest first."""
    for submission in requests(bench):
        states = [f"{message.kind} {message.state}" for message in submission.messages]
        dead = any(message.state == DEAD for message in submission.messages)
        if (submission.held or not options.held) and (dead or not options.dead):
            told = ", ".join(["held"] if submission.held else states)
            print(f"{submission.reference}  {moment(submission.created_at)}  {submission.form}  {told}")
    return OK


def run_show(bench: Bench, options: Namespace) -> int:
    """Show a request with its answers and all that happened to it."""
    submission = bench.endpoint.store.get(read_reference(options.reference))
    if not submission:
        return not_there(options.reference)
    print(f"{submission.reference}  {submission.form}  deleted after {moment(submission.expires_at)}\n")
    file = bench.endpoint.forms.get(submission.form)
    if file:
        print(answer_lines(file.definition, submission, file.definition.languages[0]))
    print("\n".join(["", *(f"{moment(event.at)}  {event.what}" for event in submission.events)]))
    return OK


def run_retry(bench: Bench, options: Namespace) -> int:
    """Try mail again that was given up."""
    revived = bench.endpoint.store.revive(read_reference(options.reference), int(time.time()))
    print(f"{revived} to be sent again")
    return OK if revived else FAILED


def run_release(bench: Bench, options: Namespace) -> int:
    """Pass on a request that was held back as likely spam."""
    now = int(time.time())
    event = Event(now, "released by the office")
    if bench.endpoint.store.release(read_reference(options.reference), owed_messages(now), event):
        print("Released: its mail goes out with the next sweep")
        return OK
    return not_there(f"{options.reference}, held back,")


def run_export(bench: Bench, options: Namespace) -> int:
    """Write the requests of a form as a table for a spreadsheet."""
    file = form_named(bench, options.form)
    kept = bench.endpoint.store.each(file.definition.id)
    for line in csv_lines(file.definition, (one for one in kept if options.held or not one.held)):
        sys.stdout.buffer.write(line.encode())
    return OK


def run_delete(bench: Bench, options: Namespace) -> int:
    """Delete a request and all about it, as its sender may ask."""
    if bench.endpoint.store.delete(read_reference(options.reference)):
        print("Deleted. Backups and mail that was sent are not.")
        return OK
    return not_there(options.reference)


def run_doctor(bench: Bench, options: Namespace) -> int:
    """Check the settings, the forms, the store and the mail server."""
    owed = bench.endpoint.store.owed()
    count, dead = sum(one.count for one in owed), sum(one.count for one in owed if one.state == DEAD)
    held = bench.endpoint.store.held()
    print(f"forms: {', '.join(bench.endpoint.forms)}")
    print(f"store: reached; {count} mails to send, {dead} of them given up; {held} requests held back")
    fault = greet(bench.settings.smtp)
    print(f"mail: {fault or ('ready' if bench.settings.smtp else 'printed here, since FORM_SMTP is empty')}")
    return FAILED if fault or dead else OK


def run_selftest(bench: Bench, options: Namespace) -> int:
    """Send a marked request to a live endpoint and wait until mail of it has gone to the office."""
    file = form_named(bench, options.form)
    reference, fault = try_out(options.address, file.definition, bench.settings.office, options.wait)
    print(fault or f"{reference} got through, and mail of it went to the office")
    if reference:
        print(f"Delete it when you have seen the mail: python3 -m form_endpoint delete {reference}")
    return FAILED if fault else OK


def requests(bench: Bench) -> list[Submission]:
    """Return every request; what the sweep keeps for itself belongs to no form."""
    return [submission for submission in bench.endpoint.store.each() if submission.form]


def form_named(bench: Bench, name: str) -> FormFile:
    """Return a form by its id, or the only one."""
    forms = bench.endpoint.forms
    if name not in forms and (name or len(forms) != 1):
        raise ValueError(f"Name one of the forms: {', '.join(forms)}")
    return forms[name] if name else next(iter(forms.values()))


def not_there(what: str) -> int:
    """Say that there is no such request."""
    print(f"No request {what} is kept", file=sys.stderr)
    return FAILED


Command = Callable[[Bench, Namespace], int]
Option = tuple[str, dict[str, Any]]

COMMANDS: dict[str, tuple[Command, str]] = {
    "serve": (run_serve, "serve the endpoint and send its mail"),
    "sweep": (run_sweep, "send the mail that is due and delete what has expired, once"),
    "list": (run_list, "list requests"),
    "show": (run_show, "show a request with its answers and history"),
    "retry": (run_retry, "try mail again that was given up"),
    "release": (run_release, "pass on a request that was held back as likely spam"),
    "export": (run_export, "write requests as CSV"),
    "delete": (run_delete, "delete a request and all about it"),
    "doctor": (run_doctor, "check settings, store and mail server"),
    "selftest": (run_selftest, "send a marked request to a live endpoint and wait for its mail"),
}
REFERENCE: Option = ("reference", {"help": "as in 7KQ2M-X4HBD"})
FORM: Option = ("--form", {"default": "", "help": "the id of the form, if there are several"})
OPTIONS: dict[str, tuple[Option, ...]] = {
    "serve": (("--host", {"default": "127.0.0.1"}), ("--port", {"type": int, "default": 8080})),
    "list": (("--held", {"action": "store_true"}), ("--dead", {"action": "store_true"})),
    "show": (REFERENCE,),
    "retry": (REFERENCE,),
    "release": (REFERENCE,),
    "delete": (REFERENCE,),
    "export": (FORM, ("--held", {"action": "store_true", "help": "with those that are held back"})),
    "selftest": (
        ("address", {"help": "https://www.example.gov/api/speaker-request"}),
        FORM,
        ("--wait", {"type": int, "default": 180, "help": "seconds"}),
    ),
}
