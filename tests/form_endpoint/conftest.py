"""Stores, servers and forms that tests of the endpoint work with."""

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from form_endpoint.store import Store
from form_endpoint.stores import open_store
from tests.form_endpoint.made import Clock, bilingual, compiled


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
def stride(request):
    """Every how many steps a process is killed."""
    return 1 if request.config.getoption("--thorough") else 11


@pytest.fixture(scope="session")
def postgresql(request) -> Iterator["Cluster"]:
    """A PostgreSQL server of this test run alone."""
    if "postgres" in request.config.getoption("--without"):
        pytest.skip("asked to do without PostgreSQL")
    cluster = Cluster()
    cluster.start()
    yield cluster
    cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path) -> str:
    """The address of an empty store, of each kind."""
    if request.param == "sqlite":
        return f"sqlite:{tmp_path / 'requests.sqlite3'}"
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

    def remove(self):
        """Stop the server and delete all of it."""
        self.control("-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def empty(self):
        """Delete our tables."""
        command = "DROP TABLE IF EXISTS hit, event, message, request"
        self.run("psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", self.user, "-q", "-c", command, "postgres")
