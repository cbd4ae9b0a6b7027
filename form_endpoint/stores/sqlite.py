"""SQLite: one file, no server. Durable before it answers: `synchronous=FULL` syncs the log at each commit."""

import sqlite3
from pathlib import Path

from form_endpoint.stores.sql import Engine, SqlStore


def connect(address: str) -> SqlStore:
    """Open the file of `sqlite:PATH`, and make it if it is not there. Only its owner may read it."""
    path = Path(address.removeprefix("sqlite:"))

    def open_file() -> sqlite3.Connection:
        if not path.exists():
            path.touch(mode=0o600)
        connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    lost = (sqlite3.OperationalError, OSError)
    hasty, careful = ("PRAGMA synchronous=NORMAL",), ("PRAGMA synchronous=FULL",)
    return SqlStore(Engine(open_file, lost, "BEGIN IMMEDIATE", "?", hasty=hasty, careful=careful))
