"""Serves the endpoint and sends its mail from one process."""

import sys
from collections.abc import Callable
from threading import Event, Thread

import waitress  # type: ignore[import-untyped]  # it has no types

from form_endpoint.adapters.wsgi import application
from form_endpoint.app import Endpoint
from form_endpoint.outbox import Desk, sweep
from form_endpoint.store import Unavailable

SWEEP_SECONDS = 60
THREADS = 4


def serve(endpoint: Endpoint, desk: Desk, host: str, port: int, trusted_hops: int) -> None:
    """Serve until interrupted, with a sweep every minute."""
    stop = start_sweeping(endpoint, desk, SWEEP_SECONDS)
    try:
        # The endpoint counts proxies itself; waitress must not take the header away.
        waitress.serve(
            application(endpoint, trusted_hops),
            host=host,
            port=port,
            threads=THREADS,
            ident="",
            channel_timeout=30,
            max_request_body_size=endpoint.limits.max_bytes * 4,
            clear_untrusted_proxy_headers=False,
        )
    finally:
        stop()


def start_sweeping(endpoint: Endpoint, desk: Desk, every_seconds: float) -> Callable[[], None]:
    """Sweep in the background until the function that is returned is called."""
    stopped = Event()

    def run() -> None:
        while not stopped.is_set():
            sweep_once(endpoint, desk)
            stopped.wait(every_seconds)

    thread = Thread(target=run, name="sweep", daemon=True)
    thread.start()

    def stop() -> None:
        stopped.set()
        thread.join(timeout=5)

    return stop


def sweep_once(endpoint: Endpoint, desk: Desk) -> bool:
    """Sweep, and log what was done when anything was; say False when the store could not be reached."""
    try:
        swept = sweep(endpoint, desk)
    except Unavailable as fault:
        endpoint.log(f"sweep: the store cannot be reached ({fault})")
        return False
    if any((swept.sent, swept.later, swept.dead, swept.deleted)):
        endpoint.log(f"sweep: {swept.sent} sent, {swept.later} later, {swept.dead} dead, {swept.deleted} deleted")
    return True


def log_line(line: str) -> None:
    """Write a line to the log, which is the standard error stream."""
    print(line, file=sys.stderr, flush=True)
