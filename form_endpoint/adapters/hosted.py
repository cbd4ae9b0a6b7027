"""What a host that calls one function needs: the endpoint and its mail, made once a process from the environment."""

import os
import time
from dataclasses import dataclass
from functools import cache

from form_endpoint.app import Endpoint
from form_endpoint.outbox import Desk
from form_endpoint.settings import desk_of, endpoint_of, read_settings
from form_endpoint.stores import open_store
from form_endpoint.sweeping import log_line, sweep_once


@dataclass(frozen=True)
class Hosted:
    """The endpoint of this process, its mail, and how many proxies of ours stand in front."""

    endpoint: Endpoint
    desk: Desk
    trusted_hops: int


@cache
def hosted() -> Hosted:
    """Return the one endpoint of this process. Raises `settings.Unset` and `store.Unavailable`."""
    settings = read_settings(os.environ)
    endpoint = endpoint_of(settings, open_store(settings.store), time.time, log_line)
    return Hosted(endpoint, desk_of(settings), settings.trusted_hops)


def sweep_now() -> None:
    """Send the mail that is due. Raises RuntimeError when the store cannot be reached: hosts count that."""
    if not sweep_once(hosted().endpoint, hosted().desk):
        raise RuntimeError("the store cannot be reached")
