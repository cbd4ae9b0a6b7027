"""Private notes stay private."""

from tests.conftest import Build, page


def test_each_comment_is_a_problem_at_its_line(site: Build) -> None:
    built = site(
        page("""
            Go inside.

            <!-- Ask Jo whether this still holds. -->

            Stay <!-- really? --> there.
        """)
    )

    assert built.said == [
        "content/en/storm.md:9: the comment `Ask Jo whether this still holds.` would be published [comment]",
        "content/en/storm.md:11: the comment `really?` would be published [comment]",
    ]


def test_a_comment_shown_as_code_is_fine(site: Build) -> None:
    built = site(page("Write `<!-- a note -->` in HTML."))

    assert built.said == []
