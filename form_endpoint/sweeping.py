"""Sends the mail that is due, once or again and again, and says so in the log."""

from collections.abc import Callable
from threading import Event, Thread

from form_endpoint.app import Endpoint
from form_endpoint.outbox import Desk, sweep
from form_endpoint.post import deliver_by
from form_endpoint.settings import Settings
from form_endpoint.store import Unavailable

SWEEP_SECONDS = 60


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


def desk_of(settings: Settings) -> Desk:
    """Return what `outbox.sweep` needs."""
    return Desk(settings.sender, settings.office, settings.mail_answers, deliver_by(settings.smtp))
