"""The commands of whoever looks after the requests. Settings come from the environment."""

import argparse
import os
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from typing import Any

from form_endpoint.accept import owed_messages
from form_endpoint.export import csv_lines, moment
from form_endpoint.form import Form
from form_endpoint.letters import answer_lines
from form_endpoint.post import PRINT, greet
from form_endpoint.reference import read_reference
from form_endpoint.selftest import try_out
from form_endpoint.serve import serve
from form_endpoint.settings import MUST, VARIABLES, Settings, Unset, endpoint_of, log_line, read_forms, read_settings
from form_endpoint.store import DEAD, Event, Store, Submission, Unavailable
from form_endpoint.stores import open_store
from form_endpoint.sweeping import desk_of, sweep_once

OK, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> int:
    """Run a command; return 0 when it did what it says, 1 when it could not, 2 when it was wrongly asked."""
    options = parser().parse_args(arguments)
    try:
        settings = read_settings(environ, NEEDS.get(options.name, ()))
        done: int = options.command(settings, options)
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
        one.set_defaults(command=command, name=name)
        for flags, settings in OPTIONS.get(name, ()):
            one.add_argument(flags, **settings)
    return whole


def run_serve(settings: Settings, options: Namespace) -> int:
    """Serve the endpoint and send its mail, until interrupted."""
    with store_of(settings) as store:
        endpoint = endpoint_of(settings, store, time.time, log_line)
        serve(endpoint, desk_of(settings), options.host, options.port, settings.trusted_hops)
    return OK


def run_sweep(settings: Settings, options: Namespace) -> int:
    """Send the mail that is due and delete what has expired, once."""
    with store_of(settings) as store:
        return OK if sweep_once(endpoint_of(settings, store, time.time, log_line), desk_of(settings)) else FAILED


def run_list(settings: Settings, options: Namespace) -> int:
    """List requests, the oldest first. What the sweep keeps for itself belongs to no form."""
    with store_of(settings) as store:
        chosen = [one for one in store.each() if one.form and is_listed(one, options)]
    for one in chosen:
        states = ["held"] if one.held else [f"{message.kind} {message.state}" for message in one.messages]
        print(f"{one.reference}  {moment(one.created_at)}  {one.form}  {', '.join(states)}")
    if not chosen:
        print("There is nothing to list in the store that FORM_STORE names", file=sys.stderr)
    return OK


def run_show(settings: Settings, options: Namespace) -> int:
    """Show a request with its answers and all that happened to it."""
    forms = read_forms(settings.forms)
    with store_of(settings) as store:
        submission = store.get(read_reference(options.reference))
    if not submission:
        return failed(f"No request {options.reference} is kept")
    print(f"{submission.reference}  {submission.form}  deleted after {moment(submission.expires_at)}\n")
    file = forms.get(submission.form)
    if file:
        print(answer_lines(file.definition, submission, file.definition.languages[0]))
    print("\n".join(["", *(f"{moment(event.at)}  {event.what}" for event in submission.events)]))
    return OK


def run_retry(settings: Settings, options: Namespace) -> int:
    """Try mail again that was given up."""
    with store_of(settings) as store:
        revived = store.revive(read_reference(options.reference), int(time.time()))
    if not revived:
        return failed(f"No mail of {options.reference} was given up")
    print(f"{revived} to be sent again with the next sweep")
    return OK


def run_release(settings: Settings, options: Namespace) -> int:
    """Pass on a request that was held back as likely spam."""
    now = int(time.time())
    event = Event(now, "released by the office")
    with store_of(settings) as store:
        released = store.release(read_reference(options.reference), owed_messages(now), event)
    if not released:
        return failed(f"{options.reference} is not held back")
    print("Released: its mail goes out with the next sweep")
    return OK


def run_export(settings: Settings, options: Namespace) -> int:
    """Write the requests of a form as a table for a spreadsheet."""
    form = form_named(settings, options.form)
    with store_of(settings) as store:
        for line in csv_lines(form, (one for one in store.each(form.id) if options.held or not one.held)):
            sys.stdout.buffer.write(line.encode())
    return OK


def run_delete(settings: Settings, options: Namespace) -> int:
    """Delete a request and all about it, as its sender may ask."""
    with store_of(settings) as store:
        deleted = store.delete(read_reference(options.reference))
    if not deleted:
        return failed(f"No request {options.reference} is kept")
    print("Deleted. Backups and mail that was sent are not.")
    return OK


def run_doctor(settings: Settings, options: Namespace) -> int:
    """Check the settings, the forms, the store and the mail server."""
    print(f"forms: {', '.join(read_forms(settings.forms))}")
    with store_of(settings) as store:
        owed, held = store.owed(), store.held()
    count, dead = sum(one.count for one in owed), sum(one.count for one in owed if one.state == DEAD)
    print(f"store: reached; {count} mails to send, {dead} of them given up; {held} requests held back")
    fault = greet(settings.smtp)
    print(f"mail: {fault or ('ready' if settings.smtp != PRINT else 'printed, since FORM_SMTP is print')}")
    return FAILED if fault or dead else OK


def run_selftest(settings: Settings, options: Namespace) -> int:
    """Send a marked request to a live endpoint and wait until mail of it has gone to the office."""
    reference, fault = try_out(options.address, form_named(settings, options.form), settings.office, options.wait)
    print(fault or f"{reference} got through, and mail of it went to the office")
    if reference:
        print(f"Delete it when you have seen the mail: python3 -m form_endpoint delete {reference}")
    return FAILED if fault else OK


def store_of(settings: Settings) -> AbstractContextManager[Store]:
    """Open the store for the length of a block."""
    return closing(open_store(settings.store))


def is_listed(one: Submission, options: Namespace) -> bool:
    """Say whether a request is among those asked for."""
    dead = any(message.state == DEAD for message in one.messages)
    return (one.held or not options.held) and (dead or not options.dead)


def form_named(settings: Settings, name: str) -> Form:
    """Return a form by its id, or the only one."""
    forms = read_forms(settings.forms)
    if name not in forms and (name or len(forms) != 1):
        raise ValueError(f"Name one of the forms with --form: {', '.join(forms)}")
    return (forms[name] if name else next(iter(forms.values()))).definition


def failed(why: str) -> int:
    """Say why a command could not do what it was asked."""
    print(why, file=sys.stderr)
    return FAILED


Command = Callable[[Settings, Namespace], int]
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
# What must be set, beside where requests are kept.
NEEDS: dict[str, tuple[str, ...]] = {"serve": MUST, "sweep": MUST, "doctor": MUST, "selftest": ("FORM_OFFICE",)}
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
