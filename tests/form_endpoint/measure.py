"""Measures the endpoint as it runs, and prints the table that stands in docs/endpoint.md.

    .venv/bin/python -m tests.form_endpoint.measure

It needs what the tests need, and `wrk` for the load. It takes about two minutes; let nothing else run meanwhile.
"""

import base64
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from form_endpoint.accept import submission_of
from form_endpoint.judge import clean
from form_endpoint.stores import open_store
from tests.form_endpoint.conftest import Cluster, Dynalite
from tests.form_endpoint.hosts import environ_in, free_port, over_http, running
from tests.form_endpoint.made import ROOT, compiled, good
from tests.form_endpoint.test_judging import as_raw

FRESH, WARM, PUTS, THREADS = 30, 3000, 2000, 16
CONNECTIONS, SERVED_SECONDS = 16, 5
PATH = "/api/speaker-request"

# One process, as a function host starts it: how long the import and each answer take, and how much memory it had.
FRESH_PROCESS = """
import json, re, sys, time
events = json.load(sys.stdin)
started = time.perf_counter()
from form_endpoint.adapters.aws import handler
moments, statuses = [started, time.perf_counter()], []
for event in events:
    statuses.append(handler(event, None)["statusCode"])
    moments.append(time.perf_counter())
took = [1000 * (after - before) for before, after in zip(moments, moments[1:])]
memory = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1])
print(json.dumps([statuses, took, memory, len(sys.modules)]))
"""
# Code that is not ours and always the same, so that figures from two machines can be compared.
YARDSTICK = """
import time
started = time.perf_counter()
from botocore.session import get_session
get_session().create_client("dynamodb", "us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
print(1000 * (time.perf_counter() - started))
"""
# Each request that `wrk` sends has a number of its own; without it all would be one.
LOAD = """
local threads, place = 0, 0
function setup(thread) thread:set("me", threads) threads = threads + 1 end
function request()
  place = place + 1
  return wrk.format("POST", "%s", {["Content-Type"] = "application/x-www-form-urlencoded"},
    ("%s"):gsub("MARK", me .. "x" .. place))
end
"""


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    found: str
    unit: str


def main() -> int:
    """Print the machine and the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cluster, dynalite = Cluster(), Dynalite()
        cluster.start()
        try:
            stores = {
                "SQLite": f"sqlite:{folder / 'requests.sqlite3'}",
                "PostgreSQL": cluster.address,
                "DynamoDB": dynalite.new_table(),
            }
            print(f"{machine()}\n\n| figure | found | unit |\n| --- | --- | --- |")
            for row in rows(folder, stores):
                print(f"| {row.what} | {row.found} | {row.unit} |", flush=True)
        finally:
            dynalite.stop()
            cluster.remove()
    return 0


def machine() -> str:
    """Say where and when this was measured, and how fast the machine is: how long others' code takes there."""
    name = f"{os.cpu_count()} processors, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    took = [
        float(subprocess.run([sys.executable, "-c", YARDSTICK], check=True, capture_output=True).stdout)
        for _ in range(FRESH // 3)
    ]
    return (
        f"{date.today()}; {name}; load {os.getloadavg()[0]:.1f}; a client of botocore is made in {median(took):.0f} ms"
    )


def rows(folder: Path, stores: Mapping[str, str]) -> Iterator[Row]:
    """Yield each figure."""
    environ = {**environ_in(folder), "FORM_REQUESTS": "100000000"}
    yield from fresh_rows(environ, stores)
    yield from warm_rows(environ)
    yield from size_rows(folder)
    for name, address in stores.items():
        yield from store_rows(name, address)
    yield from served_rows(folder, environ, "SQLite", f"sqlite:{folder / 'served.sqlite3'}")
    yield from served_rows(folder, environ, "PostgreSQL", stores["PostgreSQL"])


def fresh_rows(environ: Mapping[str, str], stores: Mapping[str, str]) -> Iterator[Row]:
    """Yield what a process takes that has just been started."""
    sent, wrong = event(body("fresh")), event("name=x")
    for name, address in stores.items():
        told = [fresh({**environ, "FORM_STORE": address}, [sent, sent]) for _ in range(FRESH)]
        for place, what in enumerate(("start, with opening the store", "first POST", "second POST")):
            yield Row(f"{name}: {what}", f"{median(took[place] for _, took, _, _ in told):.1f}", "ms")
        yield Row(f"{name}: whole process", f"{median(wall for wall, _, _, _ in told):.0f}", "ms")
        yield Row(f"{name}: memory", f"{median(memory for _, _, memory, _ in told) / 1024:.1f}", "MB")
        yield Row(f"{name}: modules", str(told[0][3]), "")
    told = [fresh(environ, [wrong]) for _ in range(FRESH)]
    yield Row("first page with errors", f"{median(took[1] for _, took, _, _ in told):.0f}", "ms")


