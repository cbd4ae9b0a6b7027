"""Answers one request about a form. Pure but for the store: the clock, the secrets and the limits are handed
in.

    POST /api/<form>                   keep a request; 303 to its reference, or 422 with what to correct
    GET  /api/<form>                   303 to the published form
    GET  /api/<form>/received/<ref>    the page after sending; looks nothing up
    GET  /api/<form>/status            the look-up page; POST gives the answer
    GET  /api/health                   200, or 503 when mail to the office is overdue

The log has the method, the route, the status, a reference and what was done; nothing about a person.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest
from importlib import import_module
from types import ModuleType

from form_endpoint.accept import DAY_SECONDS, keep_once, submission_of, today
from form_endpoint.exchange import (
    Headers,
    Raw,
    Refused,
    Request,
    Response,
    allow,
    asked_language,
    network_of,
    read_body,
    same_site,
    wants_json,
)
from form_endpoint.form import TRAP, FormFile, say
from form_endpoint.judge import Answers, clean, clean_line, errors, first
from form_endpoint.reference import keyed, read_reference
from form_endpoint.store import DEAD, OFFICE, SENT, Store, Submission, Unavailable

# Mail to the office this late, in seconds, means that nobody reads the requests.
OVERDUE_SECONDS = 15 * 60
OVERDUE = "mail to the office is overdue"
# Every status that a page may have to explain; a form has a notice for each.
STATUSES = (400, 403, 404, 405, 413, 415, 422, 429, 503)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ALWAYS: Headers = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
    ("Referrer-Policy", "same-origin"),
)


@dataclass(frozen=True)
class Limits:
    """How much is taken: bytes and fields in a body, and uses by one client in `window_seconds`."""

    max_bytes: int = 32 * 1024
    max_fields: int = 60
    requests: int = 20
    lookups: int = 30
    window_seconds: int = 600


@dataclass(frozen=True)
class Endpoint:
    """All that an answer depends on beside the request.

    The first of `secrets` is the one in use; those after it still find what was sent before a rotation.
    `origins` are the sites, such as `https://www.example.gov`, whose pages may send here beside those of the
    endpoint's own host.
    """

    forms: Mapping[str, FormFile]
    store: Store
    secrets: tuple[bytes, ...]
    clock: Callable[[], float]
    log: Callable[[str], None]
    limits: Limits = Limits()
    origins: tuple[str, ...] = ()


def handle(request: Request, endpoint: Endpoint) -> Response:
    """Answer a request, and write one line to the log."""
    try:
        response = route(request, endpoint)
    except Refused as refused:
        response = refuse(request, endpoint, refused.status, refused.headers)
    except Unavailable:
        response = refuse(request, endpoint, 503, retry_after(60))
    method = request.method if request.method in METHODS else "OTHER"
    route_shape = shape(path_of(request, endpoint), endpoint)
    endpoint.log(" ".join([method, route_shape, str(response.status), response.note]).strip())
    if request.method == "HEAD":
        return Response(response.status, response.headers, b"", response.note)
    return response


def route(request: Request, endpoint: Endpoint) -> Response:
    """Send the request to what answers it."""
    match path_of(request, endpoint).split("/"):
        case ["", "api", "health"]:
            allow(request, "GET")
            return health(endpoint)
        case ["", "api", name] if name in endpoint.forms:
            allow(request, "GET", "POST")
            answer = keep if request.method == "POST" else to_form
            return answer(request, endpoint, endpoint.forms[name])
        case ["", "api", name, "status"] if name in endpoint.forms:
            allow(request, "GET", "POST")
            answer = look_up if request.method == "POST" else ask
            return answer(request, endpoint, endpoint.forms[name])
        case ["", "api", name, "received", reference] if name in endpoint.forms and is_reference(reference):
            allow(request, "GET")
            return received(request, endpoint.forms[name], reference)
    raise Refused(404)


def path_of(request: Request, endpoint: Endpoint) -> str:
    """Return the path of a request without the folder that the site is published in, if it is in one."""
    folders = {file.action.removesuffix(f"/api/{name}") for name, file in endpoint.forms.items()}
    found = next((folder for folder in folders if folder and request.path.startswith(f"{folder}/")), "")
    return request.path.removeprefix(found)


def keep(request: Request, endpoint: Endpoint, file: FormFile) -> Response:
    """Keep a request and send the browser to its reference, or show the form with what to correct."""
    raw = read_post(request, endpoint)
    form = file.definition
    language = asked_language(request, raw, form.languages)
    now = int(endpoint.clock())
    answers = clean(form, raw)
    wrong = errors(form, answers, language, today(now))
    if wrong:
        return again(request, file, language, answers, 422, wrong)
    try:
        if over_limit(request, endpoint, "requests", endpoint.limits.requests):
            return again(request, file, language, answers, 429, {})
        held = any(raw.get(TRAP, ()))
        submission = submission_of(form, language, answers, endpoint.secrets[0], now, held=held)
        reference, done = keep_once(endpoint.store, endpoint.secrets, submission)
    except Unavailable:
        return again(request, file, language, answers, 503, {})
    place = ("Location", f"{file.action}/received/{reference}?language={language}")
    if wants_json(request):
        return as_json(201, {"reference": reference}, (place,), f"{reference} {done}")
    return Response(303, (*ALWAYS, place), b"", f"{reference} {done}")


def again(
    request: Request, file: FormFile, language: str, answers: Answers, status: int, wrong: Mapping[str, str]
) -> Response:
    """Show the form again with all that was typed, and say why."""
    headers = retry_after({429: 600, 503: 60}[status]) if status in (429, 503) else ()
    if wants_json(request):
        return as_json(status, {**told(file, language, status), "errors": dict(wrong)}, headers)
    return as_page(file, pages().draw(file, language, answers, wrong, status), status, headers)


def to_form(request: Request, endpoint: Endpoint, file: FormFile) -> Response:
    """Send whoever comes to the form's address, or reloads it, to the published form."""
    language = asked_language(request, {}, file.definition.languages)
    return Response(303, (*ALWAYS, ("Location", file.pages[language].address)), b"")


