"""Phone numbers live in one place."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    "number",
    [
        "601-555-0100",
        "(601) 555-0100",
        "601.555.0100",
        "+1 601 555 0100",
        "1-800-555-0100",
        "1-800-SAY-HELP",
        "help@example.org",
    ],
)
def test_a_number_or_mail_address_written_into_a_page_is_a_problem(site: Build, number: str) -> None:
    built = site(page(f"Words.\n\nFor help use {number} now."))

    assert built.said == [f"content/en/storm.md:9: `{number}` is written into the page [loose-contact]"]


@pytest.mark.parametrize("address", ["tel:+16015550100", "mailto:help@example.org"])
def test_a_link_that_calls_or_writes_is_a_problem(site: Build, address: str) -> None:
    built = site(page(f"Words.\n\nCall [the office]({address})."))

    assert built.said == [f"content/en/storm.md:9: the link `{address}` is written into the page [loose-contact]"]


def test_a_mail_address_in_pointed_brackets_is_two_problems_at_one_line(site: Build) -> None:
    built = site(page("Words.\n\nWrite to <help@example.org>."))

    assert built.said == [
        "content/en/storm.md:9: `help@example.org` is written into the page [loose-contact]",
        "content/en/storm.md:9: the link `mailto:help@example.org` is written into the page [loose-contact]",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Call {{ contact.office.phone }}.",
        "::: contact office\n:::",
        "Call 911 or 988.",
        "On 2026-11-01 at 10.30.",
        "Form 1234-5678-9012.",
        "Write `601-555-0100`.",
    ],
)
def test_a_contact_of_the_settings_and_other_numbers_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []
