"""No page asks for what its own security policy refuses. tests/browser/test_hosts.py proves that browsers refuse it."""

import pytest

from site_builder.model import Built
from tests.conftest import Build, page

TEMPLATE = "templates/kinds/page.html"


def with_template(built: Build, html: str) -> list[str]:
    """Return what is said of a site whose template for pages holds some HTML on its third line."""
    text = f'{{% extends "base.html" %}}\n{{% block answer %}}\n{html}\n{{% endblock %}}\n'
    return [each for each in built(page() + f"-- {TEMPLATE} --\n{text}").said if "refused-by-policy" in each]


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<p onclick="go()">Go.</p>', "the attribute `onclick` of `<p>`"),
        ('<p style="color: red">Go.</p>', "the attribute `style` of `<p>`"),
        ("<script>go()</script>", "a script in the text of a page"),
        ('<script type="text/javascript">go()</script>', "a script in the text of a page"),
        (
            '<script src="https://evil.example/x.js"></script>',
            "`https://evil.example/x.js`, which another host would send",
        ),
        ('<script src="//evil.example/x.js"></script>', "`//evil.example/x.js`, which another host would send"),
        (
            '<script src="data:text/javascript,go()"></script>',
            "`data:text/javascript,go()`, which another host would send",
        ),
        (
            '<link rel="stylesheet" href="https://evil.example/x.css">',
            "`https://evil.example/x.css`, which another host would send",
        ),
        ('<iframe src="/storm/" title="Storm"></iframe>', "the element `<iframe>`"),
        ('<base href="/">', "the element `<base>`"),
    ],
)
def test_what_the_policy_refuses_is_a_problem_of_the_template(site: Build, html: str, what: str) -> None:
    assert set(with_template(site, html)) == {
        f"{TEMPLATE}:3: the site's safety policy refuses {what} [refused-by-policy]"
    }


@pytest.mark.parametrize(
    "html",
    [
        '<script type="application/ld+json">{}</script>',
        '<a href="https://elsewhere.example/">Elsewhere</a>',
        '<img src="/icon.svg" alt="">',
        '<img src="https://example.org/icon.svg" alt="">',
        '<link rel="author" href="https://elsewhere.example/">',
        '<p data-once="1">Go.</p>',
    ],
)
def test_what_it_allows_is_fine(site: Build, html: str) -> None:
    assert with_template(site, html) == []


def test_an_image_of_another_host_is_a_problem_at_its_line(site: Build) -> None:
    built = site(page("Words.\n\n![A shelter](https://pictures.example.org/a.png)"))

    assert [each for each in built.said if "refused" in each] == [
        "content/en/storm.md:9: the site's safety policy refuses `https://pictures.example.org/a.png`,"
        " which another host would send [refused-by-policy]"
    ]


def test_what_an_editor_wrote_is_one_problem(site: Build) -> None:
    """`unsafe-html` says it."""
    built = site(page('<p onclick="go()">Go.</p>'))

    assert built.said == ["content/en/storm.md:7: the attribute `onclick` is not allowed in pages [unsafe-html]"]


def test_the_real_pages_ask_for_nothing_that_is_refused(real_site: Built) -> None:
    assert len(real_site.documents) > 45
    assert [each for each in real_site.problems if each.code == "refused-by-policy"] == []
