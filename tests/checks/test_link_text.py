"""A link says where it leads."""

import pytest

from tests.conftest import Build, page

BASES = ["https://example.org", "https://example.org/folder"]


@pytest.mark.parametrize("base_url", BASES)
@pytest.mark.parametrize(
    "words", ["here", "Click here", "Read more…", "this page", "https://example.org/x", "www.a.org"]
)
def test_a_link_whose_words_do_not_say_where_it_leads_is_a_problem(site: Build, words: str, base_url: str) -> None:
    built = site(page(f"Words.\n\nFor the whole story [{words}](/about-this-site/)."), base_url=base_url)

    assert built.said == [f"content/en/storm.md:9: the link text `{words}` does not say where it leads [link-text]"]


@pytest.mark.parametrize("base_url", BASES)
@pytest.mark.parametrize("link", ["[](/about-this-site/)", '<a href="/about-this-site/"></a>'])
def test_a_link_without_words_is_a_problem(site: Build, link: str, base_url: str) -> None:
    built = site(page(f"Words.\n\nFor the whole story {link}."), base_url=base_url)

    assert built.said == ["content/en/storm.md:9: the link to `/about-this-site/` has no words [link-text]"]


def test_each_such_link_is_a_problem_at_its_own_line(site: Build) -> None:
    """The address may stand in the frame of the page too."""
    built = site(page("Back [here](/).\n\nBack [to the start](/).\n\nBack [here](/)."))

    assert built.said == [
        "content/en/storm.md:7: the link text `here` does not say where it leads [link-text]",
        "content/en/storm.md:11: the link text `here` does not say where it leads [link-text]",
    ]


@pytest.mark.parametrize(
    "link",
    [
        "[What this is](/about-this-site/)",
        "[Here is the kit](/about-this-site/)",
        "[![The nearest shelters](/images/map.png)](/about-this-site/)",
        '<a href="/about-this-site/" aria-label="What this is"></a>',
    ],
)
def test_a_link_with_words_of_its_own_is_fine(site: Build, link: str) -> None:
    assert site("-- content/images/map.png --\nx\n" + page(link)).said == []
