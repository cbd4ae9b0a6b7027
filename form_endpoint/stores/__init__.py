"""Opens the store that an address names. An engine and its library are loaded only when they are used."""

from collections.abc import Callable
from importlib import import_module

from form_endpoint.store import Store

ENGINES = {
    "sqlite": "form_endpoint.stores.sqlite",
    "postgresql": "form_endpoint.stores.postgresql",
}


def open_store(address: str) -> Store:
    """Open `sqlite:requests.sqlite3` (a path), or `postgresql://user:password@host/database`.

    Raises ValueError for an unknown engine, ModuleNotFoundError when its library is not installed, and
    `form_endpoint.store.Unavailable` when it cannot be reached.
    """
    engine = address.partition(":")[0]
    if engine not in ENGINES:
        raise ValueError(f"`{engine}` is not a store; use one of {', '.join(sorted(ENGINES))}")
    connect: Callable[[str], Store] = import_module(ENGINES[engine]).connect
    return connect(address)
