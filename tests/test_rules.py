"""What docs/checks.md teaches is true: every example has the fault it stands for."""

import re

import pytest

from site_builder.reading_rules import Rule
from site_builder.rules import RULES
from tests.conftest import Build, page

SAID = re.compile(r"^(?:https:/)?[\w./-]+(?::\d+)*: ")
"""The start of an example that is a message: its fault is of the disk, of bytes, or too large to print."""
SETTINGS = {"opposite-action": {"which_way": "/about-this-site/"}}
RUN = [rule for rule in RULES.values() if not SAID.match(rule.example)]


def as_site(example: str) -> str:
    """Return an example as a site: it is files, one file, or the text of a page."""
    if example.startswith("-- "):
        return example + "\n"
    return f"-- content/en/storm.md --\n{example}\n" if example.startswith("---") else page(example)


@pytest.mark.parametrize("rule", RUN, ids=lambda rule: rule.code)
def test_an_example_has_the_fault_it_stands_for(site: Build, rule: Rule) -> None:
    tried = site(as_site(rule.example), **SETTINGS.get(rule.code, {}))

    assert rule.code in {problem.code for problem in tried.problems}


def test_nearly_all_examples_are_tried() -> None:
    assert {rule.code for rule in RULES.values()} - {rule.code for rule in RUN} == {
        "busy-output",
        "changed-file",
        "disk",
        "extra-file",
        "file-encoding",
        "file-size",
        "first-packet",
        "foreign-output",
        "idle-acceptance",
        "line-ends",
        "lost-essential",
        "lost-pages",
        "missing-file",
        "missing-header",
        "nesting",
        "no-answer",
        "no-manifest",
        "no-site",
        "page-weight",
        "revision",
        "wrong-cache",
        "wrong-key",
        "wrong-signature",
        "wrong-type",
        "symbolic-link",
    }


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_code_has_a_rule_an_example_a_reason_and_a_fix(rule: Rule) -> None:
    assert all((rule.what, rule.example, rule.why, rule.fix))
    assert rule.fix[0] == rule.fix[0].lower()
    assert rule.fix.endswith(".")
