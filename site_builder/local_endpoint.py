"""Knows how the preview runs the form endpoint: on SQLite, with mail printed to the terminal unless a server is set."""

import logging
import os
import secrets
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tornado.wsgi import WSGIContainer

from form_endpoint.adapters.wsgi import application
from form_endpoint.app import Endpoint, Limits
from form_endpoint.form import FormFile, from_json
from form_endpoint.settings import log_line, read_settings
from form_endpoint.stores import open_store
from form_endpoint.sweeping import desk_of, start_sweeping

SWEEP_SECONDS = 5
THREADS = 4


class LocalEndpoint:
    """The endpoint behind the preview. Its forms are those of the last build."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        chosen = {
            "FORM_STORE": f"sqlite:{folder / 'requests.sqlite3'}",
            "FORM_SECRET": kept_secret(folder / "form-secret"),
            "FORM_SENDER": "preview@localhost.localdomain",
            "FORM_OFFICE": "office@localhost.localdomain",
            "FORM_SMTP": "print",
        }
        settings = read_settings({**chosen, **os.environ})
        self.forms: dict[str, FormFile] = {}
        self.endpoint = Endpoint(
            self.forms,
            open_store(settings.store),
            settings.secrets,
            time.time,
            log_line,
            Limits(requests=settings.requests),
            settings.origins,
        )
        # The endpoint has a log of its own; tornado's would repeat each request that it refused.
        logging.getLogger("tornado.access").setLevel(logging.ERROR)
        self.container = WSGIContainer(
            application(self.endpoint, settings.trusted_hops), executor=ThreadPoolExecutor(THREADS)
        )
        self.desk = desk_of(settings)

    def take(self, files: Mapping[str, bytes]) -> None:
        """Run the forms of a build from now on; mail goes out once there are some, since their words are in it."""
        compiled = (from_json(body.decode()) for path, body in files.items() if path.endswith("/form.json"))
        had_none = not self.forms
        self.forms.update({file.definition.id: file for file in compiled})
        if had_none and self.forms:
            start_sweeping(self.endpoint, self.desk, SWEEP_SECONDS)


def kept_secret(path: Path) -> str:
    """Return the secret of earlier previews, or make one, so that references stay the same."""
    if not path.exists():
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text()
