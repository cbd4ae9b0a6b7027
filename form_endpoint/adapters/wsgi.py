"""The endpoint as a WSGI application, for waitress and any other server."""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from form_endpoint.app import Endpoint, handle
from form_endpoint.exchange import Request, client_address

Start = Callable[[str, list[tuple[str, str]]], Any]


def application(endpoint: Endpoint, trusted_hops: int) -> Callable[[dict[str, Any], Start], Iterable[bytes]]:
    """Return a WSGI application that answers with `app.handle`."""

    def answer(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        response = handle(request_of(environ, endpoint.limits.max_bytes, trusted_hops), endpoint)
        headers = [*response.headers, ("Content-Length", str(len(response.body)))]
        start(f"{response.status} {HTTPStatus(response.status).phrase}", headers)
        return [response.body]

    return answer


def request_of(environ: dict[str, Any], max_bytes: int, trusted_hops: int) -> Request:
    """Return the request in a WSGI environment. One byte over the limit tells that there is more."""
    headers = {name[5:].replace("_", "-").lower(): value for name, value in environ.items() if name.startswith("HTTP_")}
    length = environ.get("CONTENT_LENGTH") or "0"
    body = environ["wsgi.input"].read(min(int(length), max_bytes + 1)) if length.isdigit() else b""
    forwarded = headers.get("x-forwarded-for", "")
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        headers={**headers, "content-type": environ.get("CONTENT_TYPE", "")},
        body=body,
        client=client_address(environ.get("REMOTE_ADDR", ""), forwarded, trusted_hops),
    )