def received(request: Request, file: FormFile, reference: str) -> Response:
    """Show the page after sending. It looks nothing up, so a reload is safe and tells nobody anything."""
    language = asked_language(request, {}, file.definition.languages)
    return as_page(file, pages().draw_received(file, language, reference), 200)


def ask(request: Request, endpoint: Endpoint, file: FormFile) -> Response:
    """Show the look-up page."""
    return as_page(file, pages().draw_status(file, asked_language(request, {}, file.definition.languages), ""), 200)


def look_up(request: Request, endpoint: Endpoint, file: FormFile) -> Response:
    """Say how far a request is, to who knows its reference and its e-mail address.

    An unknown reference and a wrong address get the same answer, after the same reads.
    """
    raw = read_post(request, endpoint)
    words = file.definition.status
    language = asked_language(request, raw, file.definition.languages)
    if over_limit(request, endpoint, "lookups", endpoint.limits.lookups):
        raise Refused(429, retry_after(endpoint.limits.window_seconds))
    reference, email = (clean_line(next(iter(raw.get(name, ())), "")) for name in ("reference", "email"))
    if not reference or not email:
        return status_page(request, file, language, 422, "required", say(words.required, language))
    found = endpoint.store.get(read_reference(reference))
    state = state_of(found) if found and is_theirs(found, file, email) else "unknown"
    texts = {"unknown": words.unknown, "received": words.received, "passed": words.passed}
    return status_page(request, file, language, 200, state, say(texts[state], language))


def status_page(request: Request, file: FormFile, language: str, status: int, state: str, text: str) -> Response:
    """Show the answer of a look-up."""
    if wants_json(request):
        return as_json(status, {"state": state, "text": text})
    return as_page(file, pages().draw_status(file, language, text), status)


