"""What is shown at an address: the newest page that could be built, else the last one, and what is wrong with it."""

import json

from site_builder.model import Attempt
from site_builder.pipeline import finish, glance, read_site
from site_builder.preview import Shown, marks, with_script
from site_builder.problems import attempt
from tests.conftest import NOW, WATER, Build, Tried, page, project_of

GOOD = page("Go inside.")
BROKEN = GOOD.replace("title: Storm", "titel: Storm")


def attempt_of(text: str, tried: Tried) -> Attempt:
    """Return a build of a test as the preview meets it."""
    return Attempt(project_of(text), tried.built, tried.problems)


def shown(site: Build, *texts: str) -> Shown:
    """Return what is shown after the builds of some sites, one after the other."""
    now = Shown()
    for text in texts:
        now = now.after(attempt_of(text, site(text, drafts=True)))
    return now


def test_a_page_with_a_fault_stays_as_it_last_was(site: Build) -> None:
    now = shown(site, GOOD, BROKEN)

    assert b"Go inside." in now.answer("storm/")[2]
    assert [finding.place for finding in now.found] == ["content/en/storm.md:2:1"]


def test_a_page_that_is_looked_at_is_drawn_first_just_as_the_whole_build_will() -> None:
    """Else the browser would reload twice for one save."""
    read = read_site(
        project_of(WATER + page("Store {{ water }}.") + page(path="en/wind.md", title="Wind")), NOW, False, "", attempt
    )

    first = glance(read.site, ("/storm/", "/nowhere/"), attempt)

    built = finish(read, attempt)
    storm = next(output for output in built.outputs if output.path == "storm/index.html")
    assert [(page.output, page.weight) for page in first] == [(storm, built.weights["storm/index.html"])]
    assert Shown().with_pages(first).answer("storm/") == (200, "storm/index.html", storm.body)


def test_a_page_that_is_no_longer_written_goes(site: Build) -> None:
    now = shown(site, GOOD, "")

    assert now.answer("storm/")[0] == 404


def test_all_stays_while_a_file_that_all_pages_share_cannot_be_read(site: Build) -> None:
    now = shown(site, GOOD, GOOD + "-- content/facts.yaml --\nfacts: [\n")

    assert b"Go inside." in now.answer("storm/")[2]
    assert [finding.problem.path for finding in now.found] == ["content/facts.yaml"]
    assert now.state("storm/")["card"]["path"] == "content/en/storm.md"


def test_a_page_that_a_template_spoils_stays_as_it_last_was(site: Build) -> None:
    now = shown(site, GOOD, GOOD + "-- templates/kinds/page.html --\n{{ nobody }}\n")

    assert b"Go inside." in now.answer("storm/")[2]
    assert [finding.problem.code for finding in now.found] == ["template"]


def test_before_anything_was_built_every_address_says_so(site: Build) -> None:
    now = shown(site, "-- content/facts.yaml --\nfacts: [\n")

    status, path, body = now.page("storm/")
    assert (status, path) == (404, "404.html")
    assert b"This page could not be built yet" in body
    assert b"/-preview/preview.js" in body
    assert json.loads(json.dumps(now.state("storm/")))["problems"][0]["place"] == "content/facts.yaml:1:9"


def test_a_link_to_a_page_that_is_not_public_is_told_though_the_preview_shows_it(site: Build) -> None:
    """Else the build for the public would be the first to say so."""
    draft = page("Soon.", path="en/wind.md", title="Wind", more="draft: true\n")

    now = shown(site, page("Read [about wind](/wind/).") + draft)

    assert b"Soon." in now.answer("wind/")[2]
    assert [(finding.place, finding.problem.message) for finding in now.found] == [
        ("content/en/storm.md:7:19", "`/wind/` is a draft or not published yet")
    ]


def test_a_change_of_style_alone_is_told_from_a_change_of_the_page() -> None:
    before, after = (marks(f"<style>{css}</style><p>Text".encode(), b"") for css in ("a{}", "b{}"))
    other = marks(b"<style>a{}</style><p>Other", b"")

    assert (before["page"] == after["page"], before["rest"] == after["rest"]) == (False, True)
    assert (before["page"] == other["page"], before["rest"] == other["rest"]) == (False, False)


def test_the_weight_at_the_foot_counts_as_style() -> None:
    before, after = (marks(f"<p>Weighs {kb} kB".encode(), b"", kb.encode()) for kb in ("9.1", "9.2"))

    assert (before["page"] == after["page"], before["rest"] == after["rest"]) == (False, True)


def test_another_picture_is_another_page() -> None:
    assert marks(b"<p>", b"one") != marks(b"<p>", b"two")


def test_the_script_goes_into_any_page() -> None:
    bodies = (b"<HEAD></HEAD><p>a", b"<p>a", b"<head></head></head>")

    assert [with_script(body, b"<s>") for body in bodies] == [
        b"<HEAD><s></HEAD><p>a",
        b"<s><p>a",
        b"<head><s></head></head>",
    ]
