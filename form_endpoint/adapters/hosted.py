"""What a host that calls one function needs: the endpoint, made once a process from the environment, and its mail."""

import os
import time
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from form_endpoint.app import Endpoint
from form_endpoint.settings import Settings, endpoint_of, log_line, read_settings
from form_endpoint.stores import open_store


@dataclass(frozen=True)
class Hosted:
    """The endpoint of this process, and its settings."""

    endpoint: Endpoint
    settings: Settings


@cache
def hosted() -> Hosted:
    """Return the one endpoint of this process. Raises `settings.Unset` and `store.Unavailable`."""
    settings = read_settings(os.environ)
    endpoint = endpoint_of(settings, open_store(settings.store), time.time, log_line)
    return Hosted(endpoint, settings)


def sweep_now() -> None:
    """Send the mail that is due. Raises RuntimeError when the store cannot be reached: hosts count that.

    What sends mail is loaded here: an answer needs none of it, and would wait for it in a new process.
    """
    sweeping = import_module("form_endpoint.sweeping")
    if not sweeping.sweep_once(hosted().endpoint, sweeping.desk_of(hosted().settings)):
        raise RuntimeError("the store cannot be reached")
