"""Contacts exist."""

from tests.conftest import Build, page


def test_a_block_for_an_unknown_contact_is_a_problem(site: Build) -> None:
    built = site(page("Words.\n\n::: contact ofice\n:::"))

    assert built.said == ["content/en/storm.md:9: `ofice` is not among the contacts [unknown-contact]"]
    assert built.problems[0].hint == "Did you mean `office`?"


def test_a_block_that_names_no_contact_is_a_problem(site: Build) -> None:
    built = site(page("Words.\n\n::: contact\n:::"))

    assert built.said == ["content/en/storm.md:9: `` is not among the contacts [unknown-contact]"]


def test_a_phone_of_an_unknown_contact_is_a_problem(site: Build) -> None:
    built = site(page("Words.\n\nCall {{ contact.ofice.phone }}."))

    assert built.said == ["content/en/storm.md:9: `ofice` is not among the contacts [unknown-contact]"]


def test_what_a_contact_does_not_have_is_a_problem(site: Build) -> None:
    built = site(
        """
        -- content/site.yaml --
        name: {en: Test Office}
        short_name: {en: Test}
        tagline: {en: What to do.}
        base_url: https://example.org
        languages: {en: English}
        official: true
        owner: The Test Office
        office_contact: office
        navigation: []
        footer: []
        contacts:
          office:
            name: {en: The office}
            purpose: {en: Ask about this site.}
            source: handbook
            checked: 2026-11-01
        -- content/en/storm.md --
        ---
        title: Storm
        description: What to know about a storm, in as few words as fit.
        checked: 2026-11-01
        ---
        Call {{ contact.office.phone }}.

        Read {{ contact.office.website }}.
        """
    )

    assert built.said == [
        "content/en/storm.md:6: the contact `office` has no phone [unknown-contact]",
        "content/en/storm.md:8: the contact `office` has no website [unknown-contact]",
    ]


def test_contacts_of_the_settings_are_fine(site: Build) -> None:
    built = site(page("Call {{ contact.office.phone }}, {{ contact.office.website }}.\n\n::: contact office\n:::"))

    assert built.said == []


def test_an_unknown_contact_in_the_words_of_a_picture_is_a_problem(site: Build) -> None:
    built = site("-- content/images/a.png --\n" + page("Words.\n\n![Call {{ contact.ofice.phone }}](/images/a.png)"))

    assert built.said == ["content/en/storm.md:9: `ofice` is not among the contacts [unknown-contact]"]
    assert built.problems[0].hint == "Did you mean `office`?"
