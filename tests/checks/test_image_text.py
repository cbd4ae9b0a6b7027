"""Every picture can be heard."""

import pytest

from tests.conftest import Build, page

PICTURE = "-- content/images/shelters.png --\nx\n"
NAME = "the image `/images/shelters.png`"


@pytest.mark.parametrize("base_url", ["https://example.org", "https://example.org/folder"])
@pytest.mark.parametrize(
    ("image", "fault"),
    [
        ("![](/images/shelters.png)", "has no words that stand for it"),
        ('<img src="/images/shelters.png" alt=" ">', "has no words that stand for it"),
        ('<img src="/images/shelters.png">', "has no words that stand for it"),
        ("![IMG_0042.JPEG](/images/shelters.png)", "has its file name for words"),
        ("![shelters](/images/shelters.png)", "has its file name for words"),
        (
            "![Picture of two shelters](/images/shelters.png)",
            "has words that begin `Picture of two shel…`: a screen reader says that it is an image",
        ),
        (f"![{'A map. ' * 23}](/images/shelters.png)", "has 161 characters of words, and 160 fit"),
    ],
    ids=["empty", "blank", "missing", "file name", "name of the file", "idle start", "long"],
)
def test_words_that_do_not_stand_for_the_image_are_a_problem(
    site: Build, image: str, fault: str, base_url: str
) -> None:
    built = site(PICTURE + page(f"Words.\n\n{image}"), base_url=base_url)

    assert built.said == [f"content/en/storm.md:9: {NAME} {fault} [image-text]"]


def test_the_same_image_is_blamed_at_the_line_where_it_lacks_words(site: Build) -> None:
    built = site(PICTURE + page("![The nearest shelters](/images/shelters.png)\n\nWords.\n\n![](/images/shelters.png)"))

    assert built.said == [f"content/en/storm.md:11: {NAME} has no words that stand for it [image-text]"]


@pytest.mark.parametrize("words", ["Photographs of old storms hang here", "Two shelters: north and south"])
def test_words_that_say_what_the_image_shows_are_fine(site: Build, words: str) -> None:
    assert site(PICTURE + page(f"![{words}](/images/shelters.png)")).said == []


def test_a_template_may_leave_an_ornament_without_words(site: Build) -> None:
    template = (
        '{% extends "base.html" %}\n{% block answer %}\n<img src="/images/shelters.png" alt="">\n{% endblock %}\n'
    )
    built = site(f"{PICTURE}-- templates/kinds/page.html --\n{template}")

    assert built.said == []


def test_a_template_that_leaves_out_the_attribute_is_a_problem_at_its_line(site: Build) -> None:
    template = '{% extends "base.html" %}\n{% block answer %}\n<img src="/images/shelters.png">\n{% endblock %}\n'
    built = site(f"{PICTURE}-- templates/kinds/page.html --\n{template}")

    assert built.said == [f"templates/kinds/page.html:3: {NAME} has no words that stand for it [image-text]"]
