"""What comes in and what goes out: reading bodies, origins and addresses with care, without a framework."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import parse_qs, parse_qsl, urlsplit

Headers = tuple[tuple[str, str], ...]
Raw = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Request:
    """What came in. Header names are in lower case; `client` is the address the platform vouches for."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client: str


@dataclass(frozen=True)
class Response:
    """What goes out. `note` is for the log alone: a reference and flags, nothing about a person."""

    status: int
    headers: Headers
    body: bytes
    note: str = ""


class Refused(Exception):
    """The request gets this status and the page that explains it."""

    def __init__(self, status: int, headers: Headers = ()) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


def allow(request: Request, *methods: str) -> None:
    """Refuse any other method. HEAD goes where GET goes."""
    if request.method not in methods and not (request.method == "HEAD" and "GET" in methods):
        raise Refused(405, (("Allow", ", ".join(methods)),))


def read_body(request: Request, max_bytes: int, max_fields: int) -> Raw:
    """Return what a form or a JSON object says: every name with its answers.

    Files are not taken, so `multipart/form-data` and its parsers are not needed. Raises `Refused`: 413 for
    too much, 415 for another type or charset than UTF-8, 400 for what cannot be read.
    """
    if len(request.body) > max_bytes:
        raise Refused(413)
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().removeprefix("charset=").strip('"')
    if charset not in ("", "utf-8", "utf8"):
        raise Refused(415)
    match kind.strip().lower():
        case "application/x-www-form-urlencoded":
            return read_form(request.body, max_fields)
        case "application/json":
            return read_json(request.body, max_fields)
    raise Refused(415)


def read_form(body: bytes, max_fields: int) -> Raw:
    """Read `name=value&name=value` in UTF-8."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=max_fields,
        )
    except ValueError as fault:
        raise Refused(400) from fault
    raw: dict[str, list[str]] = {}
    for name, value in pairs:
        raw.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in raw.items()}


def read_json(body: bytes, max_fields: int) -> Raw:
    """Read one JSON object whose values are texts or lists of texts."""
    try:
        data = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise Refused(400) from fault
    if not isinstance(data, dict) or len(data) > max_fields:
        raise Refused(400)
    raw = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in data.items()}
    texts = [text for given in raw.values() for text in given]
    if len(texts) > max_fields or not all(isinstance(text, str) for text in texts):
        raise Refused(400)
    return raw


def same_site(request: Request, origins: tuple[str, ...]) -> bool:
    """Say whether the request may come from where its browser says it does.

    There is no cookie to ride on, so this only keeps other sites from sending through their visitors.
    Browsers say `same-origin` with `Origin: null` when the page has the `no-referrer` policy; old ones and
    programs say nothing. Source: Fetch Metadata Request Headers, "Sec-Fetch-Site".
    """
    origin = request.headers.get("origin", "")
    site = request.headers.get("sec-fetch-site", "")
    if site == "same-origin" or origin in origins:
        return True
    if site in ("cross-site", "same-site"):
        return False
    return not origin or (origin != "null" and urlsplit(origin).netloc == request.headers.get("host"))


def wants_json(request: Request) -> bool:
    """Say whether a program asks, rather than a person with a browser."""
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def asked_language(request: Request, raw: Raw, languages: tuple[str, ...]) -> str:
    """Return the language of the answer: what the form or the address says, else what the browser prefers."""
    asked = (*raw.get("language", ()), *parse_qs(request.query).get("language", ()))
    parts = request.headers.get("accept-language", "").split(",")
    preferred = (part.split(";")[0].strip()[:2].lower() for part in parts)
    return next((language for language in (*asked, *preferred) if language in languages), languages[0])


def client_address(peer: str, forwarded: str, trusted_hops: int) -> str:
    """Return the address of the client behind our own proxies.

    Each proxy adds the address it saw at the right end of `X-Forwarded-For`, so with `trusted_hops` proxies
    of ours the one that counts is that many from the right; what stands left of it, anybody may have written.
    """
    addresses = [address.strip() for address in forwarded.split(",") if address.strip()]
    return addresses[-trusted_hops] if 0 < trusted_hops <= len(addresses) else peer


def network_of(address: str) -> str:
    """Return what one subscriber has: an IPv4 address, or the first half of an IPv6 address."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).packed[:8].hex()
