"""A file that cannot be an address, or holds two versions of a text, is told with what to do."""

import pytest

from site_builder.pages import better_name
from tests.conftest import Build, page

RULE = "Name files and folders with small letters, digits and hyphens, and end pages in `.md`"
ELSEWHERE = "Only pages stand here, and their names end in `.md`; pictures belong into `content/images/`"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("prepare/My Radio.md", f"{RULE}: `prepare/my-radio.md`"),
        ("prepare/Niño.markdown", f"{RULE}: `prepare/nino.md`"),
        ("Prepare/radio (1).txt", f"{RULE}: `prepare/radio-1.md`"),
        ("prepare/???.md", RULE),
        ("prepare/radio.docx", ELSEWHERE),
        ("prepare/radio.png", ELSEWHERE),
    ],
)
def test_a_name_that_cannot_be_an_address_is_told_with_one_that_can(name: str, hint: str) -> None:
    assert better_name(name) == hint


def test_two_versions_of_a_text_are_told_where_they_begin(site: Build) -> None:
    tried = site(page("Go in.\n\n<<<<<<< HEAD\n- Water\n=======\n- Food\n>>>>>>> other"))

    assert tried.said == ["content/en/storm.md:9:1: two versions of the text stand here [merge-conflict]"]


def test_two_versions_of_the_settings_or_the_facts_are_told_as_such(site: Build) -> None:
    conflict = "<<<<<<< HEAD\nfacts: {}\n=======\nsources: {}\n>>>>>>> other\n"

    tried = site(f"-- content/facts.yaml --\n{conflict}")

    assert tried.said == ["content/facts.yaml:1:1: two versions of the text stand here [merge-conflict]"]


def test_a_heading_with_a_line_of_equals_signs_is_fine(site: Build) -> None:
    assert site(page("Words.\n\nGo in\n-----\n\n`<<<<<<<`")).said == []
