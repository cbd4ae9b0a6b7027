"""An id names one thing on a page."""

from tests.conftest import Build, page


def test_two_headings_with_the_same_words_are_a_problem_at_the_second(site: Build) -> None:
    built = site(
        page("""
            ## Water

            Water comes first.

            ## Water
        """)
    )

    assert built.said == ["content/en/storm.md:11: the id `water` stands 2 times on the page [duplicate-id]"]


def test_an_id_that_the_template_uses_too_is_a_problem_at_the_heading(site: Build) -> None:
    built = site(page("Words.\n\n## The main thing {#main}"))

    assert built.problems[0].hint == "Give the heading another id, such as `{#main-more}` at its end"

    assert built.said == ["content/en/storm.md:9: the frame of every page has the id `main` as well [duplicate-id]"]


def test_an_id_that_stands_twice_in_a_template_is_a_problem_at_the_template(site: Build) -> None:
    built = site("""
        -- templates/kinds/page.html --
        {% extends "base.html" %}
        {% block answer %}
        <p id="twin">One</p>
        <p id="twin">Two</p>
        {% endblock %}
    """)

    assert built.said == ["templates/kinds/page.html:3: the id `twin` stands 2 times on the page [duplicate-id]"]


def test_headings_with_ids_of_their_own_are_fine(site: Build) -> None:
    built = site(page("## Water {#water-at-home}\n\n## Water {#water-on-the-way}"))

    assert built.said == []
