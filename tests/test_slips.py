"""What will not look as its writer thinks is caught, clean pages are left alone, and `fix` mends what is safe."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.findings import findings
from site_builder.fix import applied, difference, mended
from site_builder.model import Project
from site_builder.pipeline import build
from site_builder.problems import Edit, Problem
from tests.conftest import NOW, Build, page, project_of
from tests.test_cli import write_site

SNIPPETS = Path(__file__).with_name("snippets.txt")
CLEAN_PAGES = 200


def snippets() -> list[tuple[str, str]]:
    """Return the code and the page of each seeded slip."""
    entries = SNIPPETS.read_text().split("\n== ")[1:]
    parted = (entry.rstrip("\n").split("\n", 1) for entry in entries)
    return [
        (code, as_page(re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)))
        for code, text in parted
    ]


def as_page(text: str) -> str:
    """Return a snippet as a page: it is the text, or the beginning of the settings."""
    if text.startswith("---\n"):
        rest = "description: What to do before, during and after a storm.\nchecked: 2026-11-01\n---\nGo inside."
        return f"-- content/en/storm.md --\n{text}\n{rest}\n"
    return page(f"First of all.\n\n{text}\n\nLast of all.")


@pytest.mark.parametrize(("code", "text"), snippets(), ids=[f"{n}-{code}" for n, (code, _) in enumerate(snippets())])
def test_a_slip_is_caught(site: Build, code: str, text: str) -> None:
    problems = site(text).problems

    assert code in {problem.code for problem in problems}


def test_there_are_a_hundred_slips() -> None:
    assert len(snippets()) == 104


WORDS = "water food radio street bridge county school river ice wind roof door window light phone paper".split()
"""What the clean pages are made of."""


def sentence(chance: random.Random) -> str:
    """Return a sentence, now and then with marks, a link, a dash, a number or code in it."""
    words = [chance.choice(WORDS) for _ in range(chance.randint(3, 9))]
    extra = ["**now**", "*soon*", "[about us](/about-this-site/)", "\N{EN DASH} or not", "`--flag`", "3", "(see below)"]
    if chance.random() < 0.5:
        words.insert(chance.randint(1, len(words)), chance.choice(extra))
    return " ".join(["Keep", *words]) + chance.choice([".", ".", "!", "?"])


def wrapped(chance: random.Random) -> str:
    """Return a paragraph of one to three lines; a line may begin with a number or a hyphen."""
    lines = [sentence(chance) for _ in range(chance.randint(1, 3))]
    odd = chance.choice(["", "", "\n1986 was wet.", "\n2026. It rained.", "\nnot- so."])
    return "\n".join(lines) + odd


def bullets(chance: random.Random) -> str:
    """Return a list, with wrapped lines, a list in it, and paragraphs in items."""
    lines = []
    for _ in range(chance.randint(1, 4)):
        lines.append(f"- {sentence(chance)}")
        lines += [f"  {sentence(chance)}"] * (chance.random() < 0.3)
        lines += [f"    - {sentence(chance)}"] * chance.choice([0, 0, 1, 2])
    return "\n".join(lines)


def steps(chance: random.Random) -> str:
    """Return a numbered list in a block."""
    items = "\n".join(f"{number}. {sentence(chance)}" for number in range(1, chance.randint(2, 5)))
    return f"::: steps\n{items}\n:::"


def others(chance: random.Random) -> str:
    """Return a table, a quote, code, a term, a note or a heading."""
    kinds = (
        "Table: What to keep\n\n| Thing | Why |\n| --- | --- |\n| Water | Thirst |",
        "> Keep calm.\n>\n> - water",
        "```\n• a\tb\n- a\n  - b\nhttps://agency.example.org ~~x~~\n```",
        "Water\n:   What you drink.",
        "::: note\nKeep calm.\n:::",
        "**Never stop under a bridge.**",
        "**The signs:**\n\n- water",
        "MEMA helps. *Keep calm*, and __stay in__.\nA file_name_here, 5 * 3, \\*kept\\*, don't. Costs* apply.",
        "a. m. and p. m. are times.\n1.5 miles - or so - is far.\n-5 degrees is cold.",
        "Stay in: *all\nof you* and **each\none**.",
        f"## Keep {chance.choice(WORDS)} {chance.randint(1, 10**6)}",
    )
    return chance.choice(kinds)


def clean_page(number: int) -> str:
    """Return a page on which everything will look as its writer thinks."""
    chance = random.Random(number)
    makers: tuple[Callable[[random.Random], str], ...] = (wrapped, bullets, steps, others)
    body = "\n\n".join(chance.choice(makers)(chance) for _ in range(chance.randint(3, 9)))
    return page(body, path=f"en/clean-{number}.md", title=f"Clean page {number}")


def test_clean_pages_raise_no_false_alarm(site: Build) -> None:
    tried = site("".join(clean_page(number) for number in range(CLEAN_PAGES)))

    assert tried.built
    assert len(tried.built.site.pages) == CLEAN_PAGES + 2
    assert [said for said in tried.said if "duplicate-id" not in said] == []


def find(project: Project) -> tuple[Problem, ...]:
    """Return what is wrong with a project."""
    return build(project, NOW, drafts=True).problems


def test_fixing_twice_changes_nothing_more() -> None:
    seen = 0
    for _, text in snippets():
        once = mended(project_of(text), find, lambda _: True)
        again = mended(once, find, lambda _: True)
        assert again == once
        assert [problem for problem in find(once) if problem.edit and problem.edit.is_safe] == []
        seen += once != project_of(text)
    assert seen >= 30


def test_a_fixed_page_has_the_same_words() -> None:
    seen = 0
    for _, text in snippets():
        before = project_of(text)
        after = mended(before, find, lambda _: True)
        for path in before.files:
            if before.files[path] != after.files[path]:
                seen += 1
                assert letters(after.files[path]) == letters(before.files[path])
    assert seen >= 30


def letters(body: bytes) -> str:
    """Return the letters of a file but for a bullet that is one."""
    return re.sub(r"(?m)^o[\t ]|[\W\d_]", "", body.decode())


def test_all_that_is_wrong_with_a_pasted_page_is_mended_in_one_go() -> None:
    text = page("You need:\n•\twater,\u00a0fresh\n•\tfood:\n  o\tbeans\n\nStay in.")

    after = mended(project_of(text), find, lambda _: True)

    assert find(after) == ()
    assert after.files["content/en/storm.md"].decode().split("---\n")[2] == (
        "You need:\n\n- water, fresh\n- food:\n    - beans\n\nStay in."
    )


def test_of_two_edits_on_one_line_the_lower_one_goes_first_and_the_other_waits() -> None:
    edits = (Edit(2, 1, ("B",)), Edit(1, 2, ("A", "B")), Edit(3, 0, ("",)))

    assert applied(b"a\nb\nc", edits) == b"a\nB\n\nc"


def test_the_difference_is_shown_as_programs_show_it() -> None:
    before, after = {"a.md": b"One\nTwo\n"}, {"a.md": b"One\n\nTwo\n"}

    assert list(difference(before, after)) == ["--- a.md", "+++ a.md", "@@ -1,3 +1,4 @@", " One", "+", " Two", " "]


FLAT = page("- Food\n  - Beans")


def test_fix_only_shows_where_nobody_can_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = write_site(tmp_path, FLAT)

    status = main(["fix", *options])

    said = capsys.readouterr()
    assert status == 1
    assert "-  - Beans\n+    - Beans" in said.out
    assert said.err == "Nothing was written. `--yes` writes it\n"
    assert "\n  - Beans" in (tmp_path / "content/en/storm.md").read_text()


def test_fix_writes_when_told_and_then_has_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = write_site(tmp_path, FLAT)

    assert main(["fix", "--yes", *options]) == 0
    assert "\n    - Beans" in (tmp_path / "content/en/storm.md").read_text()
    assert main(["fix", *options]) == 0
    assert capsys.readouterr().err.endswith("Nothing here is safe to mend by itself\n")


def test_fix_leaves_what_is_not_named(tmp_path: Path) -> None:
    options = write_site(tmp_path, FLAT)

    assert main(["fix", "--yes", *options, str(tmp_path / "content/en/index.md")]) == 0
    assert "\n  - Beans" in (tmp_path / "content/en/storm.md").read_text()
    assert main(["fix", "--yes", *options, str(tmp_path / "content/en")]) == 0
    assert "\n    - Beans" in (tmp_path / "content/en/storm.md").read_text()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace(b"\n", b"\r\n"),
        lambda body: b"\xef\xbb\xbf" + body,
        lambda body: body.decode().encode("utf-16"),
    ],
    ids=["Windows line ends", "byte order mark", "UTF-16"],
)
def test_fix_saves_a_file_as_plain_text(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    options = write_site(tmp_path, page("Go inside."))
    file = tmp_path / "content/en/storm.md"
    good = file.read_bytes()
    file.write_bytes(spoil(good))

    assert main(["fix", "--yes", *options]) == 0
    assert file.read_bytes() == good


def test_a_wrong_name_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["fix", *write_site(tmp_path), "nowhere.md"])

    assert caught.value.code == 2
    assert "there is no file or folder nowhere.md" in capsys.readouterr().err


def test_what_fix_would_write_is_printed_beside_the_problem(site: Build) -> None:
    [problem] = [each for each in site(page("Go\tin.")).problems if each.edit]

    [finding] = findings([problem], {})
    assert finding.advice == "Write it as Markdown does. Line 7, to paste:\nGo in."
