"""The endpoint as an AWS Lambda function: it answers requests of an HTTP API, and sweeps on any other event.

Source: AWS, "Create AWS Lambda proxy integrations for HTTP APIs", payload format version 2.0.
"""

from base64 import b64decode
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from form_endpoint.adapters.hosted import hosted, sweep_now
from form_endpoint.app import handle
from form_endpoint.exchange import Request, client_address
from form_endpoint.store import Unavailable


def handler(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Answer a request, or send the mail that is due when the schedule calls."""
    if "requestContext" not in event:
        sweep_now()
        return {}
    here = hosted()
    response = handle(request_of(event, here.settings.trusted_hops), here.endpoint)
    return {"statusCode": response.status, "headers": dict(response.headers), "body": response.body.decode()}


def request_of(event: Mapping[str, Any], trusted_hops: int) -> Request:
    """Return the request in an event."""
    headers = {name.lower(): value for name, value in event["headers"].items()}
    body = event.get("body") or ""
    http = event["requestContext"]["http"]
    return Request(
        method=http["method"],
        path=unquote(event["rawPath"]),
        query=event.get("rawQueryString", ""),
        headers=headers,
        body=b64decode(body) if event.get("isBase64Encoded") else body.encode(),
        client=client_address(http["sourceIp"], headers.get("x-forwarded-for", ""), trusted_hops),
    )


# The store is opened while Lambda starts the process: with all its processor, and before anybody waits for an answer.
# What cannot be reached now is tried again by the first request, which then says so.
with suppress(Unavailable):
    hosted()
