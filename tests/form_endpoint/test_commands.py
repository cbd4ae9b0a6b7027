"""The commands of whoever looks after the requests, run as they are run, and what a good request loads."""

import csv
import io
import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest

from form_endpoint.app import Limits
from form_endpoint.form import to_json
from form_endpoint.outbox import sweep
from form_endpoint.selftest import sample_answers
from form_endpoint.settings import Unset, read_forms, read_settings
from form_endpoint.stores import open_store
from tests.form_endpoint.made import ROOT, SECRET, Clock, Mailbox, desk_for, endpoint_for, good, post, reference_in
from tests.form_endpoint.test_dying import Served
from tests.form_endpoint.test_judging import FORM, TODAY


class Office:
    """A folder with a form and a store, and the commands run in it."""

    def __init__(self, folder, file, clock):
        self.folder = folder
        (folder / "form.json").write_text(to_json(file), encoding="utf-8")
        self.address = f"sqlite:{folder / 'requests.sqlite3'}"
        self.store = open_store(self.address)
        self.endpoint = endpoint_for(file, self.store, clock)

    def run(self, *arguments, **changed):
        settings = {
            "FORM_FILES": str(self.folder / "form.json"),
            "FORM_STORE": self.address,
            "FORM_SECRET": SECRET.decode(),
            "FORM_SENDER": "forms@example.gov",
            "FORM_OFFICE": "office@example.gov",
            "FORM_SMTP": "print",
        }
        command = [sys.executable, "-m", "form_endpoint", *arguments]
        environ = {**os.environ, **settings, **changed}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=False, timeout=60)
        return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def office(tmp_path, file, clock):
    made = Office(tmp_path, file, clock)
    yield made
    made.store.close()


def test_a_sweep_prints_the_mail_when_there_is_no_mail_server(office, file):
    soon = (date.today() + timedelta(days=30)).isoformat()
    live = endpoint_for(file, office.store, Clock(int(time.time())))
    reference = reference_in(post(live, good(first_date=soon)))
    code, out, said = office.run("sweep")

    assert (code, out) == (0, "")
    assert said.count("--- mail, printed because FORM_SMTP is print\n") == 2
    assert f"To: office@example.gov\nSubject: Request {reference}: Ask for a speaker or training\n" in said
    assert said.endswith("sweep: 2 sent, 0 later, 0 dead, 0 deleted\n")


def test_requests_are_listed_and_shown(office):
    kept = reference_in(post(office.endpoint, good()))
    held = reference_in(post(office.endpoint, good(note_2="x", attendance="41")))
    listed = office.run("list")[1].splitlines()
    code, shown, _ = office.run("show", kept.lower())

    assert sorted(listed) == sorted(
        [
            f"{kept}  2027-01-15 08:00 UTC  speaker-request  office waiting, receipt waiting",
            f"{held}  2027-01-15 08:00 UTC  speaker-request  held",
        ]
    )
    assert [line.split()[0] for line in office.run("list", "--held")[1].splitlines()] == [held]
    assert office.run("list", "--dead")[1] == ""
    assert code == 0
    assert shown.startswith(
        f"{kept}  speaker-request  deleted after 2028-03-27 00:00 UTC\n\nWhat do you need?\n  A speaker\n"
    )
    assert shown.endswith("\n\n2027-01-15 08:00 UTC  received\n")


def test_what_is_not_there_is_said(office):
    for command in ("show", "delete"):
        assert office.run(command, "22222-22222") == (1, "", "No request 22222-22222 is kept\n")
    assert office.run("release", "22222-22222") == (1, "", "22222-22222 is not held back\n")
    assert office.run("retry", "22222-22222") == (1, "", "No mail of 22222-22222 was given up\n")
    assert office.run("list") == (0, "", "There is nothing to list in the store that FORM_STORE names\n")


def test_what_is_kept_can_be_read_and_deleted_without_secrets(office):
    """Whoever answers a person's question needs the store, and no right to send."""
    reference = reference_in(post(office.endpoint, good()))
    unset = {"FORM_SECRET": "", "FORM_SENDER": "", "FORM_OFFICE": "", "FORM_SMTP": ""}
    commands = ("list",), ("show", reference), ("export",), ("delete", reference)

    assert [office.run(*command, **unset)[0] for command in commands] == [0, 0, 0, 0]
    assert [office.run(command, **unset)[0] for command in ("sweep", "doctor", "serve")] == [2, 2, 2]