def fresh(environ: Mapping[str, str], events: Sequence[object]) -> tuple[float, list[float], int, int]:
    """Answer events in a new process; return its milliseconds, those of each step, its kilobytes and its modules."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", FRESH_PROCESS],
        input=json.dumps(events),
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    wall = 1000 * (time.perf_counter() - started)
    statuses, took, memory, modules = json.loads(done.stdout)
    assert set(statuses) <= {303, 422}
    return wall, took, memory, modules


def warm_rows(environ: Mapping[str, str]) -> Iterator[Row]:
    """Yield what one more request takes in a process that has answered some."""
    events = [event(body(str(place))) for place in range(WARM)]
    _, took, _, _ = fresh(environ, events)
    yield Row("SQLite: a further POST, half of them", f"{median(took[100:]):.2f}", "ms")
    yield Row("SQLite: a further POST, 99 of 100", f"{quantiles(took[100:], n=100)[98]:.2f}", "ms")


def size_rows(folder: Path) -> Iterator[Row]:
    """Yield how much is laid out for Lambda."""
    form = folder / "site/forms/speaker-request"
    form.mkdir(parents=True)
    environ_in(form)
    command = [sys.executable, str(ROOT / "deploy/package.py"), "aws", "--site", str(folder / "site")]
    subprocess.run([*command, "--build", str(folder / "build")], check=True, stdout=subprocess.DEVNULL)
    files = [path for path in (folder / "build/aws").rglob("*") if path.is_file()]
    archive = shutil.make_archive(str(folder / "package"), "zip", folder / "build/aws")
    yield Row("package for Lambda", f"{sum(path.stat().st_size for path in files) / 1024:.0f}", "KiB")
    yield Row("package for Lambda, packed", f"{Path(archive).stat().st_size / 1000:.0f}", "kB")


def store_rows(name: str, address: str) -> Iterator[Row]:
    """Yield how long it takes to keep a request, and how many can be kept by many at once."""
    form = compiled().definition
    one = submission_of(form, "en", clean(form, as_raw(good())), b"s", 1_800_000_000, held=False)

    def put(reference: str) -> float:
        started = time.perf_counter()
        assert store.put(replace(one, reference=reference))
        return 1000 * (time.perf_counter() - started)

    with closing(open_store(address)) as store:
        took = [put(f"one {place}") for place in range(PUTS)]
        started = time.perf_counter()
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(put, [f"many {place}" for place in range(PUTS)]))
        many = time.perf_counter() - started
    yield Row(f"{name}: put, half of them", f"{median(took):.2f}", "ms")
    yield Row(f"{name}: put, 99 of 100", f"{quantiles(took, n=100)[98]:.2f}", "ms")
    yield Row(f"{name}: puts by {THREADS} threads", f"{PUTS / many:.0f}", "a second")


def served_rows(folder: Path, environ: Mapping[str, str], name: str, address: str) -> Iterator[Row]:
    """Yield how many requests the own server takes, and prove that it kept each one it answered."""
    program = shutil.which("wrk")
    if not program:
        print("wrk is not installed, so the server was not put under load", file=sys.stderr)
        return
    script, port = folder / "load.lua", free_port()
    script.write_text(LOAD % (PATH, body("MARK")))
    with closing(open_store(address)) as store:
        before = sum(1 for _ in store.each())
    command = ["-m", "form_endpoint", "serve", "--port", str(port)]
    with running(command, {**environ, "FORM_STORE": address}, folder / "log") as server:
        over_http(port)
        load = [program, "-t2", f"-c{CONNECTIONS}", f"-d{SERVED_SECONDS}", "--latency", "-s", str(script)]
        told = subprocess.run([*load, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
        memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{server.pid}/status").read_text())
    with closing(open_store(address)) as store:
        kept = sum(1 for _ in store.each()) - before
    answered = int(found_in(r"(\d+) requests in", told))
    assert "Non-2xx" not in told, told
    assert answered <= kept <= answered + CONNECTIONS
    yield Row(f"{name}: requests served", f"{float(found_in(r'Requests/sec: +(.+)', told)):.0f}", "a second")
    yield Row(f"{name}: answer under load, half of them", *as_unit(found_in(r"50% +(.+)", told)))
    yield Row(f"{name}: answer under load, 99 of 100", *as_unit(found_in(r"99% +(.+)", told)))
    yield Row(f"{name}: answered under load, of them not kept", f"{answered}, 0", "requests")
    if memory:
        yield Row(f"{name}: memory of the server", f"{int(memory[1]) / 1024:.0f}", "MB")


def found_in(pattern: str, text: str) -> str:
    """Return what a pattern finds."""
    found = re.search(pattern, text)
    assert found, text
    return found[1].strip()


def as_unit(text: str) -> tuple[str, str]:
    """Return a time as wrk writes it, in two parts: "4.21ms" as 4.21 and ms."""
    number = text.rstrip("mus")
    return number, text[len(number) :]


def body(mark: str) -> str:
    """Return a good request, with a mark that makes it one of its own."""
    soon = (date.today() + timedelta(days=100)).isoformat()
    return urlencode(good(organization=f"Canary {mark}", first_date=soon), doseq=True)


def event(sent: str) -> dict[str, object]:
    """Return a request as an HTTP API hands it on."""
    return {
        "version": "2.0",
        "rawPath": PATH,
        "rawQueryString": "",
        "headers": {"content-type": "application/x-www-form-urlencoded", "host": "www.example.gov"},
        "requestContext": {"http": {"method": "POST", "path": PATH, "sourceIp": "203.0.113.7"}},
        "body": base64.b64encode(sent.encode()).decode(),
        "isBase64Encoded": True,
    }


if __name__ == "__main__":
    sys.exit(main())
