"""Headings are an outline that screen readers walk through."""

from tests.conftest import Build, page


def test_a_heading_that_skips_a_level_is_a_problem_at_the_heading(site: Build) -> None:
    built = site(
        page("""
            Water comes first.

            ### Water
        """)
    )

    assert built.said == ["content/en/storm.md:9: the heading `Water` skips a level: h1 to h3 [heading-order]"]
    assert built.problems[0].hint == "Write it with `##`"


def test_a_second_main_heading_is_a_problem(site: Build) -> None:
    built = site(page("Words.\n\n# Storms"))

    assert built.said == [
        "content/en/storm.md:9: `Storms` is a second main heading: the title is the page's only one [heading-order]"
    ]


def test_a_heading_of_a_template_that_skips_a_level_is_a_problem_at_the_template(site: Build) -> None:
    built = site("""
        -- templates/kinds/page.html --
        {% extends "base.html" %}
        {% block answer %}
        <h4>Deep down</h4>
        {% endblock %}
    """)

    assert built.said == [
        "templates/kinds/page.html:3: the heading `Deep down` skips a level: h1 to h4 [heading-order]"
    ]


def test_headings_that_go_down_one_by_one_and_up_at_will_are_fine(site: Build) -> None:
    assert site(page("## Before\n\n### Water\n\n#### Tap\n\n## During")).said == []
