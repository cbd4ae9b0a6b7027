"""The table of measured figures in docs/measures.md is of this site, and within its budgets.

`python3 build.py test tests/browser/test_measures.py --rewrite` measures anew and writes it.
"""

import re
from statistics import median

import pytest

from site_builder.checks.first_packet import bytes_to_act
from site_builder.model import Built, Page
from site_builder.readability import grade_level, prose
from tests.browser.lighthouse import Marks, marks_of
from tests.browser.test_first_packet import Loaded, load_all
from tests.conftest import ROOT

PATH = ROOT / "docs/measures.md"
TABLE = re.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", re.DOTALL)
HEAD = (
    "| kind | pages | do-now list | page | wire | requests | grade | Lighthouse |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
)
JUDGED = ("home", "hazard", "form")
"""The kinds that Lighthouse judges, by their first page."""


def by_kind(built: Built) -> dict[str, list[Page]]:
    """Return the pages of each kind."""
    kinds = sorted({page.meta.kind for page in built.site.pages})
    return {kind: [page for page in built.site.pages if page.meta.kind == kind] for kind in kinds}


def most(values: list[int]) -> str:
    """Return the largest of some bytes, a dash for none."""
    return f"{max(values):,}" if any(values) else "–"


def shown(marks: Marks) -> str:
    """Return what Lighthouse says, for a reader."""
    each = ", ".join(str(mark) for mark in marks.categories.values())
    return f"{each}; {marks.largest_paint_ms / 1000:.2f} s; {marks.layout_shift:g}"


def row(pages: list[Page], built: Built, loaded: dict[str, Loaded], marks: str) -> str:
    """Return the line of one kind of page: the largest of its pages, and the middle of their grades."""
    bodies = {output.path: output.body for output in built.outputs}
    grades = [grade_level(prose(built.documents[page.output_path], "body")) for page in pages]
    cells = (
        pages[0].meta.kind,
        str(len(pages)),
        most([bytes_to_act(bodies[page.output_path]) for page in pages]),
        most([built.weights[page.output_path].total_bytes for page in pages]),
        most([loaded[page.address].size for page in pages]),
        str(max(len(loaded[page.address].addresses) for page in pages)),
        f"{median(grades):.1f} ({max(grades):.1f})",
        marks,
    )
    return f"| {' | '.join(cells)} |\n"


@pytest.mark.usefixtures("rewritten")
def test_the_measured_table_has_every_kind_of_page_within_its_budget(real_site: Built) -> None:
    cells = [line.strip("| ").split(" | ") for line in TABLE.findall(PATH.read_text())[0].splitlines()[2:]]
    limits = dict.fromkeys(by_kind(real_site), real_site.site.settings.budgets.page_bytes)
    limits["home"] = real_site.site.settings.budgets.home_bytes

    assert [each[0] for each in cells] == list(limits)
    assert [each[0] for each in cells if int(each[4].replace(",", "")) > limits[each[0]]] == []


@pytest.fixture
def rewritten(request: pytest.FixtureRequest) -> None:
    """Measure, and write the table, when asked."""
    if not request.config.getoption("--rewrite"):
        return
    served, chromium = request.getfixturevalue("served"), request.getfixturevalue("chromium")
    path, loaded = request.getfixturevalue("chromium_path"), load_all(served, chromium)
    marks = {
        kind: shown(marks_of(served.url + pages[0].address, path)) if kind in JUDGED else "–"
        for kind, pages in by_kind(served.built).items()
    }
    rows = [row(pages, served.built, loaded, marks[kind]) for kind, pages in by_kind(served.built).items()]
    PATH.write_text(TABLE.sub(lambda _: HEAD + "".join(rows), PATH.read_text()))
