"""What is read at once is what the parser reads, to the place of each word."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder import yaml_text
from site_builder.front_matter import split_front_matter
from site_builder.problems import Invalid
from site_builder.project import read_project
from site_builder.quick_yaml import changed_numbers, read_plainly, read_yaml
from site_builder.source import Source
from tests.conftest import ROOT

SIGNS = "ab1 0/.,;:()'\"\u2019\u00e9+&!?-#[]{}|>*%@`=~_\t\u00a0\u2028"
PIECES = st.one_of(
    st.sampled_from(("a", "title", "also", ": ", ":", ", ", "[", "]", "\n", " ", "---", "1.10", "07001", "2026-11-23")),
    st.sampled_from(("two words", "1e3", "null", "~", "x, y", "0", "30", "1_0", "a: b", "a - b", "it's", "caf\u00e9")),
    st.text(SIGNS, max_size=6),
)
NAMES = st.sampled_from(("title", "also", "order", "a1", "null"))
SETTINGS = st.one_of(
    st.builds("{}: {}".format, NAMES, st.lists(PIECES, max_size=4).map("".join)),
    st.builds("{}: [{}]".format, NAMES, st.lists(st.lists(PIECES, max_size=3).map("".join), max_size=3).map(", ".join)),
)
TEXTS = st.one_of(st.lists(SETTINGS, max_size=4).map("\n".join), st.lists(PIECES, max_size=8).map("".join))


def parsed(text: str) -> Any:
    """Return what the parser reads, or its problems."""
    try:
        return yaml_text.read_yaml(text, "a.md", 2)
    except Invalid as fault:
        return fault.problems


@given(TEXTS)
def test_what_is_read_at_once_is_what_the_parser_reads(text: str) -> None:
    read = read_plainly(text, 2)

    assert read is None or read == parsed(text)
    if read:
        assert [*changed_numbers(text, 2)] == [*yaml_text.changed_numbers(text, 2)]


def test_the_settings_of_nearly_all_real_pages_are_read_at_once() -> None:
    pages = {path: body.decode() for path, body in read_project(ROOT).under("content").items() if path.endswith(".md")}
    fronts = {path: split_front_matter(Source(path, text, "en", "/"))[0] for path, text in pages.items()}
    read = {path: read_yaml(front, path, 2) for path, front in fronts.items() if read_plainly(front, 2)}

    assert len(read) > 0.9 * len(pages) > 50
    assert read == {path: parsed(fronts[path]) for path in read}


@pytest.mark.parametrize("value", ["1.10", "07001", "[a, 1.10]", "1e3"])
def test_a_number_that_yaml_would_change_is_left_to_the_parser(value: str) -> None:
    assert [*changed_numbers(f"title: {value}", 2)] == [*yaml_text.changed_numbers(f"title: {value}", 2)] != []
