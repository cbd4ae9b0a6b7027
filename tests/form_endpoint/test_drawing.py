"""The page of the form, drawn again with whatever was typed."""

import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as some
from justhtml import JustHTML

from form_endpoint.form import TRAP, from_json, to_json
from form_endpoint.judge import clean, errors
from form_endpoint.page import FORM_MARK, INTRO_MARK, cut, draw, draw_notice, draw_received, draw_status
from form_endpoint.view import control_id
from tests.form_endpoint.made import compiled, good
from tests.form_endpoint.test_judging import TODAY, as_raw

FILE = compiled()
FORM = FILE.definition


def elements(page, *names):
    """Every element with one of these names."""
    tree = JustHTML(page, fragment=False, sanitize=False)
    return [node for name in names for node in tree.query(name)]


def drawn(**changed):
    answers = clean(FORM, as_raw(good(**changed)))
    return draw(FILE, "en", answers, errors(FORM, answers, "en", TODAY), 422)


def test_the_page_without_answers_is_the_same_from_the_compiled_form(two_languages):
    """The builder draws from what it has in hand, the endpoint from the file that was written."""
    again = from_json(to_json(two_languages))
    for language in ("en", "es"):
        page = draw(two_languages, language, {}, {})
        assert page == draw(again, language, {}, {})
        assert page.startswith(two_languages.pages[language].before + two_languages.pages[language].intro)
        assert page.endswith(two_languages.pages[language].after)


def test_the_empty_page_has_no_error_and_no_mark():
    page = draw(FILE, "en", {}, {})

    assert [
        word
        for word in ("error-summary", "aria-invalid", "field--error", "checked", "selected", "<!--")
        if word in page
    ] == []
    assert page.count("<h1>") == page.count("<main") == 1


def test_every_question_has_a_label_that_points_at_it():
    page = draw(FILE, "en", {}, {})
    ids = [
        one.attrs["id"] for one in elements(page, "input", "select", "textarea") if one.attrs.get("type") != "hidden"
    ]
    labels = [one.attrs["for"] for one in elements(page, "label")]

    assert sorted(labels) == sorted(ids)
    assert len(set(ids)) == len(ids) == 49
    assert len(elements(page, "legend")) == len(elements(page, "fieldset")) == 6


def test_every_description_is_on_the_page():
    for page in (draw(FILE, "en", {}, {}), drawn(county="", topics=[], need="x", email="x")):
        ids = {one.attrs["id"] for one in elements(page, "p", "h2") if "id" in one.attrs}
        every = elements(page, "input", "select", "textarea", "fieldset", "section", "div")
        used = {
            name
            for one in every
            for key in ("aria-describedby", "aria-labelledby")
            for name in one.attrs.get(key, "").split()
        }
        assert used
        assert used <= ids


def test_what_must_be_corrected_is_listed_first_with_links_to_the_questions():
    page = drawn(county="", email="x", topics=[])
    links = [(one.attrs["href"], one.to_text().strip()) for one in elements(page, "a")]
    (title,) = elements(page, "title")

    assert links == [
        ("#form-topics", "Choose at least one topic"),
        ("#form-email", "Enter an e-mail address such as name@example.com"),
        ("#form-county", "Enter your county"),
        ("tel:+16019871212", "601-987-1212"),
    ]
    assert title.to_text() == "Error: Ask for a speaker or training"
    assert page.index("error-summary") < page.index("<h1>")


def values(page):
    """What a browser would send of a page, by name."""
    sent = {}
    for one in elements(page, "input"):
        if one.attrs["type"] not in ("radio", "checkbox") or "checked" in one.attrs:
            sent.setdefault(one.attrs["name"], []).append(one.attrs.get("value") or "")
    for one in elements(page, "textarea"):
        sent[one.attrs["name"]] = [one.to_text(separator="", strip=False)]
    for one in elements(page, "select"):
        sent[one.attrs["name"]] = [
            option.attrs["value"] for option in one.query("option") if "selected" in option.attrs
        ]
    return sent


def test_all_that_was_typed_is_still_there():
    answers = clean(FORM, as_raw(good(county="")))
    sent = values(drawn(county=""))

    assert clean(FORM, {name: tuple(given) for name, given in sent.items()}) == answers


def test_no_native_constraint_forbids_what_the_endpoint_takes():
    page = draw(FILE, "en", {}, {})
    told = {
        one.attrs["name"]: {
            key: one.attrs[key] for key in ("maxlength", "pattern", "inputmode", "autocomplete") if key in one.attrs
        }
        for one in elements(page, "input", "textarea")
        if one.attrs["name"] in ("organization", "email", "phone", "attendance", "notes", "first_date")
    }

    assert told == {
        "organization": {"maxlength": "120", "autocomplete": "organization"},
        "email": {"maxlength": "254", "autocomplete": "email"},
        "phone": {"maxlength": "30", "pattern": r"[0-9+\(\).\- x]{7,30}", "autocomplete": "tel"},
        "first_date": {},
        "attendance": {"pattern": "[0-9]{1,6}", "inputmode": "numeric"},
        "notes": {"maxlength": "1500"},
    }


