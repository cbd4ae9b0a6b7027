"""Tidying and judging answers, and the numbers derived from them."""

import json
import re
import subprocess
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from form_endpoint.complete import faults
from form_endpoint.form import Field, from_json, possible_faults, say, to_json
from form_endpoint.judge import EMAIL, clean, clean_line, clean_paragraphs, errors, fault_in, utf16_length
from form_endpoint.reference import read_reference, reference_for
from tests.form_endpoint.made import compiled, good

FORM = compiled().definition
TODAY = date(2027, 1, 15)


def as_raw(answers):
    return {name: tuple(value) if isinstance(value, list) else (value,) for name, value in answers.items()}


def cleaned(**changed):
    return clean(FORM, as_raw(good(**changed)))


def test_the_real_form_is_complete():
    assert list(faults(FORM)) == []


def test_the_real_form_survives_the_way_through_json(file, two_languages):
    assert from_json(to_json(file)) == file
    assert from_json(to_json(two_languages)) == two_languages


def test_a_key_that_no_form_has_is_refused(file):
    with pytest.raises(TypeError):
        from_json(to_json(file).replace('"retention_days"', '"retain_days"'))


def test_good_answers_have_no_errors():
    assert errors(FORM, cleaned(), "en", TODAY) == {}


def test_every_required_question_says_what_to_do_in_the_order_of_the_page():
    assert errors(FORM, clean(FORM, {}), "en", TODAY) == {
        "need": "Choose what you need",
        "topics": "Choose at least one topic",
        "organization": "Enter the name of your organization or group",
        "organization_type": "Choose the kind of organization",
        "name": "Enter your name",
        "email": "Enter your e-mail address",
        "county": "Enter your county",
        "place": "Choose in person, online or either",
        "first_date": "Enter the date you would like",
        "attendance": "Enter how many people you expect",
        "open": "Choose yes if anyone may come, or no",
        "press": "Choose whether the press will be there",
    }


@pytest.mark.parametrize(
    ("name", "answer", "message"),
    [
        ("need", "party", "Choose one of the answers for what you need"),
        ("need", ["speaker", "training"], "Choose only one answer for what you need"),
        ("topics", ["flood", "dragons"], "Choose topics from the list"),
        ("organization", "x" * 121, "Shorten the name of your organization to 120 characters or fewer"),
        ("name", "\0\u200b \u202e", "Enter your name"),
        ("email", "canary@", "Enter an e-mail address such as name@example.com"),
        ("email", "a@b@c", "Enter an e-mail address such as name@example.com"),
        ("email", f"{'a' * 250}@b.co", "Enter an e-mail address of 254 characters or fewer"),
        ("phone", "call me", "Enter a phone number such as 601-555-0123, or leave it empty"),
        ("first_date", "2027-01-28", "Choose a date at least 14 days from today"),
        ("first_date", "27 March", "Enter a date such as 2027-03-27"),
        ("first_date", "2027-02-29", "Enter a date such as 2027-03-27"),
        ("first_date", "20270327", "Enter a date such as 2027-03-27"),
        ("first_date", "2029-01-15", "Choose a date within the next two years"),
        ("attendance", "a few", "Enter the number of people in figures, such as 40"),
        ("attendance", "٤٠", "Enter the number of people in figures, such as 40"),
        ("attendance", "1912.0", "Enter the number of people in figures, such as 40"),
        ("attendance", "0", "Enter 1 or more people"),
        ("attendance", "100001", "Enter 100000 people or fewer"),
        ("notes", "👩‍🚒" * 301, "Shorten anything else to 1500 characters or fewer"),
    ],
)
def test_a_wrong_answer_gets_its_own_message(name, answer, message):
    assert errors(FORM, cleaned(**{name: answer}), "en", TODAY) == {name: message}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("first_date", "2027-01-29"),
        ("first_date", "2029-01-14"),
        ("phone", "+1 (601) 555-0123 x12"),
        ("notes", "👩‍🚒" * 300),
        ("notes", "line\r\n" * 250),
        ("attendance", "100000"),
        ("email", "a..b'!#@localhost"),
    ],
)
def test_an_answer_at_the_limit_is_taken(name, answer):
    assert errors(FORM, cleaned(**{name: answer}), "en", TODAY) == {}


def test_a_course_needs_more_notice_than_a_talk():
    answers = cleaned(need="training", first_date="2027-04-14", second_date="2027-04-15")

    assert errors(FORM, answers, "en", TODAY) == {"first_date": "Choose a date at least 90 days from today"}


def test_messages_come_in_the_language_asked_for(two_languages):
    answers = clean(two_languages.definition, as_raw(good(county="")))

    assert errors(two_languages.definition, answers, "es", TODAY) == {"county": "ES Enter your county"}


def test_what_the_form_does_not_ask_is_left_out():
    assert cleaned(is_admin="1") == cleaned()


def test_joiners_stay_where_languages_and_emoji_need_them():
    assert clean_line(" می\u200cخواهم  👩\u200d🚒\u200b ") == "می\u200cخواهم 👩\u200d🚒"


@pytest.mark.parametrize(
    "changed",
    [
        {"organization": "  Canary\tGarden  Club "},
        {"notes": "First line\nsecond line"},
        {"notes": "First line\rsecond line\r\n\r\n"},
        {"topics": ["family-plan", "flood", "flood"]},
        {"name": "Canary\u200b Q.\u202e Public"},
        {"language": "es", "note_2": "", "unknown": "x"},
    ],
)
def test_the_same_content_has_the_same_reference(changed):
    assert reference_for(b"s", "f", cleaned(**changed)) == reference_for(b"s", "f", cleaned())


