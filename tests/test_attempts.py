"""A build in steps shows first what is looked at, and is left off when another save comes."""

from argparse import Namespace
from pathlib import Path

from site_builder.attempts import build_again
from site_builder.memory import Memory
from site_builder.model import Attempt
from tests.conftest import NOW, project_of


def steps(folder: Path, *answers: bool) -> list[list[str]]:
    """Return what is built in each step, in a folder, when it is asked time and again whether it is overtaken."""
    for path, body in project_of("").files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    options = Namespace(site=folder, at=NOW, drafts=False, base_url="")
    asked = iter(answers)
    return [
        sorted(step.built.paths if step.built else ())
        if isinstance(step, Attempt)
        else [each.output.path for each in step]
        for step in build_again(options, Memory(), ("/",), lambda: next(asked, answers[-1]))
    ]


def test_the_page_that_is_looked_at_comes_first_and_then_all(tmp_path: Path) -> None:
    first, everything = steps(tmp_path, False)

    assert first == ["index.html"]
    assert {"index.html", "about-this-site/index.html", "sitemap.xml"} <= set(everything)


def test_a_build_is_left_off_at_any_page_or_check_once_something_was_saved(tmp_path: Path) -> None:
    assert [steps(tmp_path, *[False] * asked, True) for asked in (0, 5, 20)] == [[["index.html"]]] * 3
