"""The same requests get the same answers on every host, from its own server or runtime."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest

from form_endpoint.app import Limits
from tests.form_endpoint.hosts import HOSTS, PATIENCE_SECONDS, Answer, Asked, environ_in, running, runtime
from tests.form_endpoint.made import good

FORM = "/api/speaker-request"
KIND = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": "203.0.113.7"}


def sent(path: str = FORM, body: bytes | None = None, answers: dict | None = None, query: str = "", **headers) -> Asked:
    """A form as a browser sends it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    given = urlencode(good(**(answers or {})), doseq=True).encode() if body is None else body
    return Asked("POST", path, query, {**KIND, **named}, given)


def asked(path: str, query: str = "", method: str = "GET", **headers) -> Asked:
    """A page that is asked for."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Asked(method, path, query, {"X-Forwarded-For": "203.0.113.7", **named})


STATUS = f"{FORM}/status"
GOLDEN = (
    sent(),
    sent(),
    sent(answers={"notes": "First line\nsecond line"}),
    sent(answers={"language": "es"}),
    sent(answers={"name": "Zoë O’Brien 👩‍🚒"}),
    sent(answers={"name": ""}),
    sent(answers={"name": "", "language": "es"}),
    sent(answers={"name": '"><script>alert(1)</script>'}),
    sent(answers={"email": "nobody"}),
    sent(answers={"first_date": "2027-02-30"}),
    sent(answers={"first_date": "2019-01-01"}),
    sent(answers={"attendance": "many"}),
    sent(answers={"topics": ["nothing"]}),
    sent(answers={"county": "99999"}),
    sent(answers={"note_2": "I fill everything"}),
    sent(body=b""),
    sent(body=b"name=%ff"),
    sent(body=b"name=a&name=b"),
    sent(body=b"x" * 40_000),
    sent(body="&".join(f"f{number}=1" for number in range(80)).encode()),
    sent(Content_Type="multipart/form-data; boundary=x"),
    sent(Content_Type="application/x-www-form-urlencoded; charset=utf-16"),
    sent(Content_Type="text/plain"),
    sent(Content_Type="application/json", body=json.dumps({"name": "Ana"}).encode()),
    sent(Content_Type="application/json", body=b"[" * 5000),
    sent(Content_Type="application/json", body=b"{", Accept="application/json"),
    sent(Accept="application/json"),
    sent(answers={"name": ""}, Accept="application/json"),
    sent(Sec_Fetch_Site="cross-site", Origin="https://evil.example"),
    sent(Sec_Fetch_Site="same-origin", Origin="null"),
    sent(path="/api/other"),
    sent(path=STATUS, body=b"reference=AAAA-BBBB-CCCC&email=nobody%40example.org"),
    sent(path=STATUS, body=b"reference=&email="),
    asked(FORM),
    asked(FORM, "language=es"),
    asked(STATUS),
    asked(STATUS, "language=es"),
    asked(STATUS, Accept_Language="es"),
    asked(STATUS, method="HEAD"),
    asked(f"{FORM}/received/nothing"),
    asked(f"{FORM}/received/%3Cscript%3E"),
    asked("/api/health"),
    asked("/api/health", method="HEAD"),
    asked("/api/"),
    asked("/"),
    asked("/api/none"),
    asked("/api/canary@example.org/Canary", "email=canary@example.org", User_Agent="Canary"),
    asked(f"{FORM}/received/canary@example.org", "name=Canary", Referer="https://canary.example/Canary"),
    asked(FORM, method="PUT"),
    asked(FORM, method="DELETE"),
    asked("/api/health", method="OPTIONS"),
)


def answers_of(host: str, folder: Path) -> list[Answer]:
    """Return what a host answers to all of them."""
    folder.mkdir()
    with HOSTS[host](folder) as ask:
        return [ask(each) for each in GOLDEN]


def rows(folder: Path) -> int:
    """Return how many requests are kept in a folder."""
    with sqlite3.connect(folder / "requests.sqlite3") as database:
        return int(database.execute("SELECT COUNT(*) FROM request").fetchone()[0])


Told = Callable[[str], tuple[Path, list[Answer]]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The folder of a host and what it answers to all of them; each host is asked once."""
    hosts = tmp_path_factory.mktemp("hosts")
    return cache(lambda host: (hosts / host, answers_of(host, hosts / host)))


def test_the_requests_meet_every_kind_of_answer(told: Told) -> None:
    _, expected = told("waitress")

    assert len(GOLDEN) >= 40
    assert {each.status for each in expected} == {200, 201, 303, 400, 403, 404, 405, 413, 415, 422}


