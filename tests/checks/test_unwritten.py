"""No page is public before it is written."""

import re

import pytest

from site_builder.checks.unwritten import SKELETON
from site_builder.new_page import BODIES, FIRST_WORDS
from tests.conftest import Build, page


@pytest.mark.parametrize("words", [*SKELETON, "TODO", "TBD", "FIXME", "Lorem ipsum"])
def test_a_line_that_stands_for_a_text_is_a_problem(site: Build, words: str) -> None:
    [problem] = site(page(f"Go in.\n\n{words}")).problems

    assert str(problem) == (
        f"content/en/storm.md:9:1: `{words}` stands where a text should [unwritten]\n"
        "    Write the text, or keep `draft: true` until it is written"
    )


def test_all_that_a_new_page_begins_with_is_known() -> None:
    texts = "\n".join((*BODIES.values(), FIRST_WORDS))

    assert tuple(sorted(re.findall(r"Write [^.]*\.", texts))) == SKELETON


def test_a_draft_and_a_text_with_such_words_are_fine(site: Build) -> None:
    draft = page("Write what readers need to know first.", more="draft: true\n")

    assert site(draft, drafts=True).said == []
    assert site(page("Write what you need on paper. To do it now is best.")).said == []
