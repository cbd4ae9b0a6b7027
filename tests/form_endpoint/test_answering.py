"""What the endpoint answers, on SQLite: every rule about requests, seen from outside."""

import json
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from form_endpoint.app import Limits, handle
from form_endpoint.exchange import Request, client_address, network_of
from form_endpoint.outbox import sweep
from form_endpoint.page import draw, draw_notice, draw_received, draw_status
from form_endpoint.store import Event, Message
from form_endpoint.stores import open_store
from tests.form_endpoint.made import (
    NOON,
    SECRET,
    Clock,
    Log,
    Mailbox,
    compiled,
    desk_for,
    endpoint_for,
    get,
    good,
    header,
    post,
    reference_in,
)

JSON = {"accept": "application/json"}


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:{tmp_path / 'requests.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def endpoint(file, store, clock, log):
    return endpoint_for(file, store, clock, log)


class Watched:
    """A store that remembers what it was asked."""

    def __init__(self, store):
        self.store = store
        self.calls = []

    def __getattr__(self, name):
        self.calls.append(name)
        return getattr(self.store, name)


def kept(endpoint):
    return list(endpoint.store.each("speaker-request"))


def test_a_good_request_is_kept_whole_and_leads_to_its_reference(endpoint):
    response = post(endpoint, good())

    (one,) = kept(endpoint)
    assert (response.status, response.body) == (303, b"")
    assert header(response, "Location") == f"/api/speaker-request/received/{one.reference}?language=en"
    assert one.answers["topics"] == ("family-plan", "flood")
    assert one.answers["notes"] == ("First line\nsecond line",)
    assert one.messages == (Message("office", NOON, NOON), Message("receipt", NOON, NOON))
    assert one.events == (Event(NOON, "received"),)
    assert one.expires_at == 1837728000  # 2028-03-27: 365 days after the day of the event


def test_the_page_after_sending_shows_the_reference_and_looks_nothing_up(endpoint, file):
    response = get(endpoint, "/api/speaker-request/received/7KQ2M-X4HBD", "language=en")

    assert (response.status, response.body.decode()) == (200, draw_received(file, "en", "7KQ2M-X4HBD"))
    assert "Your reference number is 7KQ2M-X4HBD" in response.body.decode()


def test_sending_again_gives_the_same_reference_and_one_request(endpoint):
    spellings = [
        good(),
        dict(reversed(list(good().items()))),
        good(notes="First line\nsecond line"),
        good(organization=" Canary  Garden Club\u200b"),
        good(topics=["family-plan", "flood"], language="en"),
        good(unknown="field"),
    ]
    references = {reference_in(post(endpoint, one)) for one in spellings}
    as_json = {name: value for name, value in good().items() if value}
    told = post(endpoint, json.dumps(as_json).encode(), content_type="application/json", **JSON)

    assert told.status == 201
    assert references == {json.loads(told.body)["reference"]} == {one.reference for one in kept(endpoint)}
    assert len(kept(endpoint)) == 1


def test_an_invalid_form_comes_back_with_all_that_was_typed_and_what_to_fix(endpoint, file):
    answers = good(county="", email="nobody", notes="<b>&\"'</b>")
    response = post(endpoint, answers)
    typed = {name: tuple(v) if isinstance(v, list) else ((v,) if v else ()) for name, v in answers.items()}
    typed["topics"] = ("family-plan", "flood")
    wrong = {"email": "Enter an e-mail address such as name@example.com", "county": "Enter your county"}

    assert response.status == 422
    assert response.body.decode() == draw(file, "en", typed, wrong, 422)
    assert kept(endpoint) == []


def test_a_program_gets_its_errors_as_data(endpoint):
    response = post(endpoint, good(county=""), **JSON)

    assert (response.status, json.loads(response.body)) == (
        422,
        {
            "title": "There is a problem",
            "text": "Correct the answers named below and send the form again.",
            "errors": {"county": "Enter your county"},
        },
    )


def test_the_answer_comes_in_the_language_of_the_page(two_languages, store, clock):
    endpoint = endpoint_for(two_languages, store, clock)
    response = post(endpoint, good(language="es"))

    assert header(response, "Location").endswith("?language=es")
    assert header(get(endpoint, "/api/speaker-request", "language=es"), "Location") == "/es/request/"
    assert header(get(endpoint, "/api/speaker-request", accept_language="es-MX,en"), "Location") == "/es/request/"
    assert "<title>Error: " not in post(endpoint, good(language="es", county="")).body.decode()


def test_every_answer_has_the_headers_of_the_site_and_is_not_stored(endpoint):
    response = post(endpoint, good(county=""))

    assert response.headers == (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Robots-Tag", "noindex"),
        ("Referrer-Policy", "same-origin"),
        ("Content-Security-Policy", "default-src 'none'; form-action 'self'"),
    )


def test_a_site_in_a_folder_keeps_its_endpoint_there(file, store, clock, log):
    """A proxy may leave the folder in the address, or take it away."""
    moved = replace(file, action="/site/api/speaker-request")
    endpoint = endpoint_for(moved, store, clock, log)
    responses = [post(endpoint, good(), f"{folder}/api/speaker-request") for folder in ("/site", "")]
    (one,) = kept(endpoint)

    assert {(each.status, header(each, "Location")) for each in responses} == {
        (303, f"/site/api/speaker-request/received/{one.reference}?language=en")
    }
    assert get(endpoint, f"/site/api/speaker-request/received/{one.reference}").status == 200
    assert get(endpoint, "/site/api/health").status == 200
    assert log.lines[0] == f"POST /api/speaker-request 303 {one.reference} new"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "https://www.example.gov"}, 303),
        ({"origin": "https://www.example.gov", "sec_fetch_site": "same-origin"}, 303),
        ({"origin": "null", "sec_fetch_site": "same-origin"}, 303),
        ({"origin": "https://site.example.org", "sec_fetch_site": "cross-site"}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://evil.example", "sec_fetch_site": "cross-site"}, 403),
        ({"origin": "https://www.example.gov.evil.example"}, 403),
        ({"origin": "null", "sec_fetch_site": "cross-site"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://other.example.gov", "sec_fetch_site": "same-site"}, 403),
    ],
)
def test_only_pages_of_the_site_may_send(file, store, clock, headers, status):
    endpoint = endpoint_for(file, store, clock, origins=("https://site.example.org",))

    assert post(endpoint, good(), **headers).status == status
    assert len(kept(endpoint)) == (status == 303)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x=" + b"a" * 32 * 1024, "application/x-www-form-urlencoded", 413),
        (b"a=1&" * 60 + b"a=1", "application/x-www-form-urlencoded", 400),
        (b"name=%ff", "application/x-www-form-urlencoded", 400),
        (b"name=\xff", "application/x-www-form-urlencoded", 400),
        (b"name", "application/x-www-form-urlencoded", 400),
        (b"", "application/x-www-form-urlencoded", 422),
        (b"name=x", "application/x-www-form-urlencoded; charset=UTF-8", 422),
        (b"name=x", "application/x-www-form-urlencoded; charset=utf-16", 415),
        (b"name=x", "multipart/form-data; boundary=x", 415),
        (b"name=x", "text/plain", 415),
        (b"name=x", "", 415),
        (b"[" * 30000, "application/json", 400),
        (b'{"a":' * 6000, "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"name": 5}', "application/json", 400),
        (b'{"name": [["x"]]}', "application/json", 400),
        (b'{"name": null}', "application/json", 400),
        (b'{"name": "\\ud800"}', "application/json", 422),
        (b"{}", "application/json", 422),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_own_status(endpoint, body, kind, status):
    assert post(endpoint, body, content_type=kind).status == status


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("PUT", "/api/speaker-request", 405, "GET, POST"),
        ("DELETE", "/api/speaker-request/status", 405, "GET, POST"),
        ("POST", "/api/speaker-request/received/7KQ2M-X4HBD", 405, "GET"),
        ("POST", "/api/health", 405, "GET"),
        ("GET", "/api/speaker-request/received/7kq2m-x4hbd", 404, ""),
        ("GET", "/api/speaker-request/received/<script>", 404, ""),
        ("GET", "/api/other", 404, ""),
        ("GET", "/", 404, ""),
        ("GET", "", 404, ""),
    ],
)
def test_other_methods_and_addresses_get_a_page_that_says_so(endpoint, file, method, path, status, allow):
    response = get(endpoint, path, method=method)

    assert (response.status, header(response, "Allow")) == (status, allow)
    assert response.body.decode() == draw_notice(file, "en", status)


