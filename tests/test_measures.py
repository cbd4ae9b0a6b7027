"""What a page says at its foot about its own weight and grade is true."""

import gzip
import json
import pickle
import re

from site_builder.measures import Unmeasured, measure, tenths_of_kilobyte
from site_builder.model import Built, Output
from site_builder.readability import grade_level, prose
from tests.conftest import Build, page

FOOT = re.compile(r"this page weighs ([\d.]+) kB with all its parts\.( It reads at school grade ([\d.]+)\.)?")


def said_at_the_foot(html: str) -> tuple[str, str]:
    """Return the weight and the grade that stand on a page."""
    found = FOOT.findall(html)
    assert len(found) == 1
    return found[0][0], found[0][2]


def test_every_page_weighs_what_it_says(real_site: Built) -> None:
    """In kilobytes of 1,000 bytes, rounded up: the file and all that it loads, each packed by gzip.

    Where writing the figure itself moves the weight across a tenth and back, it says the higher.
    """
    sizes = {output.path: len(gzip.compress(output.body, 9, mtime=0)) for output in real_site.outputs}
    pages = [output for output in real_site.outputs if output.page]
    real = {}
    for output in pages:
        html = output.body.decode()
        loaded = {*re.findall(r'<(?:script|img)[^>]* src="/([^"]+)"', html), output.path, "icon.svg"}
        loaded |= {path for path in sizes for name in re.findall(r'data-script="(\w+)"', html) if script(path) == name}
        real[output.path] = -(-sum(map(sizes.__getitem__, loaded)) // 100)
    said = {output.path: round(float(said_at_the_foot(output.body.decode())[0]) * 10) for output in pages}

    assert len(real) >= 45
    assert {path: (said[path], real[path]) for path in real if said[path] - real[path] not in (0, 1)} == {}
    assert sum(said[path] == real[path] for path in real) > len(real) / 2


def script(path: str) -> str:
    """Return the component whose script a path is, or ""."""
    found = re.fullmatch(r"assets/(\w+)\.[0-9a-f]+\.js", path)
    return found[1] if found else ""


def test_every_page_reads_at_the_grade_that_it_says(real_site: Built) -> None:
    pages = [output for output in real_site.outputs if output.page]
    said = {output.path: said_at_the_foot(output.body.decode())[1] for output in pages}
    grades = {path: grade_level(prose(real_site.documents[path], "body")) for path in said}

    assert len(said) >= 45
    assert {path: grade for path, grade in said.items() if grade} == {
        path: f"{grade:.1f}" for path, grade in grades.items() if said[path]
    }


def test_the_page_round_a_form_says_the_same_to_readers_of_the_endpoint(real_site: Built) -> None:
    files = {
        output.path: output.body.decode() for output in real_site.outputs if output.path.endswith(("html", "json"))
    }
    shell = json.loads(files["forms/speaker-request/form.json"])["pages"]["en"]

    assert said_at_the_foot(shell["after"]) == said_at_the_foot(files["request/index.html"])


def test_a_template_without_the_words_is_left_as_it_is(site: Build) -> None:
    built = site("-- templates/kinds/page.html --\n<title>Storm</title>\n" + page())

    assert built.text("storm/index.html") == "<title>Storm</title>"


def test_a_figure_that_makes_the_page_heavier_is_counted() -> None:
    """The page is said to weigh what it weighs once it says so."""
    for length in range(700, 1300):
        text = "".join(chr(33 + (number * number * 7919 + length) % 90) for number in range(length))
        html = f"<p>{text}</p><p data-measured>It weighs {{weight}} kB.</p>"
        measured = measure(Unmeasured(Output("a.html", html.encode()), 0.0, ()))

        size = len(gzip.compress(measured.output.body, 9, mtime=0))
        assert measured.weight.total_bytes == size
        assert measured.figures.weight == f"{tenths_of_kilobyte(size) / 10:.1f}"
        assert pickle.loads(pickle.dumps(measured.output, pickle.HIGHEST_PROTOCOL)).body == measured.output.body
