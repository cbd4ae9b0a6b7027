"""Each host's own server or runtime, with the endpoint in it, behind one function that asks."""

import base64
import json
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic

from form_endpoint.form import to_json
from tests.form_endpoint.made import ROOT, SECRET, bilingual, compiled

PATIENCE_SECONDS = 60
OF_THE_HOST = {"connection", "content-length", "date", "server", "transfer-encoding"}


@dataclass(frozen=True)
class Asked:
    """A request, whatever host it is for."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What came back, less what hosts add."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Ask = Callable[[Asked], Answer]


def answer_of(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """Return an answer without what differs between hosts; without a body its type means nothing."""
    left_out = OF_THE_HOST if body else OF_THE_HOST | {"content-type"}
    named = {name.lower(): value for name, value in headers.items()}
    return Answer(status, {name: named[name] for name in sorted(named) if name not in left_out}, body)


def environ_in(folder: Path) -> dict[str, str]:
    """Return the settings of an endpoint whose store and form are in a folder."""
    (folder / "form.json").write_text(to_json(bilingual(compiled())), encoding="utf-8")
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": f"{ROOT}:{folder}",
        "FORM_FILES": str(folder / "form.json"),
        "FORM_STORE": f"sqlite:{folder / 'requests.sqlite3'}",
        "FORM_SECRET": SECRET.decode(),
        "FORM_SENDER": "forms@example.gov",
        "FORM_OFFICE": "office@example.gov",
        "FORM_SMTP": "smtp://127.0.0.1:9",
        "FORM_REQUESTS": "1000",
        "FORM_TRUSTED_HOPS": "1",
    }


@contextmanager
def running(command: list[str], environ: Mapping[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program until the end of the block; what it prints goes to its log."""
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, *command], env=dict(environ), stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port of this computer that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def over_http(port: int) -> Ask:
    """Return what asks a server, once it listens."""
    end = monotonic() + PATIENCE_SECONDS
    while monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            threading.Event().wait(0.05)

    def ask(asked: Asked) -> Answer:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        address = f"{asked.path}?{asked.query}" if asked.query else asked.path
        try:
            connection.request(asked.method, address, asked.body or None, dict(asked.headers))
            response = connection.getresponse()
            return answer_of(response.status, dict(response.getheaders()), response.read())
        except HTTPException as fault:
            raise AssertionError(f"{asked.method} {address}: no answer") from fault
        finally:
            connection.close()

    return ask


@contextmanager
def waitress(folder: Path) -> Iterator[Ask]:
    """The endpoint's own server."""
    port = free_port()
    with running(["-m", "form_endpoint", "serve", "--port", str(port)], environ_in(folder), folder / "log"):
        yield over_http(port)


@contextmanager
def gunicorn(folder: Path) -> Iterator[Ask]:
    """Another WSGI server."""
    (folder / "main.py").write_text(
        "from form_endpoint.adapters.hosted import hosted\n"
        "from form_endpoint.adapters.wsgi import application\n"
        "application = application(hosted().endpoint, hosted().settings.trusted_hops)\n"
    )
    port = free_port()
    with running(
        ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "main:application"], environ_in(folder), folder / "log"
    ):
        yield over_http(port)


@contextmanager
def google(folder: Path) -> Iterator[Ask]:
    """Google's own server of functions."""
    (folder / "main.py").write_text("from form_endpoint.adapters.google import answer, sweep\n")
    port = free_port()
    command = ["-m", "functions_framework", "--source", str(folder / "main.py"), "--target", "answer"]
    with running([*command, "--host", "127.0.0.1", "--port", str(port)], environ_in(folder), folder / "log"):
        yield over_http(port)


AZURE = """
import base64, json, sys
import azure.functions
from form_endpoint.adapters.azure import answer
for line in sys.stdin:
    asked = json.loads(line)
    request = azure.functions.HttpRequest(
        method=asked["method"], url=asked["url"], headers=asked["headers"], body=base64.b64decode(asked["body"]))
    response = answer(request)
    told = [response.status_code, dict(response.headers), base64.b64encode(response.get_body()).decode()]
    print(json.dumps(told), flush=True)
"""


