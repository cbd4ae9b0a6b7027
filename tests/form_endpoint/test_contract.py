"""What programs are told about the form is what the endpoint does."""

import json
import re
import subprocess
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from form_endpoint.contract import openapi
from form_endpoint.judge import clean, errors
from form_endpoint.schema import INK, SHARED, answers_schema, figures
from tests.form_endpoint.made import as_sent, bilingual, compiled, good
from tests.form_endpoint.test_judging import as_raw

FORM = compiled().definition
SITE = "https://www.example.gov"
ACTION = "/api/speaker-request"
VALIDATOR = Draft202012Validator(answers_schema(FORM, SITE), format_checker=FormatChecker(["date"]))


@pytest.mark.parametrize("form", [FORM, bilingual(compiled()).definition], ids=["one language", "two languages"])
def test_the_schema_and_the_document_are_valid(form):
    Draft202012Validator.check_schema(answers_schema(form, SITE))
    validate(json.loads(json.dumps(openapi(form, ACTION, SITE))))


def test_the_document_and_the_schema_say_the_same_of_the_answers():
    alone = {name: part for name, part in answers_schema(FORM, SITE).items() if not name.startswith("$")}
    inside = json.dumps(openapi(FORM, ACTION, SITE)["components"]["schemas"]["Answers"])

    assert json.loads(inside.replace("#/components/schemas/", "#/$defs/")) == alone


def test_the_version_of_the_document_changes_with_what_is_asked():
    versions = [
        openapi(form, ACTION, SITE)["info"]["version"] for form in (FORM, FORM, bilingual(compiled()).definition)
    ]

    assert versions[0] == versions[1] != versions[2]


def test_every_address_of_the_form_is_in_the_document():
    paths = openapi(FORM, ACTION, SITE)["paths"]

    assert {path: sorted(operations) for path, operations in paths.items()} == {
        "/api/speaker-request": ["get", "post"],
        "/api/speaker-request/received/{reference}": ["get"],
        "/api/speaker-request/status": ["get", "post"],
        "/api/health": ["get"],
    }
    assert sorted(paths[ACTION]["post"]["responses"]) == "201 303 400 403 413 415 422 429 503".split()


def test_the_schema_of_one_question_reads_as_it_should():
    properties = answers_schema(FORM, SITE)["properties"]

    assert properties["second_date"] == {
        "title": "Second choice of date",
        "description": "At least 14 days from today (14 for speaker, 90 for training, 14 for materials, by `need`),"
        " at most 730.",
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    }
    assert properties["press"] == {
        "title": "Will the press be there?",
        "type": "string",
        "enum": ["yes", "no", "unsure"],
    }


PIECES = some.sampled_from(
    [" ", "\t", "\n", "\r\n", "\xa0", "\u200b", "\u200d", "\0", "é", "e\u0301", "水", "👩‍🚒", "x", "x" * 60, "水" * 60]
)
TEXTS = some.one_of(
    some.text(max_size=12),
    some.lists(PIECES, max_size=6).map("".join),
    some.sampled_from([value for values in good().values() for value in values if isinstance(values, list)]),
    some.sampled_from(
        ["a@b", "A.b+c@x-y.org", "a@-b", "601-555-0123", "601 555  0123", "1912.0", "007", "0", "100001"]
    ),
    some.sampled_from(["2027-05-01", "2027-02-29", "20270501", "2027-5-1", "speaker", "flood", "28049", "yes"]),
)
CHANGES = some.dictionaries(
    some.sampled_from([question.name for question in FORM.fields]), some.lists(TEXTS, max_size=2), max_size=4
)


@settings(max_examples=1500)
@given(CHANGES)
@example({"name": ["水" * 100]})
@example({"name": ["🚒" * 50]})
@example({"name": ["🚒" * 51]})
@example({"notes": ["a\n\n  b\t\u2003c"]})
def test_what_fits_the_schema_once_tidied_is_what_is_taken(changed):
    """Dates are chosen so that they are neither early nor late: a schema does not know today."""
    answers = clean(FORM, {**as_raw(good()), **changed})
    once = {name: given for name, given in answers.items() if len(given) < 2 or name in ("topics", "audience")}
    taken = not errors(FORM, answers, "en", date(2026, 12, 1))
    fits = len(once) == len(answers) and VALIDATOR.is_valid(as_sent(FORM, answers))

    if any(letter > "\uffff" for given in answers.values() for text in given for letter in text):
        assert taken or not fits
    else:
        assert fits == taken


@pytest.mark.parametrize(
    ("low", "high"), [(0, 0), (0, 7), (1, 100000), (5, 5), (9, 10), (10, 99), (17, 3456), (99, 1001), (100, 4999)]
)
def test_a_pattern_of_figures_takes_just_the_numbers_between_two(low, high):
    pattern = re.compile(figures(low, high))

    assert [number for number in range(12_000) if pattern.search(str(number))] == [
        number for number in range(12_000) if low <= number <= high
    ]
    assert [bool(pattern.search(text)) for text in ("", "-1", "x", f"000{low}", f"{high}.0")] == [
        *[False] * 3,
        True,
        False,
    ]


def patterns_in(value):
    """Every pattern of a schema."""
    if isinstance(value, dict):
        yield from (part for name, part in value.items() if name == "pattern" and isinstance(part, str))
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from patterns_in(part)


def test_every_pattern_means_the_same_in_ecmascript_and_in_python():
    """JSON Schema's patterns are ECMA-262 regular expressions with the `u` flag."""
    patterns = sorted(set(patterns_in(openapi(FORM, ACTION, SITE))))
    samples = ["", "x", "a  b", " a", "a\nb", "\0", "a\u200bb", "می\u200cخ", "🚒", "\U000e0041", "0040", "7KQ2M-X4HBD"]
    samples += ["a@b.co", "601-555-0123", "2027-03-27", "a\rb", "\u2003", "x\u2003y", "\ufeff"]
    program = """
        const {patterns, samples} = JSON.parse(process.argv[1]);
        console.log(JSON.stringify(patterns.map((p) => samples.map((s) => new RegExp(p, "u").test(s)))));
    """
    told = json.dumps({"patterns": patterns, "samples": samples})
    done = subprocess.run(["node", "-e", program, told], capture_output=True, text=True, check=True)

    assert len(patterns) == 9
    assert json.loads(done.stdout) == [[bool(re.search(one, text)) for text in samples] for one in patterns]


@given(some.text(max_size=40))
def test_tidy_texts_fit_the_shared_patterns(text):
    answers = clean(FORM, {"name": (text,), "notes": (text,)})

    for name, shared in (("name", "line"), ("notes", "paragraphs")):
        for answer in answers[name]:
            assert re.search(SHARED[shared]["pattern"], answer)
            assert re.search(INK, answer)
