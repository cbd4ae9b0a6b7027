"""The real content builds, whole and without a problem, the same each time; and each thing broken in it is told."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
from justhtml import JustHTML

from site_builder.model import Built, Project
from site_builder.pipeline import build
from site_builder.problems import Invalid
from site_builder.project import read_project
from tests.conftest import NOW, ROOT

PROJECT = read_project(ROOT)


def said_with(path: str, old: str, new: str) -> list[str]:
    """Return what the real site says with one thing changed in one file."""
    text = PROJECT.files[path].decode()
    assert text.count(old) == 1
    changed = Project({**PROJECT.files, path: text.replace(old, new).encode()})
    try:
        problems = build(changed, NOW).problems
    except Invalid as fault:
        problems = fault.problems
    return [str(each).split("\n", 1)[0] for each in problems]


def line_of(path: str, text: str) -> int:
    """Return the line on which a text first stands in a file of the real site."""
    return PROJECT.files[path].decode().split(text)[0].count("\n") + 1


def test_the_real_site_has_no_problem(real_site: Built) -> None:
    assert [str(each) for each in real_site.problems] == []


def test_the_real_site_accepts_no_problem_either(real_site: Built) -> None:
    assert real_site.site.settings.accepted == ()


def test_there_are_forty_five_pages_or_more(real_site: Built) -> None:
    assert len(real_site.site.pages) >= 45


def test_every_kind_of_hazard_has_its_page(real_site: Built) -> None:
    hazards = {page.address for page in real_site.site.pages if page.meta.kind == "hazard"}

    assert hazards == {
        f"/hazards/{name}/"
        for name in (
            "active-shooter boil-water bomb-threat cyber earthquake extreme-heat flood hazardous-materials hurricane"
            " pandemic power-outage suspicious-activity thunderstorm tornado wildfire winter-storm"
        ).split()
    }


def test_every_kind_of_hazard_has_a_drawing_of_its_own(real_site: Built) -> None:
    bodies = {each.page: each.body.decode() for each in real_site.outputs if each.page}
    hazards = [page.address for page in real_site.site.pages if page.meta.kind == "hazard"]
    drawings = {address: re.findall(r"<h1>(<svg .*?</svg>)", bodies[address], re.DOTALL) for address in hazards}

    assert len({drawing for found in drawings.values() for drawing in found}) == len(hazards) >= 15
    assert {address for address, found in drawings.items() if found[0] not in bodies["/"]} == set()


def test_the_foot_of_every_page_leads_to_its_plain_text_and_to_the_pocket_edition(real_site: Built) -> None:
    feet = {each.page: each.body.decode().partition("<footer")[2] for each in real_site.outputs if each.page}
    listed = [page.address for page in real_site.site.pages if page.is_listed]
    wanted = {address: [f"{address}index.txt", "/pocket.html"] for address in listed}

    assert len(listed) >= 45
    assert {each: re.findall(r'href="(\S+(?:\.txt|\.html))"', feet[each]) for each in listed} == wanted


def test_every_page_says_that_the_office_has_not_confirmed_it(real_site: Built) -> None:
    unofficial = real_site.site.shared.strings["en"]["unofficial"]
    pages = [output for output in real_site.outputs if output.page]

    assert pages
    assert [output.path for output in pages if unofficial not in output.body.decode()] == []


def test_one_line_makes_the_edition_official(real_site: Built) -> None:
    settings = PROJECT.files["content/site.yaml"].replace(b"official: false", b"official: true")
    unofficial = real_site.site.shared.strings["en"]["unofficial"]

    built = build(Project({**PROJECT.files, "content/site.yaml": settings}), NOW)

    assert built.problems == ()
    assert [output.path for output in built.outputs if output.page and unofficial in output.body.decode()] == []


def test_taking_out_a_fact_is_told_where_it_was_used() -> None:
    path = "content/facts.yaml"
    name = "water-per-person-day"
    entry = re.search(rf"(?ms)^  {name}:\n.*?(?=^  \S)", PROJECT.files[path].decode())
    assert entry
    users = {
        page: text.decode().split("\n")
        for page, text in PROJECT.under("content/en", ".md").items()
        if f"{{{{ {name} }}}}" in text.decode()
    }
    assert users

    expected = [
        f"{page}:{next(number for number, line in enumerate(lines, 1) if name in line)}: `{name}` is not a fact"
        " [unknown-fact]"
        for page, lines in sorted(users.items())
    ]
    assert [each for each in said_with(path, entry[0], "") if "[unknown-fact]" in each] == expected


def test_breaking_a_link_is_told_with_its_line() -> None:
    path = "content/en/hazards/tornado.md"
    line = line_of(path, "(/prepare/after/#help)")

    assert said_with(path, "(/prepare/after/#help)", "(/prepare/after/#hlep)") == [
        f"{path}:{line}: `/prepare/after/` has no heading `#hlep` [dead-link]"
    ]


def test_misspelling_a_key_is_told_with_its_line() -> None:
    path = "content/en/hazards/tornado.md"
    line = line_of(path, "happening:")

    assert f"{path}:{line}:1: `hapening` is not a field here [unknown-field]" in said_with(
        path, "happening:", "hapening:"
    )


def test_a_second_build_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """Another process, hash seed, time zone and folder."""
    trees = []
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        output = tmp_path / seed / "output"
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "/usr/bin:/bin", "LC_ALL": "C"}
        command = [sys.executable, "build.py", "--output", str(output), "--at", f"{NOW:%Y-%m-%d}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        trees.append({path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()})

    assert len(trees[0]) > 90
    assert trees[0] == trees[1]


def test_every_page_is_valid_html(real_site: Built) -> None:
    pages = [output for output in real_site.outputs if output.path.endswith(".html")]
    faults = {
        output.path: [str(each) for each in JustHTML(output.body.decode(), collect_errors=True).errors]
        for output in pages
    }

    assert len(faults) >= 45
    assert {path: found for path, found in faults.items() if found} == {}


def test_every_feed_and_sitemap_is_valid_xml_with_full_addresses(real_site: Built) -> None:
    files = {output.path: output.body for output in real_site.outputs if output.path.endswith(".xml")}
    addresses = [
        element.text for element in etree.fromstring(files["sitemap.xml"]).iter() if element.tag.endswith("loc")
    ]

    assert set(files) == {"feed.xml", "sitemap.xml"}
    assert etree.fromstring(files["feed.xml"]).tag == "{http://www.w3.org/2005/Atom}feed"
    assert addresses == [
        real_site.site.settings.base_url + page.address for page in real_site.site.pages if page.is_listed
    ]


def test_every_page_describes_itself_as_json_ld(real_site: Built) -> None:
    found = {}
    for output in (each for each in real_site.outputs if each.page):
        text = output.body.decode().partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        found[output.page] = json.loads(text)

    assert set(found) == {page.address for page in real_site.site.pages}
    assert {address: each["name"] for address, each in found.items()} == {
        page.address: page.meta.title for page in real_site.site.pages
    }


@pytest.mark.parametrize("base", ["https://example.org/office", "https://example.org/a/b/"])
def test_a_base_url_with_a_path_works_everywhere(base: str, real_site: Built) -> None:
    built = build(PROJECT, NOW, base_url=base)

    assert built.problems == ()
    assert [output.path for output in built.outputs] == [output.path for output in real_site.outputs]
