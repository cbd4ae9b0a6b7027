"""Sends a marked request to a live endpoint and waits until mail of it has gone to the office."""

import json
import time
from datetime import date, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from form_endpoint.form import Field, Form

TIMEOUT_SECONDS = 20
PAUSE_SECONDS = 5


def sample_answers(form: Form, mark: str, email: str, today: date) -> dict[str, list[str]]:
    """Return answers that this form takes, with a mark in each text."""
    return {question.name: [sample(question, mark, email, today)] for question in form.fields if question.required}


def sample(question: Field, mark: str, email: str, today: date) -> str:
    """Return an answer that this question takes."""
    if question.options:
        return question.options[0].value
    lead = max((question.lead.otherwise, *question.lead.days.values()))
    days = {
        "email": email,
        "number": str(question.minimum),
        "date": (today + timedelta(days=lead + 2)).isoformat(),
    }
    return days.get(question.type, mark)


def try_out(address: str, form: Form, email: str, wait_seconds: int) -> tuple[str, str]:
    """Send a marked request to `https://host/api/<form>`; return its reference and what is wrong, empty if nothing."""
    mark = f"Self-test {int(time.time())}"
    try:
        sent = ask(address, sample_answers(form, mark, email, date.today()))
        reference = str(sent.get("reference", ""))
        if not reference:
            return "", f"{address} did not take the request: {json.dumps(sent, ensure_ascii=False)}"
        end = time.monotonic() + wait_seconds
        while time.monotonic() < end:
            if ask(f"{address}/status", {"reference": [reference], "email": [email]}).get("state") == "passed":
                return reference, ""
            time.sleep(min(PAUSE_SECONDS, wait_seconds))
    except (OSError, ValueError) as fault:
        return "", f"{address} did not answer as it should: {fault}"
    return reference, f"{reference} was kept, but no mail of it went to the office in {wait_seconds} seconds"


def ask(address: str, data: dict[str, list[str]]) -> dict[str, object]:
    """Post JSON and return the JSON that answers."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    request = Request(address, json.dumps(data).encode(), headers)
    try:
        with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
            answer: dict[str, object] = json.load(response)
    except HTTPError as fault:
        answer = json.load(fault)
    return answer
