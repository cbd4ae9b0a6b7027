"""The request form in a real browser, against the real endpoint on SQLite."""

import random
import re
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route

from form_endpoint.adapters.wsgi import application
from form_endpoint.app import Endpoint, Limits
from form_endpoint.exchange import read_form
from form_endpoint.form import Form, from_json
from form_endpoint.judge import clean, errors
from form_endpoint.stores import open_store
from site_builder.model import Built
from tests.browser.conftest import headers_in
from tests.browser.test_accessibility import RULES
from tests.form_endpoint.test_same_verdict import TODAY, random_answer

ADDRESS = "/request/"
ANSWERS = {
    "organization": "Grace Church, Água Doce",
    "name": "Ana Díaz",
    "email": "ana@example.org",
    "first_date": "2027-06-01",
    "attendance": "40",
    "notes": 'A room with "quotes" & <tags>',
}
CHOSEN = {"need": "speaker", "topics": "tornado", "place": "online", "open": "yes", "press": "no"}


@dataclass(frozen=True)
class Office:
    """The site and its endpoint on one loopback port."""

    url: str
    database: Path
    server: Any

    def rows(self) -> int:
        """Return how many requests are kept."""
        with sqlite3.connect(self.database) as database:
            return int(database.execute("SELECT COUNT(*) FROM request").fetchone()[0])


