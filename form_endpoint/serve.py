"""Serves the endpoint and sends its mail from one process."""

import logging

import waitress  # type: ignore[import-untyped]  # it has no types

from form_endpoint.adapters.wsgi import application
from form_endpoint.app import Endpoint
from form_endpoint.outbox import Desk
from form_endpoint.sweeping import SWEEP_SECONDS, start_sweeping

# Requests are read and answers sent by waitress's own loop. All threads would wait for the one connection of the store,
# and for each other: measured, four answer a third fewer requests than one.
THREADS = 1


def serve(endpoint: Endpoint, desk: Desk, host: str, port: int, trusted_hops: int) -> None:
    """Serve until interrupted, with a sweep every minute."""
    # A short queue is no news with one thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    endpoint.log(f"serving {', '.join(file.action for file in endpoint.forms.values())} at http://{host}:{port}")
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
