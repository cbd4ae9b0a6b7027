"""A process that dies at any step, and servers that are killed, lose no request that was answered and double none."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import count
from urllib.parse import urlencode

import pytest

from form_endpoint.form import to_json
from form_endpoint.outbox import CLAIM_SECONDS, sweep
from form_endpoint.stores import open_store
from tests.form_endpoint.made import NOON, ROOT, Clock, desk_for, endpoint_for, good, post, reference_in

KILLED = 9
PACKAGE = str(ROOT / "form_endpoint")
# What calls the store or the mail server; all that runs between two of its steps leaves no trace.
WRITING = ("accept.py", "app.py", "outbox.py", "sql.py", "sqlite.py", "postgresql.py", "dynamodb.py")
EVERY = {"sqlite": 1, "postgresql": 11, "dynamodb": 23}


def die_at(step, work, thorough):
    """Do the work in a child process that ends at this step of our code, as if killed; say whether it ended before.

    A step is a line of the modules that write; when thorough, also each of their opcodes and any line of the package.
    """
    child = os.fork()
    if child == 0:
        left = step

        def trace(frame, event, argument):
            nonlocal left
            path = frame.f_code.co_filename
            writes = path.endswith(WRITING)
            if not path.startswith(PACKAGE) or not (writes or thorough):
                return None
            frame.f_trace_opcodes = thorough and writes
            left -= event in ("line", "opcode")
            if left <= 0:
                os._exit(KILLED)
            return trace

        sys.settrace(trace)
        work()
        sys.settrace(None)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


@dataclass(frozen=True)
class Pace:
    """Which steps a process is killed at."""

    every: int
    thorough: bool

    def kill_at_each(self, work):
        """Kill the work at one step after the other until it gets to its end; say each time whether it was killed."""
        for step in count(1, self.every):
            died = die_at(step, work, self.thorough)
            yield died
            if not died:
                return


@pytest.fixture
def pace(address, thorough):
    """Every step on SQLite, and fewer where each costs a connection; in a thorough run every one everywhere."""
    return Pace(1 if thorough else EVERY[address.partition(":")[0]], thorough)


def test_dying_while_a_request_is_kept_leaves_all_of_it_or_nothing(address, file, pace):
    """Whoever got no answer sends again, and has one request with two mails to come."""

    def send():
        store = open_store(address)
        assert post(endpoint_for(file, store, Clock()), good()).status == 303
        store.close()

    open_store(address).close()
    seen = set()
    points = 0
    for died in pace.kill_at_each(send):
        points += died
        store = open_store(address)
        left = list(store.each())
        seen.add((died, len(left)))
        assert [len(one.messages) for one in left] in ([], [2])
        reference = reference_in(post(endpoint_for(file, store, Clock()), good()))
        assert [(one.reference, len(one.messages), len(one.events)) for one in store.each()] == [(reference, 2, 1)]
        store.delete(reference)
        store.close()

    print(f"{points} points")
    assert seen == {(True, 0), (True, 1), (False, 1)}


def test_dying_while_mail_is_sent_loses_none_and_repeats_the_same(address, file, pace, tmp_path):
    sent = tmp_path / "sent"

    def deliver(sender, recipient, mail):
        with sent.open("a") as out:
            out.write(f"{mail['Message-ID']}\n")

    def send_mail(now=NOON):
        store = open_store(address)
        sweep(endpoint_for(file, store, Clock(now)), desk_for(deliver))
        store.close()

    def send_again():
        store = open_store(address)
        reference = reference_in(post(endpoint_for(file, store, Clock()), good()))
        store.close()
        sent.write_text("")
        return reference

    points = repeated = 0
    reference = send_again()
    for died in pace.kill_at_each(send_mail):
        points += died
        send_mail(NOON + CLAIM_SECONDS + 1)
        mails = sent.read_text().split()
        assert set(mails) == {f"<{reference}.office@example.gov>", f"<{reference}.receipt@example.gov>"}
        store = open_store(address)
        assert {one.state for one in store.get(reference).messages} == {"sent"}
        repeated += len(mails) > 2
        store.delete(reference)
        store.close()
        send_again()

    print(f"{points} points, {repeated} with a repeated mail")
    assert repeated > 0


@pytest.fixture
def form_file(tmp_path, file):
    """The compiled form on disk."""
    path = tmp_path / "form.json"
    path.write_text(to_json(file), encoding="utf-8")
    return path


class Served:
    """`python3 -m form_endpoint serve` in a process of its own."""

    def __init__(self, address, form_file):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        settings = {
            "FORM_FILES": str(form_file),
            "FORM_STORE": address,
            "FORM_SECRET": "s" * 32,
            "FORM_SENDER": "forms@example.gov",
            "FORM_OFFICE": "office@example.gov",
            "FORM_REQUESTS": "1000000",
            "FORM_SMTP": "smtp://127.0.0.1:9",
        }
        command = [sys.executable, "-m", "form_endpoint", "serve", "--port", str(self.port)]
        log = (form_file.parent / "log").open("w")
        self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, stderr=log)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                self.ask("GET", "/api/health")
            except OSError:
                threading.Event().wait(0.05)
            else:
                return
        self.kill()
        raise AssertionError("the server did not start")

    def ask(self, method, path, body=None, headers=None):
        """Send one request on a new connection."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def send(self, number):
        """Send one request and return its reference."""
        body = urlencode(good(organization=f"Club {number}"), doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        status, _, answer = self.ask("POST", "/api/speaker-request", body, headers)
        return json.loads(answer)["reference"] if status == 201 else ""

    def kill(self):
        """Kill the server as the kernel does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def serve(form_file):
    """Serve from a store, in a process that ends with the test."""
    started = []

    def start(address):
        started.append(Served(address, form_file))
        return started[-1]

    yield start
    for server in started:
        server.kill()


class Load:
    """Four who send one request after the other, until told to stop or nobody answers."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.answered = []
        self.stopped = False
        self.workers = [threading.Thread(target=self.send, args=(worker,)) for worker in range(4)]
        for worker in self.workers:
            worker.start()

    def send(self, worker):
        """Send until the end, and remember each reference that was answered."""
        for number in count():
            try:
                reference = self.server.send(f"{self.name} {worker} {number}")
            except (OSError, HTTPException):
                return
            if reference:
                self.answered.append(reference)
            if self.stopped:
                return

    def wait_for(self, more):
        """Wait until so many more are answered."""
        goal, end = len(self.answered) + more, time.monotonic() + 60
        while len(self.answered) < goal:
            assert time.monotonic() < end
            threading.Event().wait(0.01)

    def stop(self):
        """Wait for the last answers and return every reference."""
        self.stopped = True
        for worker in self.workers:
            worker.join()
        return self.answered


def assert_all_kept(address, answered):
    """Assert that each request that was answered is there, and that none is there without its two mails."""
    store = open_store(address)
    kept = {one.reference: len(one.messages) for one in store.each("speaker-request")}
    store.close()
    assert len(answered) == len(set(answered)) > 80
    assert [reference for reference in answered if kept.get(reference) != 2] == []
    assert set(kept.values()) == {2}


def test_a_server_killed_under_load_keeps_all_that_it_answered(address, serve, thorough):
    answered = []
    for turn in range(8 if thorough else 2):
        server = serve(address)
        load = Load(server, turn)
        load.wait_for(80)
        server.kill()
        answered += load.stop()

    assert_all_kept(address, answered)


def test_a_database_killed_under_load_keeps_all_that_was_answered(postgresql, serve, thorough):
    """Whoever gets 503 meanwhile is answered again once it is back."""
    postgresql.empty()
    load = Load(serve(postgresql.address), "database")
    for _ in range(8 if thorough else 2):
        load.wait_for(80)
        postgresql.kill()
        postgresql.start()
    load.wait_for(20)
    answered = load.stop()

    assert_all_kept(postgresql.address, answered)


def test_a_real_server_speaks_http_as_it_should(serve, tmp_path):
    server = serve(f"sqlite:{tmp_path / 'requests.sqlite3'}")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(good(), doseq=True)
    sent = server.ask("POST", "/api/speaker-request", body, kind)
    wrong = server.ask("POST", "/api/speaker-request", "name=x", kind)
    statuses = [
        server.ask("GET", "/api/health")[0],
        server.ask("GET", sent[1]["Location"])[0],
        server.ask("HEAD", "/api/speaker-request/status")[0],
        server.ask("POST", "/api/speaker-request", "x=" + "a" * 33000, kind)[0],
        server.ask("POST", "/api/speaker-request", "x=" + "a" * 300000, kind)[0],
        server.ask("POST", "/api/speaker-request", body, {**kind, "Origin": "https://evil.example"})[0],
        server.ask("POST", "/api/speaker-request", body, {**kind, "Origin": f"http://127.0.0.1:{server.port}"})[0],
    ]

    assert (sent[0], sent[2], wrong[0]) == (303, b"", 422)
    assert wrong[1]["Content-Type"] == "text/html; charset=utf-8"
    assert statuses == [200, 200, 200, 413, 413, 403, 303]
