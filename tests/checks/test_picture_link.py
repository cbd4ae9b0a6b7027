"""A picture is shown, not linked."""

import pytest

from tests.conftest import Build, page

PICTURE = "-- content/images/kit.png --\n"


@pytest.mark.parametrize(
    ("words", "shown", "line"),
    [
        (
            "See [Two people carry a kit](/images/kit.png).",
            "[Two people carry a kit](/images/kit.png)",
            "See ![Two people carry a kit](/images/kit.png).",
        ),
        (
            "See ! [Two people carry a kit](/images/kit.png).",
            "! [Two people carry a kit](/images/kit.png)",
            "See ![Two people carry a kit](/images/kit.png).",
        ),
    ],
)
def test_a_link_to_a_picture_is_a_problem_with_the_line_to_paste(
    site: Build, words: str, shown: str, line: str
) -> None:
    [problem] = site(PICTURE + page(words)).problems

    assert str(problem) == (
        f"content/en/storm.md:7:5: `{shown}` is a link to a picture, not the picture [picture-link]\n"
        "    Write `!` right before the `[`"
    )
    assert problem.edit
    assert problem.edit.new == (line,)


@pytest.mark.parametrize(
    "words",
    [
        "![Two people carry a kit](/images/kit.png)",
        "[![Two people carry a kit](/images/kit.png)](/about-this-site/)",
        "Write `[words](/images/kit.png)`.\n\n![Two people carry a kit](/images/kit.png)",
    ],
)
def test_a_picture_and_a_picture_that_is_a_link_are_fine(site: Build, words: str) -> None:
    assert [said for said in site(PICTURE + page(words)).said if "picture-link" in said] == []
