"""An address in the text is a link."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(
    ("words", "column", "address"),
    [
        ("See https://example.org/x.", 5, "https://example.org/x"),
        ("See www.example.org for more", 5, "www.example.org"),
        ("- http://example.org", 3, "http://example.org"),
        ("(HTTPS://EXAMPLE.ORG/A)", 2, "HTTPS://EXAMPLE.ORG/A"),
    ],
)
def test_a_bare_address_is_a_problem_at_its_place(site: Build, words: str, column: int, address: str) -> None:
    assert site(page(words)).said == [
        f"content/en/storm.md:7:{column}: the address `{address}` is no link [bare-address]"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "See [the agency](https://agency.example.org/x).",
        "See [the agency][a].\n\n[a]: https://agency.example.org/x",
        "Write `https://agency.example.org`.",
        "```\nhttps://agency.example.org\n```",
        '<a href="https://agency.example.org">The agency</a>',
    ],
)
def test_a_link_and_code_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []
