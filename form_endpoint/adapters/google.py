"""The endpoint as Google Cloud functions: one answers requests, one sweeps when the scheduler calls it.

Let only the scheduler's account call `sweep`. Source: Google, "Functions Framework for Python", HTTP functions.
"""

from typing import Any

from form_endpoint.adapters.hosted import hosted, sweep_now
from form_endpoint.adapters.wsgi import request_of
from form_endpoint.app import handle


def answer(request: Any) -> tuple[bytes, int, list[tuple[str, str]]]:
    """Answer a `flask.Request`."""
    here = hosted()
    response = handle(
        request_of(request.environ, here.endpoint.limits.max_bytes, here.settings.trusted_hops), here.endpoint
    )
    return response.body, response.status, list(response.headers)


def sweep(_request: Any) -> tuple[str, int]:
    """Send the mail that is due."""
    sweep_now()
    return "", 204
