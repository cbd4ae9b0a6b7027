"""Knows the commands for those who write: begin a page, list what is due, compare, note addresses, help an editor."""

import argparse
from collections.abc import Sequence

from site_builder.addresses import LEDGER, unnoted, with_new
from site_builder.attempts import (
    PROBLEMS,
    PUBLISHED,
    WRONG_USAGE,
    attempt_build,
    attempt_of,
    counted,
    finder,
    say,
    the_moment,
)
from site_builder.difference import difference
from site_builder.findings import findings
from site_builder.memory import Memory
from site_builder.model import Attempt, Project
from site_builder.new_page import begin
from site_builder.problems import Invalid
from site_builder.report import report
from site_builder.review import REVIEW, review_page, summary
from site_builder.reviews import REVIEW_FORMATS, reviews
from site_builder.revision import read_revision
from site_builder.schemas import editor_files


def begin_page(options: argparse.Namespace, words: Sequence[str]) -> int:
    """Begin a page of a kind; drafts count, since it is one."""
    options.drafts = True
    tried = attempt_build(options)
    if tried.built is None:
        print(report(findings(tried.problems, tried.project.files), options.format))
        return PROBLEMS
    today = the_moment(options).date()
    return begin(options.site, tried.project, tried.built.site.settings, words, today, finder(options))


def list_reviews(options: argparse.Namespace) -> int:
    """Print what should be looked at again, also of a site that has problems."""
    tried = attempt_build(options)
    if tried.built is None:
        print(report(findings(tried.problems, tried.project.files), "text"))
        return PROBLEMS
    site = tried.built.site
    print(REVIEW_FORMATS[options.format](reviews(site), site), end="" if options.format == "ics" else "\n")
    return PUBLISHED


def show_difference(options: argparse.Namespace, words: Sequence[str]) -> int:
    """Write the page that shows what readers would see changed since a revision, and print a summary as Markdown."""
    if len(words) > 1 or any(word.startswith("-") for word in words):
        say("write `diff REV`, for example `diff main`")
        return WRONG_USAGE
    since = words[0] if words else "HEAD"
    memory = Memory()
    try:
        before = attempt_of(options, read_revision(options.site, since), memory.each)
    except Invalid as fault:
        before = Attempt(Project({}), None, fault.problems)
    after = attempt_build(options, memory.each)
    for tried in (before, after):
        if tried.built is None:
            print(report(findings(tried.problems, tried.project.files), "text"))
            return PROBLEMS
    assert before.built is not None
    assert after.built is not None
    found = difference(before.built, after.built)
    path = options.site / REVIEW
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(review_page(found, since), encoding="utf-8", newline="\n")
    print(summary(found, since), end="")
    say(f"Look at {path}")
    return PUBLISHED


def write_schemas(options: argparse.Namespace) -> int:
    """Write the files by which editors complete and underline."""
    for path, text in editor_files().items():
        (options.site / path).parent.mkdir(parents=True, exist_ok=True)
        (options.site / path).write_text(text, encoding="utf-8", newline="\n")
        print(path)
    return PUBLISHED


def note_addresses(options: argparse.Namespace) -> int:
    """Add to the ledger what readers can keep from now on; a site with problems has nothing to add."""
    options.drafts = False
    tried = attempt_build(options)
    if tried.built is None or tried.problems:
        print(report(findings(tried.problems, tried.project.files), options.format))
        return PROBLEMS
    new = unnoted(tried.built.site)
    (options.site / LEDGER).write_bytes(with_new(tried.built.site))
    print("\n".join(new))
    say(f"{counted(len(new), 'new address')} noted in {LEDGER}")
    return PUBLISHED
