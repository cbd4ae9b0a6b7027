"""What schemathesis loads before it tries the endpoint: dates that are neither early nor late, and a check of ours."""

from datetime import date, timedelta

import schemathesis
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from form_endpoint.exchange import Request, read_body
from form_endpoint.judge import clean
from form_endpoint.schema import answers_schema
from tests.form_endpoint.made import as_sent, compiled

FORM = compiled().definition
VALIDATOR = Draft202012Validator(answers_schema(FORM, "https://www.example.gov"))

schemathesis.openapi.format(
    "date", some.integers(91, 720).map(lambda days: (date.today() + timedelta(days=days)).isoformat())
)


@schemathesis.check
def what_was_taken_fits_the_schema_once_tidied(context, response, case):
    """Stands in for schemathesis's own check, which wants all refused that does not fit before it is tidied."""
    if case.operation.label != "POST /api/speaker-request" or response.status_code not in (201, 303):
        return
    headers = {name.lower(): value for name, value in response.request.headers.items()}
    body = response.request.body or b""
    sent = Request("POST", "", "", headers, body if isinstance(body, bytes) else body.encode(), "")
    answers = as_sent(FORM, clean(FORM, read_body(sent, len(body) * 4, 60)))
    assert VALIDATOR.is_valid(answers) or any(letter > "\uffff" for letter in str(answers)), answers