def test_what_was_held_is_released_and_what_is_unwanted_deleted(office):
    reference = reference_in(post(office.endpoint, good(note_2="x")))

    assert office.run("release", reference)[:2] == (0, "Released: its mail goes out with the next sweep\n")
    assert len(office.store.get(reference).messages) == 2
    assert office.run("delete", reference)[:2] == (0, "Deleted. Backups and mail that was sent are not.\n")
    assert office.store.get(reference) is None


def test_the_table_has_every_request_that_is_not_held(office):
    reference = reference_in(post(office.endpoint, good(organization="=cmd|' /C calc'!A0")))
    post(office.endpoint, good(note_2="x", attendance="41"))
    code, out, _ = office.run("export")
    head, *rows = csv.reader(io.StringIO(out.removeprefix("\ufeff"), newline=""))
    everything = list(csv.reader(io.StringIO(office.run("export", "--held")[1], newline="")))

    assert (code, len(rows), len(everything)) == (0, 1, 3)
    assert dict(zip(head, rows[0], strict=True)) == {
        "reference": reference,
        "received": "2027-01-15 08:00 UTC",
        "held": "no",
        "need": "A speaker",
        "topics": "Family plans and emergency kits; Floods",
        "organization": "'=cmd|' /C calc'!A0",
        "organization_type": "Civic, neighborhood or volunteer group",
        "name": "Canary Q. Public",
        "email": "canary@example.org",
        "phone": "601-555-0123",
        "county": "Hinds",
        "place": "In person",
        "city": "Jackson",
        "first_date": "2027-03-27",
        "second_date": "",
        "start": "Morning, before 11:00",
        "length": "About 1 hour",
        "attendance": "40",
        "audience": "Adults",
        "open": "Yes",
        "press": "No",
        "needs": "",
        "notes": "First line\nsecond line",
    }


def test_the_doctor_names_what_is_well_and_what_is_not(office):
    well = office.run("doctor")
    ill = office.run("doctor", FORM_SMTP="smtp://127.0.0.1:9")

    assert well[:2] == (
        0,
        "forms: speaker-request\n"
        "store: reached; 0 mails to send, 0 of them given up; 0 requests held back\n"
        "mail: printed, since FORM_SMTP is print\n",
    )
    assert ill[0] == 1
    assert ill[1].endswith("mail: 127.0.0.1 cannot be used: [Errno 111] Connection refused\n")


@pytest.fixture
def live(office):
    """A server whose mail goes nowhere."""
    server = Served(office.address, office.folder / "form.json")
    yield f"http://127.0.0.1:{server.port}/api/speaker-request"
    server.kill()


def test_a_self_test_says_how_far_it_came(office, live):
    code, out, _ = office.run("selftest", live, "--wait", "1")
    (one,) = office.store.each()

    assert (code, out.splitlines()) == (
        1,
        [
            f"{one.reference} was kept, but no mail of it went to the office in 1 seconds",
            f"Delete it when you have seen the mail: python3 -m form_endpoint delete {one.reference}",
        ],
    )
    assert one.answers["organization"][0].startswith("Self-test ")


def test_a_self_test_waits_until_mail_has_gone_to_the_office(office, live, file):
    mailbox = Mailbox()
    hour_ahead = endpoint_for(file, office.store, Clock(int(time.time()) + 3600))
    with ThreadPoolExecutor(1) as pool:
        told = pool.submit(office.run, "selftest", live, "--wait", "60")
        while not mailbox.mails and not told.done():
            sweep(hour_ahead, desk_for(mailbox))
            threading.Event().wait(0.1)
        code, out, _ = told.result()
    (one,) = office.store.each()

    assert (code, out.splitlines()[0]) == (0, f"{one.reference} got through, and mail of it went to the office")
    assert mailbox.subjects[0] == ("office@example.gov", f"Request {one.reference}: Ask for a speaker or training")


def test_a_self_test_names_an_endpoint_that_is_away(office):
    address = "http://127.0.0.1:9/api/speaker-request"
    refused = "<urlopen error [Errno 111] Connection refused>"

    assert office.run("selftest", address)[:2] == (1, f"{address} did not answer as it should: {refused}\n")


def test_the_answers_of_the_self_test_are_good(office):
    response = post(office.endpoint, {**sample_answers(FORM, "Self-test", "a@b.co", TODAY)})

    assert response.status == 303


def test_everything_that_is_wrong_with_the_settings_is_said_at_once():
    given = {"FORM_SECRET": "short", "FORM_OFFICE": "nobody", "FORM_REQUESTS": "many", "FORM_MAIL_ANSWERS": "maybe"}

    with pytest.raises(Unset) as said:
        read_settings(given)
    assert str(said.value).splitlines() == [
        "Set FORM_SENDER: the address that mail comes from",
        "Set FORM_SMTP: smtp://user:password@host:587?tls=start, or smtps://host;"
        " or print, to see mail on the terminal",
        "Give each secret 32 or more characters, for example from: openssl rand -hex 32",
        "Write FORM_REQUESTS in figures",
        "Write yes or no in FORM_MAIL_ANSWERS",
        "Write FORM_OFFICE as one e-mail address",
    ]


