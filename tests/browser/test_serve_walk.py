"""The request form as the first command of the README brings it: real content, script off, real mail, and a kill."""

import sqlite3
from email.message import Message
from pathlib import Path
from threading import Condition

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from playwright.sync_api import Browser, Page

from site_builder.project import read_project
from tests.browser.test_form import ADDRESS, ANSWERS, fill, send
from tests.conftest import ROOT
from tests.form_endpoint.hosts import free_port
from tests.previewing import PATIENCE_SECONDS, Preview, previewing

REFERENCE = "Your reference number is "


class Mailbox(Handler):
    """A mail server's pigeonhole."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.came = Condition()

    def handle_message(self, message: Message) -> None:
        """Keep a mail."""
        with self.came:
            self.mails.append(message)
            self.came.notify_all()

    def wait_for(self, count: int) -> None:
        """Return once so many mails have come, and fail when they never do."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.mails) >= count, PATIENCE_SECONDS), self.subjects

    @property
    def subjects(self) -> list[str]:
        """Return what the mails are about, in the order of the alphabet."""
        return sorted(str(mail["Subject"]) for mail in self.mails)


def sent(page: Page, preview: Preview, **changes: str) -> str:
    """Fill in the form anew, send it, and return its reference."""
    page.goto(preview.url + ADDRESS)
    fill(page, **changes)
    send(page)
    return page.locator("#reference").inner_text().removeprefix(REFERENCE).strip()


def rows(folder: Path) -> list[str]:
    """Return the references that are kept."""
    with sqlite3.connect(folder / ".cache/requests.sqlite3") as database:
        return [reference for (reference,) in database.execute("SELECT reference FROM request ORDER BY created_at")]


def test_a_request_without_script_is_mended_kept_once_and_mailed_once_though_the_server_is_killed(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=free_port())
    server.start()
    monkeypatch.setenv("FORM_SMTP", f"smtp://127.0.0.1:{server.port}")
    context = chromium.new_context(java_script_enabled=False, service_workers="block")
    page = context.new_page()
    files = read_project(ROOT).files
    try:
        with previewing(tmp_path, files) as preview:
            page.goto(preview.url + ADDRESS)
            fill(page, attendance="0")
            page.locator("form[method=post]").evaluate("(form) => { form.noValidate = true }")
            send(page)
            assert page.locator(".error-summary__link").count() == 1
            assert {name: page.locator(f"[name={name}]").input_value() for name in ANSWERS} == {
                **ANSWERS,
                "attendance": "0",
            }
            page.locator("[name=attendance]").fill(ANSWERS["attendance"])
            send(page)
            first = page.locator("#reference").inner_text().removeprefix(REFERENCE).strip()
            assert sent(page, preview) == first
            assert rows(tmp_path) == [first]
            mailbox.wait_for(2)
            second = sent(page, preview, name="Ana María Díaz")
            preview.kill()
        assert rows(tmp_path) == [first, second]

        with previewing(tmp_path, files) as preview:
            assert sent(page, preview) == first
            mailbox.wait_for(4)
        assert rows(tmp_path) == [first, second]
        assert mailbox.subjects == sorted(
            subject
            for reference in (first, second)
            for subject in (f"Request {reference}: Ask for a speaker or training", f"We have your request {reference}")
        )
    finally:
        context.close()
        server.stop()