@pytest.fixture
def office(real_site: Built, tmp_path: Path) -> Iterator[Office]:
    """Serve the real site with the endpoint behind it."""
    files = {output.path: output.body for output in real_site.outputs}
    database = tmp_path / "requests.sqlite3"
    store = open_store(f"sqlite:{database}")
    form = from_json(files["forms/speaker-request/form.json"].decode())
    secret = (b"a secret of thirty-two characters",)
    endpoint = Endpoint({form.definition.id: form}, store, secret, time.time, lambda _line: None, Limits(), ())
    answer = application(endpoint, 0)

    def site(environ: dict[str, Any], start: Any) -> Any:
        path = environ["PATH_INFO"].lstrip("/")
        if path.startswith("api/"):
            return answer(environ, start)
        body = files.get(f"{path}index.html" if path.endswith("/") or not path else path)
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        headers = [*headers_in(files["_headers"].decode()), ("Content-Type", f"{kind}; charset=utf-8")]
        start("200 OK" if body is not None else "404 Not Found", headers)
        return [body or b""]

    server = waitress.create_server(site, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield Office(f"http://127.0.0.1:{server.effective_port}", database, server)
    server.close()
    store.close()


@pytest.fixture(params=["script on", "script off"])
def context(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[BrowserContext]:
    """A browser on a narrow phone, with scripts and without."""
    on = request.param == "script on"
    context = chromium.new_context(
        java_script_enabled=on, viewport={"width": 320, "height": 640}, service_workers="block"
    )
    yield context
    context.close()


def fill(page: Page, **changes: str) -> None:
    """Answer the form, with some answers changed."""
    for name, value in {**ANSWERS, **changes}.items():
        page.locator(f"[name={name}]").fill(value)
    for name, value in CHOSEN.items():
        page.locator(f"[name={name}][value={value}]").check()
    page.locator("[name=organization_type]").select_option("worship")
    page.locator("[name=county]").select_option(label="Hinds")


def send(page: Page) -> None:
    """Press the button."""
    page.locator("[type=submit]").click()


def test_what_is_wrong_is_said_and_all_that_was_typed_stays(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(office.url + ADDRESS)
    fill(page, email="ana@-example", attendance="many")
    page.locator("form[method=post]").evaluate("(form) => { form.noValidate = true }")
    send(page)

    page.locator(".error-summary").wait_for()
    assert page.title().startswith("Error: ")
    assert page.locator(".error-summary__link").all_inner_texts() == [
        "Enter an e-mail address such as name@example.com",
        "Enter the number of people in figures, such as 40",
    ]
    assert page.locator("[name=organization]").input_value() == ANSWERS["organization"]
    assert page.locator("[name=notes]").input_value() == ANSWERS["notes"]
    assert page.locator("[name=topics][value=tornado]").is_checked()
    assert page.locator("[name=email]").get_attribute("aria-invalid") == "true"
    page.locator(".error-summary__link").first.click()
    assert page.url.endswith("#form-email")


def test_a_good_request_gets_a_reference_and_sent_again_the_same(office: Office, context: BrowserContext) -> None:
    references = []
    for _ in range(2):
        page = context.new_page()
        page.goto(office.url + ADDRESS)
        fill(page)
        send(page)
        page.locator("#reference").wait_for()
        references.append(page.locator("#reference").inner_text())
        page.reload()
        assert page.locator("#reference").inner_text() == references[-1]
        page.close()

    assert references[0].startswith("Your reference number is ")
    assert references[0] == references[1]
    assert office.rows() == 1


def test_the_form_fits_a_narrow_phone(office: Office, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(office.url + ADDRESS)

    assert page.locator("main").bounding_box()["width"] <= 320  # type: ignore[index]
    assert page.locator("form[method=post]").evaluate("() => document.documentElement.scrollWidth") == 320


def test_what_was_typed_survives_a_reload_and_can_be_erased(office: Office, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    fill(page)

    page.reload(wait_until="networkidle")
    page.locator(".form-kept").wait_for()
    assert page.locator("[name=name]").input_value() == ANSWERS["name"]
    assert page.locator("[name=need][value=speaker]").is_checked()

    page.locator(".form-kept__erase").click()
    assert page.locator("[name=name]").input_value() == ""
    page.reload(wait_until="networkidle")
    assert page.locator(".form-kept").count() == 0
    page.close()


def test_an_endpoint_that_cannot_be_reached_is_said_and_nothing_is_lost(office: Office, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    fill(page)
    page.context.set_offline(True)
    send(page)

    page.locator(".error-summary").wait_for()
    said = page.locator(".error-summary").inner_text()
    assert "The request could not be sent. Nothing you typed is lost." in said
    assert "601-987-1212" in said
    assert page.locator("[name=name]").input_value() == ANSWERS["name"]

    page.context.set_offline(False)
    send(page)
    page.locator("#reference").wait_for()
    assert office.rows() == 1
    page.close()


HOST_ANSWERS = (
    (404, "text/html", "<h1>Not found</h1>"),
    (405, "text/html", "<h1>405 Not Allowed</h1>"),
    (405, "application/xml", "<Error><Code>MethodNotAllowed</Code></Error>"),
    (200, "text/html", "<h1>Home</h1>"),
    (200, "application/json", "null"),
    (201, "application/json", '{"reference": "made up"}'),
    (503, "application/json", '{"message": "Service Unavailable"}'),
)


def test_a_host_without_the_endpoint_is_told_from_it_and_nothing_is_lost(office: Office, chromium: Browser) -> None:
    """Even one that says, as hosts of previews do, that nothing there may be found by search engines."""
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    fill(page)
    said: list[str] = []

    def answer(route: Route) -> None:
        status, kind, body = HOST_ANSWERS[len(said)]
        route.fulfill(status=status, content_type=kind, body=body, headers={"X-Robots-Tag": "noindex"})

    page.route("**/api/**", answer)
    for _ in HOST_ANSWERS:
        send(page)
        page.locator(".error-summary").wait_for()
        said.append(page.locator(".error-summary").inner_text())
        page.locator(".error-summary").evaluate("(box) => box.remove()")
        page.locator(".button", has_text="Send request").wait_for()
    page.unroute("**/api/**")

    assert page.url == office.url + ADDRESS
    assert len(said) == len(HOST_ANSWERS)
    assert all("The request could not be sent. Nothing you typed is lost." in one for one in said)
    assert all("601-987-1212" in one for one in said)
    assert page.locator("[name=name]").input_value() == ANSWERS["name"]
    assert page.locator("[name=topics][value=tornado]").is_checked()

    send(page)
    page.locator("#reference").wait_for()
    assert office.rows() == 1
    page.close()


def test_what_only_the_endpoint_finds_is_shown_without_leaving_the_page(office: Office, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    fill(page)
    page.locator("[name=county]").evaluate("(list) => { list.selectedOptions[0].value = '99999' }")
    send(page)
    page.locator(".error-summary__link").wait_for()

    assert page.url == office.url + ADDRESS
    assert page.locator(".error-summary__link").all_inner_texts() == ["Choose your county from the list"]
    assert page.locator("[name=county]").get_attribute("aria-invalid") == "true"
    assert page.locator("[name=name]").input_value() == ANSWERS["name"]

    page.locator("[name=county]").select_option(label="Adams")
    send(page)
    page.locator("#reference").wait_for()
    page.close()


JUDGE = """async ([script, cases]) => {
  const { faultsOf } = await import(script);
  const form = document.querySelector("form[method=post]");
  return cases.map((given) => {
    form.reset();
    for (const [name, answers] of Object.entries(given))
      for (const control of form.querySelectorAll(`[name=${name}]`))
        if (control.type === "radio" || control.type === "checkbox") control.checked = answers.includes(control.value);
        else control.value = answers[0] ?? "";
    const faults = faultsOf(form).map(([field, message]) => [field.querySelector("[name]").name, message]);
    return [new URLSearchParams(new FormData(form)).toString(), faults];
  });
}"""


def random_form(dice: random.Random, form: Form) -> dict[str, list[str]]:
    """Return what somebody might answer: most of it good, so that each fault is seen beside good answers."""
    given = {name: [value] for name, value in {**ANSWERS, **CHOSEN}.items()}
    given |= {"organization_type": ["worship"], "county": ["28049"]}
    for question in form.fields:
        if question.options and dice.random() < 0.2:
            given[question.name] = dice.sample([option.value for option in question.options], dice.randrange(2))
        elif not question.options and dice.random() < 0.3:
            given[question.name] = [random_answer(dice, question)]
    return given


def test_the_page_and_the_endpoint_say_the_same_words_about_thousands_of_forms(
    office: Office, chromium: Browser, real_site: Built, request: pytest.FixtureRequest
) -> None:
    files = {output.path: output.body for output in real_site.outputs}
    form = from_json(files["forms/speaker-request/form.json"].decode()).definition
    script = next(f"/{path}" for path in files if re.fullmatch(r"assets/form\.[0-9a-f]+\.js", path))
    dice = random.Random(91)
    many = 10_000 if request.config.getoption("--thorough") else 1_500
    context = chromium.new_context(timezone_id="UTC", service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC))
    page.goto(office.url + ADDRESS)
    told = page.evaluate(JUDGE, [script, [random_form(dice, form) for _ in range(many)]])
    context.close()

    judged = [errors(form, clean(form, read_form(sent.encode(), 200)), "en", TODAY) for sent, _ in told]
    faults = [[list(each) for each in wrong.items()] for wrong in judged]
    assert [(sent, theirs, mine) for (sent, theirs), mine in zip(told, faults, strict=True) if theirs != mine] == []
    assert len({message for wrong in judged for message in wrong.values()}) > 25
    assert [] in faults


def test_too_many_at_once_are_told_on_the_page_with_how_else_to_reach_the_office(
    office: Office, chromium: Browser
) -> None:
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    fill(page)
    body = page.locator("form[method=post]").evaluate("(form) => new URLSearchParams(new FormData(form)).toString()")
    for _ in range(2 * Limits.requests):
        with suppress(HTTPError):
            urlopen(f"{office.url}/api/speaker-request", body.encode()).close()
    send(page)
    page.locator(".error-summary").wait_for()

    said = page.locator(".error-summary").inner_text()
    assert said.split("\n\n")[:2] == [
        "Too many requests at once",
        "What you typed is still below. Wait ten minutes and send it again.",
    ]
    assert "601-987-1212" in said
    assert page.url == office.url + ADDRESS
    assert page.locator("[name=name]").input_value() == ANSWERS["name"]
    page.close()


def test_axe_finds_nothing_on_the_form_with_errors_and_after_sending(office: Office, chromium: Browser) -> None:
    context = chromium.new_context(bypass_csp=True, service_workers="block")
    page = context.new_page()
    found = {}
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    send(page)
    page.locator(".error-summary").wait_for()
    found["with errors"] = Axe().run(page, options=RULES).response["violations"]
    fill(page)
    send(page)
    page.locator("#reference").wait_for()
    found["after sending"] = Axe().run(page, options=RULES).response["violations"]
    page.goto(f"{office.url}/api/speaker-request/status")
    found["look-up"] = Axe().run(page, options=RULES).response["violations"]
    context.close()

    assert found == {"with errors": [], "after sending": [], "look-up": []}


def test_the_form_can_be_filled_and_sent_by_keyboard_alone(office: Office, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(office.url + ADDRESS, wait_until="networkidle")
    page.locator("[type=submit]").focus()
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "need"
    page.close()
