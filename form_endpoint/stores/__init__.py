"""Opens the store that an address names. An engine and its library are loaded only when they are used."""

from collections.abc import Callable
from importlib import import_module

from form_endpoint.store import Store

ENGINES = {
    "sqlite": "form_endpoint.stores.sqlite",
    "postgresql": "form_endpoint.stores.postgresql",
    "dynamodb": "form_endpoint.stores.dynamodb",
}
# What brings the library of an engine; `pyproject.toml` has the same as extras.
LIBRARIES = {"postgresql": "'psycopg[binary]'", "dynamodb": "botocore"}


def open_store(address: str) -> Store:
    """Open `sqlite:requests.sqlite3` (a path), `postgresql://user:password@host/database`, or
    `dynamodb:TABLE?region=us-east-1`.

    Raises ValueError for an unknown engine or one whose library is not installed, and
    `form_endpoint.store.Unavailable` when it cannot be reached.
    """
    engine = address.partition(":")[0]
    if engine not in ENGINES:
        raise ValueError(f"`{engine}` is not a store; use one of {', '.join(sorted(ENGINES))}")
    try:
        connect: Callable[[str], Store] = import_module(ENGINES[engine]).connect
    except ModuleNotFoundError as fault:
        raise ValueError(f"`{engine}` needs a library. Install it with: pip install {LIBRARIES[engine]}") from fault
    return connect(address)
