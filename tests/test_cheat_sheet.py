"""The cheat sheet is true: each example builds without a problem and gives readers what stands below it."""

import re

import pytest

from site_builder.model import Project
from site_builder.pipeline import build
from site_builder.project import read_project
from tests.conftest import NOW, ROOT, files_in, page

SHEET = ROOT / "docs/cheat-sheet.md"
EXAMPLE = re.compile(r"^```markdown\n(?P<written>.*?)^```\n\n```text\n(?P<read>.*?)^```\n", re.DOTALL | re.MULTILINE)
ELEMENTS = (
    "em p strong",
    "h2 h3 p",
    "li ol p ul",
    "a p",
    "p x-block x-contact x-fact",
    "caption div table tbody td th thead tr",
    "li p ul x-block",
    "a blockquote dd div dl dt hr li ol p sup",
    "p",
)
"""What each example is made of."""
FOOT = re.compile(r"\n\nLast checked: .*", re.DOTALL)


def test_each_example_gives_readers_what_stands_below_it(request: pytest.FixtureRequest) -> None:
    text = SHEET.read_text()
    written = [match["written"] for match in EXAMPLE.finditer(text)]
    pages = "".join(page(each, f"en/example-{n}.md", f"Example {n}") for n, each in enumerate(written))

    built = build(Project({**read_project(ROOT).files, **files_in(pages)}), NOW)

    assert built.problems == ()
    texts = {output.path: output.body.decode() for output in built.outputs if output.path.endswith("/index.txt")}
    read = [FOOT.sub("", texts[f"example-{n}/index.txt"].split("\n\n", 2)[2]) + "\n" for n in range(len(written))]
    if request.config.getoption("--rewrite"):
        fresh = iter(read)
        text = EXAMPLE.sub(lambda match: f"```markdown\n{match['written']}```\n\n```text\n{next(fresh)}```\n", text)
        SHEET.write_text(text)
    assert [match["read"] for match in EXAMPLE.finditer(text)] == read
    made = [built.site.by_address[f"/example-{n}/"].fragment.elements for n in range(len(written))]
    assert tuple(" ".join(sorted({each.name for each in elements})) for elements in made) == ELEMENTS
    assert [each.name for each in made[2]].count("ul") == 2
