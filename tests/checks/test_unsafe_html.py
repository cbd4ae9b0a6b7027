"""Raw HTML is judged, not silently stripped."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<script>alert(1)</script>", "script"),
        ("Go <script>alert(1)</script> now.", "script"),
        ("<SCRIPT>alert(1)</SCRIPT>", "script"),
        ("<style>p { color: red }</style>", "style"),
        ('<iframe src="https://video.example.org/"></iframe>', "iframe"),
        ("<form><p>Words.</p></form>", "form"),
        ("<svg></svg>", "svg"),
        ('<object data="/x/"></object>', "object"),
        ('<x-block name="note" title="">Words.</x-block>', "x-block"),
        ("<x-fact>Words.</x-fact>", "x-fact"),
        ("Call <x-contact>us</x-contact>.", "x-contact"),
    ],
)
def test_an_element_that_is_not_known_to_be_safe_is_a_problem(site: Build, html: str, name: str) -> None:
    built = site(page(f"Words.\n\n{html}"))

    assert built.said == [f"content/en/storm.md:9: the element `<{name}>` is not allowed in pages [unsafe-html]"]


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ('<p onclick="alert(1)">Words.</p>', "onclick"),
        ("Go <b onMouseOver=alert(1)>in</b>.", "onmouseover"),
        ('<p style="color: red">Words.</p>', "style"),
        ('<img src="/images/map.png" alt="The nearest shelters" onerror="alert(1)">', "onerror"),
    ],
)
def test_an_attribute_that_is_not_known_to_be_safe_is_a_problem(site: Build, html: str, name: str) -> None:
    built = site("-- content/images/map.png --\nx\n" + page(f"Words.\n\n{html}"))

    assert built.said == [f"content/en/storm.md:9: the attribute `{name}` is not allowed in pages [unsafe-html]"]


def test_the_attributes_of_a_main_heading_are_judged_too(site: Build) -> None:
    built = site(page('Words.\n\n<h1 onclick="alert(1)">Storms</h1>'))

    assert built.said == [
        "content/en/storm.md:9: `Storms` is a second main heading: the title is the page's only one [heading-order]",
        "content/en/storm.md:9: the attribute `onclick` is not allowed in pages [unsafe-html]",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "[the kit](javascript:alert%281%29)",
        "[the kit](JavaScript:alert%281%29)",
        "[the kit][kit]\n\n[kit]: javascript:alert%281%29",
        "![The kit](javascript:alert%281%29)",
        '<a href="javascript:alert(1)">the kit</a>',
        "<a href=' JAVASCRIPT:alert(1)'>the kit</a>",
        '<a href="java\nscript:alert(1)">the kit</a>',
        '<a href="java&Tab;script:alert(1)">the kit</a>',
        '<a href="java&#10;script:alert(1)">the kit</a>',
        '<a href="&#106;avascript&colon;alert(1)">the kit</a>',
    ],
)
def test_an_address_that_would_run_a_script_is_a_problem_in_any_disguise(site: Build, html: str) -> None:
    built = site(page(f"Words.\n\n{html}"))

    line = 11 if "kit]:" in html else 9
    problem = "addresses of the kind `javascript:` are not allowed [unsafe-html]"
    assert built.said == [f"content/en/storm.md:{line}: {problem}"]


@pytest.mark.parametrize(
    "html",
    [
        "[the kit](data:text/html,words)",
        "![The kit](data:image/png;base64,AAAA)",
        '<img src="data:image/png;base64,AAAA" alt="The kit">',
        '<img src="/images/map.png" srcset="/images/map.png 1x, data:x 2x" alt="The kit">',
    ],
)
def test_an_address_that_holds_its_own_content_is_a_problem(site: Build, html: str) -> None:
    built = site("-- content/images/map.png --\nx\n" + page(f"Words.\n\n{html}"))

    assert built.said == ["content/en/storm.md:9: addresses of the kind `data:` are not allowed [unsafe-html]"]


@pytest.mark.parametrize(
    "html",
    [
        '<p class="x" id="y">Go <b>in</b>, <abbr title="United States">US</abbr>.</p>',
        '<a href="https://agency.example.org/">The agency</a>',
        '<a href="/about-this-site/?a=javascript:b">What this is</a>',
        "<details open><summary>More</summary><p>Words.</p></details>",
        "Write `<script>` there.",
        "```\n<script>alert(1)</script>\n<x-fact>\n```",
        "Footnotes[^1] too.\n\n[^1]: Words.",
        "Table: Who\n\n| Who | What |\n| --- | --- |\n| All | In |",
    ],
)
def test_plain_html_and_all_that_markdown_makes_is_fine(site: Build, html: str) -> None:
    assert site(page(html)).said == []


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            "See <www.example.org>.",
            "the element `<www.example.org>` is not allowed in pages",
            "Write `[words](https://www.example.org)`",
        ),
        (
            "![The map](C:/maps/map.png)",
            "`c:` is a place on your computer",
            "Put the picture into `content/images/`, and write `/images/name.png`",
        ),
    ],
)
def test_an_address_that_cannot_be_one_is_told_with_what_can(site: Build, words: str, said: str, hint: str) -> None:
    found = [problem for problem in site(page(words)).problems if problem.code == "unsafe-html"]

    assert [(problem.message, problem.hint) for problem in found] == [(said, hint)]