def test_settings_have_defaults_for_all_that_may_be_left_out():
    given = {"FORM_SECRET": "s" * 32, "FORM_SENDER": "a@b.co", "FORM_OFFICE": "c@d.co", "FORM_SMTP": "print"}
    settings = read_settings(given)

    assert [str(path) for path in settings.forms] == ["forms"]
    assert (settings.store, settings.mail_answers) == ("sqlite:requests.sqlite3", True)
    assert (settings.origins, settings.trusted_hops, settings.requests) == ((), 0, Limits.requests)


def test_a_folder_stands_for_the_forms_in_it(tmp_path, file):
    names = ["one", "other"]
    for name in names:
        (tmp_path / name).mkdir()
        form = replace(file.definition, id=name)
        (tmp_path / name / "form.json").write_text(to_json(replace(file, definition=form)), encoding="utf-8")
    (tmp_path / "empty").mkdir()

    assert list(read_forms((tmp_path,))) == names
    assert list(read_forms((tmp_path / "other" / "form.json", tmp_path / "one"))) == ["other", "one"]
    with pytest.raises(FileNotFoundError, match=r"empty/form\.json"):
        read_forms((tmp_path / "empty",))


def test_wrong_settings_and_missing_files_end_with_advice(office):
    assert office.run("sweep", FORM_SECRET="")[::2] == (
        2,
        "Set FORM_SECRET: 32 or more random characters; reference numbers come from it\n",
    )
    assert office.run("list", FORM_STORE="mysql:x")[::2] == (
        2,
        "`mysql` is not a store; use one of dynamodb, postgresql, sqlite\n",
    )
    missing = office.run("export", FORM_FILES="/nowhere/form.json")
    assert missing[::2] == (
        1,
        "`/nowhere/form.json` is not there. Build the site, then name its forms in FORM_FILES: output/forms.\n",
    )
    assert office.run("list", FORM_STORE="sqlite:/nowhere/x")[0] == 1


PROBE = """
import json, sys, time
started = time.perf_counter()
from form_endpoint.app import Endpoint, handle
from form_endpoint.exchange import Request
from form_endpoint.form import from_json
from form_endpoint.stores import open_store
imported = time.perf_counter()
file = from_json(open(sys.argv[1], encoding="utf-8").read())
store = open_store(sys.argv[2])
endpoint = Endpoint({"speaker-request": file}, store, (b"s" * 32,), lambda: 1.8e9, lambda line: None)
headers = {"content-type": "application/x-www-form-urlencoded"}
def post(body):
    return handle(Request("POST", "/api/speaker-request", "", headers, body, "192.0.2.1"), endpoint).status
first = time.perf_counter()
statuses = [post(sys.argv[3].encode())]
answered = time.perf_counter()
loaded = sorted({name.partition(".")[0] for name in sys.modules})
count, pages = len(sys.modules), "form_endpoint.page" in sys.modules
statuses.append(post(b"name=x"))
store.close()
print(json.dumps({
    "statuses": statuses, "loaded": loaded, "modules": count, "pages": pages, "after": "jinja2" in sys.modules,
    "import_ms": 1000 * (imported - started), "post_ms": 1000 * (answered - first),
}))
"""


def test_a_good_request_loads_no_template_library_and_no_kit_of_a_cloud(tmp_path, file):
    """Hidden site packages would fail the import; here they are there, and must not be touched."""
    (tmp_path / "form.json").write_text(to_json(file), encoding="utf-8")
    arguments = [str(tmp_path / "form.json"), f"sqlite:{tmp_path / 'x.sqlite3'}", urlencode(good(), doseq=True)]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)

    unwanted = {"jinja2", "markupsafe", "psycopg", "boto3", "botocore", "pydantic", "yaml", "waitress", "site_builder"}
    assert (told["statuses"], told["after"]) == ([303, 422], True)
    assert unwanted & set(told["loaded"]) == set()
    assert told["pages"] is False
    assert told["modules"] < 200


def test_the_package_needs_nothing_but_the_standard_library(tmp_path, file):
    (tmp_path / "form.json").write_text(to_json(file), encoding="utf-8")
    program = (
        "import form_endpoint.app, form_endpoint.outbox, form_endpoint.settings, form_endpoint.complete; print('fine')"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {program}"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.stdout, done.stderr) == ("fine\n", "")