def test_head_is_get_without_the_body(endpoint):
    whole = get(endpoint, "/api/speaker-request/status")
    head = get(endpoint, "/api/speaker-request/status", method="HEAD")

    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


def test_a_twice_answered_question_is_a_fault_and_not_a_choice(endpoint):
    response = post(endpoint, urlencode(good(), doseq=True).encode() + b"&name=Other", **JSON)

    assert json.loads(response.body)["errors"] == {"name": "Enter your name once"}


def test_too_many_from_one_client_must_wait_and_lose_nothing_typed(file, store, clock):
    endpoint = endpoint_for(file, store, clock, limits=Limits(requests=2))
    statuses = [post(endpoint, good(attendance=str(place))).status for place in range(1, 4)]
    late = post(endpoint, good(attendance="9"))
    elsewhere = post(endpoint, good(attendance="9"), client="198.51.100.1")
    clock.now += 600

    assert statuses == [303, 303, 429]
    assert (late.status, header(late, "Retry-After")) == (429, "600")
    assert 'value="Canary Garden Club"' in late.body.decode()
    assert [elsewhere.status, post(endpoint, good(attendance="10")).status] == [303, 303]


def test_a_thousand_forged_addresses_count_as_one_client(file, store, clock):
    endpoint = endpoint_for(file, store, clock, limits=Limits(requests=5))
    clients = [client_address("10.0.0.1", f"{place}.1.1.1, 198.51.100.9", 1) for place in range(1000)]
    statuses = [post(endpoint, good(attendance="5"), client=client, **JSON).status for client in clients]

    assert (statuses[:5], set(statuses[5:])) == ([201] * 5, {429})