def is_theirs(found: Submission, file: FormFile, email: str) -> bool:
    """Say whether a request was sent with this form and e-mail address."""
    own = first(found.answers, file.definition.requester)
    same = compare_digest(own.lower().encode(), email.lower().encode())
    return same and found.form == file.definition.id


def state_of(found: Submission) -> str:
    """Return how far a request is: "passed" once the office has mail of it, and until then "received"."""
    passed = any(message.kind == OFFICE and message.state == SENT for message in found.messages)
    return "passed" if passed else "received"


def health(endpoint: Endpoint) -> Response:
    """Say whether mail to the office goes out. Whoever watches this address learns when it does not."""
    overdue = is_overdue(endpoint)
    return as_json(503 if overdue else 200, {"state": OVERDUE if overdue else "ok"})


def is_overdue(endpoint: Endpoint) -> bool:
    """Say whether mail to the office is late, or was given up."""
    late = int(endpoint.clock()) - OVERDUE_SECONDS
    return any(owed.kind == OFFICE and (owed.state == DEAD or owed.oldest_at < late) for owed in endpoint.store.owed())


def read_post(request: Request, endpoint: Endpoint) -> Raw:
    """Read what was posted, unless another site posted it."""
    raw = read_body(request, endpoint.limits.max_bytes, endpoint.limits.max_fields)
    if not same_site(request, endpoint.origins):
        raise Refused(403)
    return raw


def over_limit(request: Request, endpoint: Endpoint, what: str, limit: int) -> bool:
    """Count one more use by this client and say whether that is too many.

    The client is kept as a digest with the day in it: it cannot be turned back into an address, nor followed
    for longer.
    """
    now = int(endpoint.clock())
    client = keyed(endpoint.secrets[0], str(now // DAY_SECONDS), what, network_of(request.client))
    return endpoint.store.hit(client, now // endpoint.limits.window_seconds) > limit


def refuse(request: Request, endpoint: Endpoint, status: int, headers: Headers) -> Response:
    """Show the page that explains a status, in the look of the form that was meant or of the first."""
    named = [endpoint.forms[part] for part in request.path.split("/") if part in endpoint.forms]
    file = next(iter([*named, *endpoint.forms.values()]))
    language = asked_language(request, {}, file.definition.languages)
    if wants_json(request):
        return as_json(status, told(file, language, status), headers)
    return as_page(file, pages().draw_notice(file, language, status), status, headers)


def told(file: FormFile, language: str, status: int) -> dict[str, object]:
    """Return the notice of a status as data."""
    notice = file.definition.notices[str(status)]
    return {"title": say(notice.title, language), "text": say(notice.text, language)}


def pages() -> ModuleType:
    """Return the module that draws pages. It is loaded when the first is drawn: a good request needs none."""
    return import_module("form_endpoint.page")


def as_page(file: FormFile, page: str, status: int, headers: Headers = ()) -> Response:
    """Send a page of the site, with the site's own headers."""
    kind = ("Content-Type", "text/html; charset=utf-8")
    own = {name.lower() for name, _ in ALWAYS}
    site = tuple((name, value) for name, value in file.headers.items() if name.lower() not in own)
    return Response(status, (kind, *ALWAYS, *site, *headers), page.encode())


def as_json(status: int, data: Mapping[str, object], headers: Headers = (), note: str = "") -> Response:
    """Send data to a program."""
    kind = ("Content-Type", "application/json")
    return Response(status, (kind, *ALWAYS, *headers), json.dumps(data, ensure_ascii=False).encode(), note)


def retry_after(seconds: int) -> Headers:
    """Return the header that says when to try again."""
    return (("Retry-After", str(seconds)),)


def is_reference(text: str) -> bool:
    """Say whether a text is a reference exactly as we write it."""
    return bool(text) and read_reference(text) == text


def shape(path: str, endpoint: Endpoint) -> str:
    """Return a path with all that we did not name ourselves blotted out, for the log."""
    known = {"", "api", "health", "status", "received", *endpoint.forms}
    return "/".join(part if part in known else "*" for part in path.split("/")[:6])