@contextmanager
def azure(folder: Path) -> Iterator[Ask]:
    """Azure's own requests and responses; its host is no library."""
    command = [sys.executable, "-c", AZURE]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen(
            command, env=environ_in(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log
        )
    assert process.stdin
    assert process.stdout

    def ask(asked: Asked) -> Answer:
        url = f"https://www.example.gov{asked.path}" + (f"?{asked.query}" if asked.query else "")
        body = base64.b64encode(asked.body).decode()
        line = json.dumps({"method": asked.method, "url": url, "headers": dict(asked.headers), "body": body})
        process.stdin.write(line.encode() + b"\n")
        process.stdin.flush()
        status, headers, told = json.loads(process.stdout.readline())
        return answer_of(status, headers, base64.b64decode(told))

    try:
        yield ask
    finally:
        process.kill()
        process.communicate()


class RuntimeApi(ThreadingHTTPServer):
    """The part of AWS Lambda that hands events to a runtime and takes what it answers.

    Source: AWS, "Using the Lambda runtime API for custom runtimes".
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), RuntimeHandler)
        self.events: queue.Queue[bytes] = queue.Queue()
        self.answers: queue.Queue[tuple[str, bytes]] = queue.Queue()

    def invoke(self, event: object) -> tuple[str, bytes]:
        """Hand an event to the runtime; return "response" or "error", and what it says."""
        self.events.put(json.dumps(event).encode())
        return self.answers.get(timeout=PATIENCE_SECONDS)


class RuntimeHandler(BaseHTTPRequestHandler):
    """Answers the runtime."""

    protocol_version = "HTTP/1.1"
    # Head and body leave in one packet; the second would wait for the receipt of the first.
    wbufsize = -1
    server: RuntimeApi

    def do_GET(self) -> None:
        body = self.server.events.get()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "one")
        self.send_header("Lambda-Runtime-Deadline-Ms", "9999999999999")
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:form")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.answers.put((self.path.rpartition("/")[2], body))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def runtime(folder: Path, environ: Mapping[str, str]) -> Iterator[RuntimeApi]:
    """Run the real runtime client of AWS Lambda with the endpoint in it."""
    api = RuntimeApi()
    api.daemon_threads = True
    threading.Thread(target=api.serve_forever, daemon=True).start()
    named = {"AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.server_port}", "AWS_LAMBDA_FUNCTION_NAME": "form"}
    with running(["-m", "awslambdaric", "form_endpoint.adapters.aws.handler"], {**environ, **named}, folder / "log"):
        yield api
    api.shutdown()
    api.server_close()


def as_event(asked: Asked) -> dict[str, object]:
    """Return a request as an HTTP API hands it on: forms come encoded."""
    return {
        "version": "2.0",
        "routeKey": "ANY /{proxy+}",
        "rawPath": asked.path,
        "rawQueryString": asked.query,
        "headers": {name.lower(): value for name, value in asked.headers.items()},
        "requestContext": {"http": {"method": asked.method, "path": asked.path, "sourceIp": "198.51.100.1"}},
        "body": base64.b64encode(asked.body).decode(),
        "isBase64Encoded": True,
    }


@contextmanager
def aws(folder: Path) -> Iterator[Ask]:
    """AWS Lambda's own runtime client, against a stand-in for the service."""
    with runtime(folder, environ_in(folder)) as api:

        def ask(asked: Asked) -> Answer:
            how, told = api.invoke(as_event(asked))
            assert how == "response", told
            response = json.loads(told)
            return answer_of(response["statusCode"], response["headers"], response["body"].encode())

        yield ask


HOSTS = {"waitress": waitress, "gunicorn": gunicorn, "google": google, "azure": azure, "aws": aws}