@pytest.mark.parametrize(
    ("forwarded", "hops", "client"),
    [
        ("", 0, "10.0.0.1"),
        ("1.1.1.1", 0, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1", 1, "1.1.1.1"),
        ("6.6.6.6, 1.1.1.1, 10.0.0.9", 2, "1.1.1.1"),
        ("1.1.1.1", 2, "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(forwarded, hops, client):
    assert client_address("10.0.0.1", forwarded, hops) == client


def test_a_client_is_an_address_or_half_of_a_long_one():
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9%eth0") == "20010db800010002"
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "c0000201"
    assert [network_of("unix"), network_of("")] == ["unix", ""]


def test_a_filled_trap_is_kept_and_held_and_looks_like_any_other(endpoint):
    trapped = post(endpoint, good(note_2="http://spam.example"))

    (one,) = kept(endpoint)
    assert (one.held, one.messages, one.events) == (True, (), (Event(NOON, "held as likely spam"),))
    assert header(trapped, "Location") == f"/api/speaker-request/received/{one.reference}?language=en"
    assert post(endpoint, good(note_2="x")).headers == trapped.headers


def test_a_clean_resend_releases_what_was_held(endpoint, clock):
    held = post(endpoint, good(note_2="x"))
    clock.now += 60
    clean = post(endpoint, good())
    post(endpoint, good(note_2="x"))

    (one,) = kept(endpoint)
    assert clean.headers == held.headers
    assert (one.held, [message.kind for message in one.messages]) == (False, ["office", "receipt"])
    assert one.events == (Event(NOON, "held as likely spam"), Event(NOON + 60, "released by a clean resend"))


def test_a_retry_across_a_new_secret_finds_the_first(file, store, clock):
    before = endpoint_for(file, store, clock, secrets=(SECRET,))
    after = endpoint_for(file, store, clock, secrets=(b"n" * 32, SECRET))

    assert reference_in(post(before, good())) == reference_in(post(after, good()))
    assert reference_in(post(after, good(attendance="41"))) == reference_in(post(after, good(attendance="41")))
    assert len(kept(after)) == 2


def test_another_request_under_the_same_reference_gets_the_next_one(endpoint):
    first = reference_in(post(endpoint, good()))
    (one,) = kept(endpoint)
    endpoint.store.delete(first)
    endpoint.store.put(one.__class__(**{**vars(one), "answers": {"name": ("Somebody else",)}}))
    second = reference_in(post(endpoint, good()))

    assert second != first
    assert reference_in(post(endpoint, good())) == second
    assert {kept_one.reference for kept_one in kept(endpoint)} == {first, second}


def test_when_the_store_is_away_nothing_typed_is_lost(file, clock, postgresql):
    postgresql.empty()
    store = open_store(postgresql.address)
    endpoint = endpoint_for(file, store, clock)
    postgresql.control("-m", "immediate", "stop")
    response = post(endpoint, good())
    others = [
        get(endpoint, "/api/health"),
        post(endpoint, {"reference": "7KQ2M-X4HBD", "email": "a@b.co"}, "/api/speaker-request/status"),
    ]
    postgresql.start()

    assert (response.status, header(response, "Retry-After")) == (503, "60")
    assert 'value="Canary Garden Club"' in response.body.decode()
    assert "601-987-1212" in response.body.decode()
    assert [one.status for one in others] == [503, 503]
    assert post(endpoint, good()).status == 303
    store.close()


def look_up(endpoint, reference, email, **headers):
    return post(endpoint, {"reference": reference, "email": email}, "/api/speaker-request/status", **headers)


def test_a_request_is_found_by_reference_and_address_and_tells_how_far_it_is(endpoint, file):
    reference = reference_in(post(endpoint, good()))
    waiting = look_up(endpoint, reference.lower(), " Canary@Example.org ")
    sweep(endpoint, desk_for(Mailbox()))
    passed = look_up(endpoint, reference, "canary@example.org")
    words = file.definition.status

    assert (waiting.status, waiting.body.decode()) == (200, draw_status(file, "en", words.received["en"]))
    assert passed.body.decode() == draw_status(file, "en", words.passed["en"])
    assert "anary" not in waiting.body.decode()


def test_what_is_held_looks_received(endpoint):
    reference = reference_in(post(endpoint, good(note_2="x")))

    assert json.loads(look_up(endpoint, reference, "canary@example.org", **JSON).body)["state"] == "received"


def test_an_unknown_reference_and_a_wrong_address_get_the_same_answer(endpoint):
    reference = reference_in(post(endpoint, good()))
    answers = [
        look_up(endpoint, reference, "other@example.org"),
        look_up(endpoint, "22222-22222", "canary@example.org"),
        look_up(endpoint, "not a reference", "canary@example.org"),
        look_up(endpoint, reference, "canary@example.org\u0661"),
    ]

    assert {(one.status, one.headers, one.body) for one in answers} == {(200, answers[0].headers, answers[0].body)}


def test_a_look_up_asks_the_store_the_same_whether_or_not_there_is_such_a_request(file, store, clock):
    """What differs in no step cannot differ in time."""
    reference = reference_in(post(endpoint_for(file, store, clock), good()))
    steps = []
    for asked in ((reference, "other@example.org"), ("22222-22222", "canary@example.org"), ("no", "a@b.co")):
        watched = Watched(store)
        assert look_up(endpoint_for(file, watched, clock), *asked).status == 200
        steps.append(watched.calls)

    assert steps == [["hit", "get"]] * 3


def test_looking_up_needs_both_answers_and_patience(file, store, clock):
    endpoint = endpoint_for(file, store, clock, limits=Limits(lookups=2))
    statuses = [
        look_up(endpoint, "", "a@b.co").status,
        look_up(endpoint, "x", "").status,
        look_up(endpoint, "x", "y").status,
    ]

    assert statuses == [422, 422, 429]


def test_health_and_the_log_turn_bad_sixteen_minutes_after_mail_stops(endpoint, clock, log):
    post(endpoint, good())
    dead = desk_for(Mailbox(OSError("no route")))
    seen = []
    for _ in range(17):
        sweep(endpoint, dead)
        seen.append(get(endpoint, "/api/health").status)
        clock.now += 60
    sweep_at_last = desk_for(Mailbox())
    clock.now += 3600
    sweep(endpoint, sweep_at_last)

    assert seen == [200] * 16 + [503]
    assert log.lines.count("sweep: mail to the office is overdue") == 1
    assert get(endpoint, "/api/health").status == 200


def test_no_answer_lets_other_sites_read_it(endpoint):
    responses = [
        post(endpoint, good(), origin="https://www.example.gov"),
        get(endpoint, "/api/health"),
        get(endpoint, "/api/x"),
    ]

    assert [name for one in responses for name, _ in one.headers if name.lower().startswith("access-control")] == []


def test_the_log_says_what_was_done_and_nothing_about_a_person(endpoint, log):
    reference = reference_in(post(endpoint, good()))
    post(endpoint, good(county="", name="Canary\n303 forged"))
    get(endpoint, "/api/canary@example.org/Canary", "email=canary@example.org")
    get(endpoint, f"/api/speaker-request/received/{reference}", method="CANARY")
    look_up(endpoint, reference, "canary@example.org")
    sweep(endpoint, desk_for(Mailbox()))

    assert log.lines == [
        f"POST /api/speaker-request 303 {reference} new",
        "POST /api/speaker-request 422",
        "GET /api/*/* 404",
        "OTHER /api/speaker-request/received/* 405",
        "POST /api/speaker-request/status 200",
    ]


def test_one_good_request_is_one_write_beside_the_limiter(file, store, clock):
    watched = Watched(store)

    assert post(endpoint_for(file, watched, clock), good()).status == 303
    assert watched.calls == ["hit", "put"]


@pytest.fixture(scope="module")
def any_endpoint(tmp_path_factory):
    opened = open_store(f"sqlite:{tmp_path_factory.mktemp('any') / 'requests.sqlite3'}")
    yield endpoint_for(compiled(), opened, Clock())
    opened.close()


KINDS = some.sampled_from(
    ["application/x-www-form-urlencoded", "application/json", "text/plain", "", "application/json; charset=x"]
)
TEXTS = some.text(max_size=20)


PATHS = some.one_of(
    TEXTS, some.sampled_from(["", "/status", "/received/22222-22222"]).map("/api/speaker-request{}".format)
)
LINES = some.tuples(some.sampled_from(["GET", "POST", "HEAD", "PUT", "X"]), PATHS, TEXTS)
BODIES = some.one_of(
    some.binary(max_size=200), some.dictionaries(TEXTS, TEXTS).map(lambda one: json.dumps(one).encode())
)


@given(LINES, KINDS, BODIES, TEXTS)
def test_any_request_at_all_gets_an_answer(any_endpoint, line, kind, body, other):
    method, path, query = line
    headers = {
        "content-type": kind,
        "accept": other,
        "origin": other[:3],
        "accept-language": other,
        "host": other,
    }
    response = handle(Request(method, path, query, headers, body, other), any_endpoint)

    assert response.status in (200, 303, 400, 403, 404, 405, 413, 415, 422)