def test_one_letter_in_two_unicode_forms_has_one_reference():
    composed, apart = cleaned(name="Zo\u00eb"), cleaned(name="Zoe\u0308")

    assert reference_for(b"s", "f", composed) == reference_for(b"s", "f", apart)


def test_other_content_form_secret_or_turn_has_another_reference():
    references = {
        reference_for(b"s", "f", cleaned()),
        reference_for(b"s", "f", cleaned(attendance="41")),
        reference_for(b"s", "g", cleaned()),
        reference_for(b"t", "f", cleaned()),
        reference_for(b"s", "f", cleaned(), 1),
    }

    assert len(references) == 5


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7KQ2M-X4HBD", "7KQ2M-X4HBD"),
        (" 7kq2m x4hbd.", "7KQ2M-X4HBD"),
        ("7KQ2M\u2013X4HBD", "7KQ2M-X4HBD"),
        ("7KQ2M-X4HB", ""),
        ("7KQ2M-X4HB0", ""),
        ("", ""),
    ],
)
def test_a_reference_is_read_however_it_is_typed(typed, read):
    assert read_reference(typed) == read


@given(some.binary(min_size=1, max_size=40), some.text(max_size=20))
def test_every_reference_reads_as_itself(secret, name):
    reference = reference_for(secret, "f", {"name": (name,)})

    assert read_reference(reference.lower()) == reference


@given(some.text(some.characters(codec=None), max_size=60))
def test_tidying_twice_changes_nothing(text):
    """Lone surrogates come in through JSON and must not reach a store."""
    for tidy in (clean_line, clean_paragraphs):
        once = tidy(text)
        assert tidy(once) == once
        assert once.encode("utf-8").decode("utf-8") == once
        assert once == once.strip()


ANY_ANSWER = some.one_of(
    some.text(max_size=30), some.sampled_from([value for values in good().values() for value in values])
)


@given(some.dictionaries(some.sampled_from([one.name for one in FORM.fields]), some.lists(ANY_ANSWER, max_size=3)))
def test_judging_any_answers_gives_words_and_never_raises(raw):
    answers = clean(FORM, raw)

    assert clean(FORM, answers) == answers
    wrong = errors(FORM, answers, "en", TODAY)
    assert list(wrong) == [one.name for one in FORM.fields if one.name in wrong]
    assert all(message and "{" not in message for message in wrong.values())


@given(some.text(max_size=40))
def test_length_is_counted_as_javascript_does(text):
    assert utf16_length(text) == sum(2 if ord(letter) > 0xFFFF else 1 for letter in text)


def test_every_pattern_means_the_same_under_the_regexp_v_flag():
    """A pattern that does not compile there is silently ignored by browsers."""
    patterns = [EMAIL, *(one.pattern for one in FORM.fields if one.pattern)]
    samples = [
        "a@b.co",
        "a@b",
        "a@-b",
        "a@b-",
        "x{y|z}~@q.org",
        "601-555-0123",
        "(601) 555.0123 x9",
        "601",
        "a b@c",
        "é@b.co",
    ]
    program = """
        const {patterns, samples} = JSON.parse(process.argv[1]);
        const match = (p) => samples.map((s) => new RegExp(`^(?:${p})$`, "v").test(s));
        console.log(JSON.stringify(patterns.map(match)));
    """
    text = json.dumps({"patterns": patterns, "samples": samples})
    done = subprocess.run(["node", "-e", program, text], capture_output=True, text=True, check=True)

    assert len(patterns) > 1
    assert json.loads(done.stdout) == [[bool(re.fullmatch(one, text)) for text in samples] for one in patterns]


def test_a_fault_is_found_only_where_a_message_can_say_so():
    for question in FORM.fields:
        for answer in ("", "x", "1", "2020-01-01", "9999-12-31", "y" * 3000, "speaker"):
            fault = fault_in(question, (answer,) if answer else (), TODAY, 0)
            assert fault in ("", *possible_faults(question))


def test_words_fall_back_on_the_first_language():
    assert say({"en": "Hinds"}, "es") == "Hinds"


def test_a_form_that_lacks_things_is_told_where():
    text = {"en": "Name", "es": ""}
    question = Field("language", "text", text, {"late": text}, required=True, pattern="[")
    section = FORM.sections[0].__class__({"en": "Who", "es": "Quién"}, (question,))
    form = FORM.__class__(**{**vars(FORM), "title": {"en": "A", "es": "B"}, "sections": (section,), "notices": {}})
    found = [(where, what) for where, what in faults(form) if where[:1] != ("words",)]

    assert [one for one in found if one[0][:1] in (("sections",), ("requester",), ("event",))] == [
        (("sections", 0, "fields", 0), "`language` needs a `max_length`"),
        (("sections", 0, "fields", 0, "pattern"), "`[` is not a regular expression"),
        (("sections", 0, "fields", 0, "messages"), "`required` has no message"),
        (("sections", 0, "fields", 0, "messages"), "`once` has no message"),
        (("sections", 0, "fields", 0, "messages"), "`pattern` has no message"),
        (("sections", 0, "fields", 0, "messages", "late"), "`late` cannot happen to this question"),
        (("sections", 0, "fields", 0, "name"), "`language` is taken; give each question a name of its own"),
        (("requester",), "`email` is not a required question of type `email`"),
        (("event",), "`first_date` is not a required question of type `date`"),
        (("sections", 0, "fields", 0, "label"), "the text is missing in `es`"),
        (("sections", 0, "fields", 0, "messages", "late"), "the text is missing in `es`"),
    ]