def test_every_pattern_on_the_page_compiles_as_browsers_compile_it():
    """They use the RegExp `v` flag, and silently leave out what does not compile."""
    pages = (draw(FILE, "en", {}, {}), draw_status(FILE, "en", ""))
    patterns = [one.attrs["pattern"] for page in pages for one in elements(page, "input") if "pattern" in one.attrs]
    program = "for (const p of JSON.parse(process.argv[1])) new RegExp(`^(?:${p})$`, 'v');"
    compiles = [
        subprocess.run(["node", "-e", program, json.dumps([one])], capture_output=True, check=False).returncode == 0
        for one in (*patterns, "[0-9()+-]")
    ]

    assert len(patterns) >= 2
    assert compiles == [*[True] * len(patterns), False]


def test_the_trap_is_out_of_the_way_of_people_and_their_programs():
    (trap,) = [one for one in elements(draw(FILE, "en", {}, {}), "input") if one.attrs["name"] == TRAP]

    assert {key: trap.attrs[key] for key in ("tabindex", "autocomplete", "data-lpignore")} == {
        "tabindex": "-1",
        "autocomplete": "off",
        "data-lpignore": "true",
    }
    assert trap.parent.attrs["aria-hidden"] == "true"


HOSTILE = some.one_of(
    some.text(max_size=40),
    some.sampled_from(
        [
            "</textarea><script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "' onfocus='x' autofocus='",
            "<!--",
            "]]>",
            "</main></html>",
            "{{ 7 * 7 }}{% raw %}",
            "&lt;b&gt;&amp;",
            "\n\nleading",
        ]
    ),
)
NAMES = [one.name for one in FORM.fields]


def census(page):
    """How many of each element there are, and every attribute that could run something."""
    every = elements(page, "*")
    names = [one.name for one in every]
    running = [key for one in every for key in one.attrs if key.startswith("on") or key in ("style", "srcdoc")]
    counts = {
        name: names.count(name)
        for name in ("form", "input", "textarea", "select", "button", "script", "img", "main", "h1")
    }
    return counts, running


@given(some.dictionaries(some.sampled_from(NAMES), some.lists(HOSTILE, min_size=1, max_size=2)))
def test_nothing_that_was_typed_becomes_part_of_the_page(raw):
    answers = clean(FORM, raw)
    page = draw(FILE, "en", answers, errors(FORM, answers, "en", TODAY), 422)

    assert census(page) == census(draw(FILE, "en", {}, {}))
    sent = values(page)
    for question in FORM.fields:
        if not question.options and question.type != "date":
            given_back = clean(FORM, {question.name: tuple(sent[question.name])})[question.name]
            assert given_back == answers[question.name][:1]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 429, 503])
def test_a_notice_says_what_to_do_in_the_look_of_the_site(status):
    page = draw_notice(FILE, "en", status)

    assert (
        elements(page, "title")[0].to_text()
        == elements(page, "h1")[0].to_text()
        == FORM.notices[str(status)].title["en"]
    )
    assert FORM.notices[str(status)].text["en"] in page
    assert "Tell us what you need" not in page
    assert '<li>Phone: <a href="tel:+16019871212">601-987-1212</a></li>' in page


@pytest.mark.parametrize("status", [429, 503])
def test_a_request_that_cannot_be_kept_now_comes_back_whole(status):
    answers = clean(FORM, as_raw(good()))
    page = draw(FILE, "en", answers, {}, status)

    assert FORM.notices[str(status)].text["en"] in page
    assert clean(FORM, {name: tuple(given) for name, given in values(page).items()}) == answers


def test_the_pages_after_sending_have_one_heading_and_one_title():
    for page in (draw_received(FILE, "en", "7KQ2M-X4HBD"), draw_status(FILE, "en", "<b>")):
        assert len(elements(page, "h1")) == len(elements(page, "title")) == len(elements(page, "main")) == 1
        assert elements(page, "title")[0].to_text() == elements(page, "h1")[0].to_text()
        assert elements(page, "b") == []


@pytest.mark.parametrize("page", ["", INTRO_MARK, FORM_MARK + INTRO_MARK, INTRO_MARK + FORM_MARK * 2])
def test_a_page_without_its_marks_cannot_be_cut(page):
    with pytest.raises(ValueError, match="once each"):
        cut(page, "/x/")


def test_ids_of_questions_are_no_words_of_a_heading():
    assert control_id("first_date") == "form-first-date"
