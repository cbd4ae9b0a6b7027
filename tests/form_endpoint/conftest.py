"""Stores, servers and forms that tests of the endpoint work with."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import pytest

from form_endpoint.store import Store
from form_endpoint.stores import open_store
from site_builder.suite import NODE_TOOLS
from tests.form_endpoint.made import Clock, bilingual, compiled

DYNALITE = NODE_TOOLS / "node_modules" / "dynalite"


@pytest.fixture(scope="session")
def file():
    """The real form, compiled as the builder compiles it."""
    return compiled()


@pytest.fixture(scope="session")
def two_languages():
    """The real form with a second language."""
    return bilingual(compiled())


@pytest.fixture
def clock():
    """A clock that stands still until it is told to go on."""
    return Clock()


@pytest.fixture(scope="session")
def thorough(request) -> bool:
    """Whether the long proofs run at full size."""
    return request.config.getoption("--thorough")


@pytest.fixture(scope="session")
def postgresql(request) -> Iterator["Cluster"]:
    """A PostgreSQL server of this test run alone."""
    if "postgres" in request.config.getoption("--without"):
        pytest.skip("asked to do without PostgreSQL")
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture(scope="session")
def dynalite(request) -> Iterator["Dynalite"]:
    """A server that speaks as DynamoDB does, of this test run alone."""
    if "node" in request.config.getoption("--without"):
        pytest.skip("asked to do without Node")
    server = Dynalite()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql", "dynamodb"])
def address(request, tmp_path) -> str:
    """The address of an empty store, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'requests.sqlite3'}"
    if request.param == "dynamodb":
        return request.getfixturevalue("dynalite").new_table()
    cluster = request.getfixturevalue("postgresql")
    cluster.empty()
    return cluster.address


@pytest.fixture
def store(address) -> Iterator[Store]:
    """An empty store, of each kind."""
    opened = open_store(address)
    yield opened
    opened.close()


class Cluster:
    """A PostgreSQL server in a folder of its own, on a free port of this machine."""

    def __init__(self):
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not programs:
            pytest.fail("PostgreSQL is not installed. Run: apt-get install -y postgresql, or give --without postgres")
        self.programs = programs[-1]
        self.user = "postgres" if os.getuid() == 0 else getpass.getuser()
        self.folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"postgresql://{self.user}@127.0.0.1:{self.port}/postgres"
        self.run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "-D",
            str(self.folder / "data"),
        )

    def run(self, program, *arguments):
        """Run one of PostgreSQL's programs, which refuse to be run by root."""
        user = self.user if os.getuid() == 0 else None
        command = [self.programs / program, *arguments]
        done = subprocess.run(
            command, user=user, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def control(self, *arguments):
        """Run pg_ctl and wait for it."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-l", str(self.folder / "log"), *arguments)

    def start(self):
        """Start the server."""
        self.control("-o", f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1", "start")

    def crash(self):
        """Stop the server as a crash does, and start it again."""
        self.control("-m", "immediate", "stop")
        self.start()

    def kill(self):
        """Kill the server and each process of its own, as the kernel does, and wait until all are gone."""
        server = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        own = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        for process in (server, *map(int, own)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(Path(f"/proc/{process}").exists() for process in (server, *own)):
            threading.Event().wait(0.05)

    def remove(self):
        """Stop the server and delete all of it."""
        self.control("-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def empty(self):
        """Delete our tables."""
        command = "DROP TABLE IF EXISTS hit, event, message, request"
        self.run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-q", "-c", command, "postgres")


class Dynalite:
    """DynamoDB's protocol, answered in memory by a process in Node, on a free port of this machine."""

    PROGRAM = """
        const server = require(process.argv[1])({createTableMs: 0, deleteTableMs: 0});
        // dynalite 4.0.0 ends when a client dies while it sends; the tests kill many.
        process.on("uncaughtException", fault => { if (fault.code !== "ECONNRESET") throw fault; });
        server.listen(0, "127.0.0.1", () => console.log(server.address().port));
    """
    # The client signs each call and wants something to sign it with.
    CREDENTIALS: ClassVar = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}

    def __init__(self):
        if not DYNALITE.is_dir():
            pytest.fail("dynalite is not installed. Run the tests with python3 build.py, or give --without node")
        command = ["node", "-e", self.PROGRAM, str(DYNALITE)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.tables = 0
        self.before = {name: os.environ.get(name) for name in self.CREDENTIALS}
        os.environ.update(self.CREDENTIALS)

    def new_table(self):
        """Make an empty table and return its address."""
        self.tables += 1
        address = f"dynamodb:requests-{self.tables}?region=us-east-1&endpoint=http://127.0.0.1:{self.port}"
        open_store(f"{address}&create=yes").close()
        return address

    def stop(self):
        """Stop the server, and forget the credentials."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        for name, value in self.before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