@pytest.mark.parametrize("host", [name for name in HOSTS if name != "waitress"])
def test_a_host_answers_as_the_own_server_does(host: str, told: Told) -> None:
    _, expected = told("waitress")
    folder, found = told(host)

    assert [number for number, each in enumerate(found) if each != expected[number]] == []
    assert found == expected
    assert rows(folder) == 3


# Parts of what the requests above say about a person, and where they say to come from.
PERSONAL = ("anary", "Zoë", "O’Brien", "555-0123", "Jackson", "First line", "203.0.113.7")


@pytest.mark.parametrize("host", HOSTS)
def test_what_a_host_and_the_sweep_log_holds_nothing_about_a_person(host: str, told: Told) -> None:
    folder, answers = told(host)
    with running(["-m", "form_endpoint", "sweep"], environ_in(folder), folder / "log") as sweep:
        assert sweep.wait(PATIENCE_SECONDS) == 0
    log = (folder / "log").read_text()

    assert "sweep: 0 sent, 1 later, 0 dead, 0 deleted\n" in log
    assert log.count(f"POST {FORM} 422") == sum(each.status == 422 for each in answers) - 1
    assert [one for one in PERSONAL if one in log] == []


@pytest.mark.parametrize("host", HOSTS)
def test_forged_addresses_count_as_one_client(host: str, tmp_path: Path, thorough: bool) -> None:
    """The last address is what our own proxy saw. The count begins anew every ten minutes, perhaps just now."""
    many = 1000 if thorough else 200
    with HOSTS[host](tmp_path) as ask:
        statuses = [
            ask(
                sent(
                    STATUS,
                    b"reference=x&email=y",
                    X_Forwarded_For=f"198.51.100.{place % 250}, 2001:db8:{place:x}::1, 203.0.113.7",
                    X_Real_IP=f"198.51.100.{place % 250}",
                    Forwarded=f"for=198.51.100.{place % 250}",
                    Accept="application/json",
                )
            ).status
            for place in range(many)
        ]

    assert set(statuses) == {200, 429}
    assert Limits.lookups <= statuses.count(200) <= 2 * Limits.lookups


def test_the_schedule_of_aws_sends_the_mail_that_is_due(tmp_path: Path) -> None:
    with runtime(tmp_path, {**environ_in(tmp_path), "FORM_SMTP": "print"}) as api:
        first = {"version": "2.0", "rawPath": FORM, "headers": {"content-type": KIND["Content-Type"]}}
        http = {"method": "POST", "path": FORM, "sourceIp": "198.51.100.1"}
        kept = api.invoke({**first, "requestContext": {"http": http}, "body": urlencode(good(), doseq=True)})
        swept = api.invoke({"source": "aws.events", "detail-type": "Scheduled Event"})

    with sqlite3.connect(tmp_path / "requests.sqlite3") as database:
        states = database.execute("SELECT kind, state FROM message ORDER BY kind").fetchall()
    assert (kept[0], json.loads(kept[1])["statusCode"]) == ("response", 303)
    assert swept == ("response", b"{}")
    assert states == [("office", "sent"), ("receipt", "sent")]


def test_a_sweep_that_cannot_reach_its_store_counts_as_an_error_of_the_function(tmp_path: Path) -> None:
    environ = {**environ_in(tmp_path), "FORM_STORE": f"sqlite:{tmp_path}/none/requests.sqlite3"}
    with runtime(tmp_path, environ) as api:
        how, _ = api.invoke({"source": "aws.events"})

    assert how == "error"


GOOD_POST = """
import json, sys
from form_endpoint.adapters.aws import handler
event = json.loads(sys.stdin.read())
status = handler(event, None)["statusCode"]
unwanted = {"jinja2", "boto3", "botocore", "psycopg", "waitress", "smtplib", "email", "ssl"}
print(json.dumps([status, sorted(unwanted & set(sys.modules))]))
"""


def test_a_good_request_loads_nothing_for_pages_mail_or_another_store(tmp_path: Path) -> None:
    http = {"method": "POST", "path": FORM, "sourceIp": "198.51.100.1"}
    event = {"rawPath": FORM, "headers": {"content-type": KIND["Content-Type"]}, "requestContext": {"http": http}}
    done = subprocess.run(
        [sys.executable, "-c", GOOD_POST],
        input=json.dumps({**event, "body": urlencode(good(), doseq=True)}),
        env=environ_in(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert json.loads(done.stdout) == [303, []]
