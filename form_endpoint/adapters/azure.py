"""The endpoint as Azure functions: one answers requests, one sweeps on a timer.

The host tells the client's address in `X-Forwarded-For` alone, with its port: set `FORM_TRUSTED_HOPS` to 1 or more.
Source: Microsoft, "Azure Functions Python developer guide", HTTP trigger.
"""

from urllib.parse import unquote, urlsplit

import azure.functions

from form_endpoint.adapters.hosted import hosted, sweep_now
from form_endpoint.app import handle
from form_endpoint.exchange import Request, client_address


def answer(request: azure.functions.HttpRequest) -> azure.functions.HttpResponse:
    """Answer a request."""
    here = hosted()
    response = handle(request_of(request, here.settings.trusted_hops), here.endpoint)
    return azure.functions.HttpResponse(response.body, status_code=response.status, headers=dict(response.headers))


def sweep(_timer: object) -> None:
    """Send the mail that is due."""
    sweep_now()


def request_of(request: azure.functions.HttpRequest, trusted_hops: int) -> Request:
    """Return the host's request as ours."""
    parts = urlsplit(request.url)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(
        method=request.method,
        path=unquote(parts.path),
        query=parts.query,
        headers=headers,
        body=request.get_body(),
        client=client_address("", without_ports(headers.get("x-forwarded-for", "")), trusted_hops),
    )


def without_ports(forwarded: str) -> str:
    """Return the addresses of `X-Forwarded-For` without their ports: "203.0.113.7:4711" as "203.0.113.7"."""
    return ", ".join(without_port(each.strip()) for each in forwarded.split(",") if each.strip())


def without_port(address: str) -> str:
    """Return one address without its port: "[2001:db8::1]:4711" as "2001:db8::1"."""
    if address.startswith("["):
        return address[1:].partition("]")[0]
    return address.partition(":")[0] if address.count(":") == 1 else address
