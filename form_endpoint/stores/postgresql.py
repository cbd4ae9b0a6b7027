"""PostgreSQL, through psycopg. A server that restarts is connected to again on the next request."""

from typing import Any

import psycopg

from form_endpoint.stores.sql import Engine, SqlStore

# Long enough for a slow network, short enough that a person still waits for the answer.
TIMEOUTS = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "options": "-c statement_timeout=10000"}
# Two processes that start at once must not both make the tables; any number of our own will do.
LOCK = "SELECT pg_advisory_xact_lock(7249610)"


def connect(address: str) -> SqlStore:
    """Open `postgresql://user:password@host:port/database`; what libpq reads from an address works here."""

    def open_connection() -> Any:
        return psycopg.connect(address, autocommit=True, **TIMEOUTS)  # type: ignore[arg-type]  # libpq's own options

    lost = (psycopg.OperationalError, psycopg.InterfaceError)
    return SqlStore(Engine(open_connection, lost, "BEGIN", "%s", (LOCK,)))
