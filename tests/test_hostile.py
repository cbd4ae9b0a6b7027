"""Whatever somebody puts into the folders, the build tells it in a line or makes a safe page.

Each case runs the real command on files on disk, in a process that may use only so much memory and time.
"""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, page, project_of

MOST_MEMORY_BYTES = 1_500_000_000
MOST_CPU_SECONDS = 40
"""A build of the small site takes about one of them."""

Odd = Callable[[Path], object]


def limit() -> None:
    """Let a process use only so much memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))


class Site:
    """A site on disk, and the command that builds it."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.output = folder / "output"
        for path, body in project_of(text).files.items():
            self.write(path, body)

    def write(self, path: str, body: bytes) -> None:
        """Put a file into the site."""
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(body)

    def said(self) -> list[str]:
        """Build; return each problem on a line, without its code and its hint, or fail if anything else was printed."""
        command = [sys.executable, "build.py", "--site", self.folder, "--output", self.output, "--at", "2026-11-23"]
        done = subprocess.run(
            [*command, "--format", "github"], cwd=ROOT, preexec_fn=limit, capture_output=True, check=False
        )
        lines, talk = done.stdout.decode().splitlines(), done.stderr.decode()
        told = [line for line in lines if not line.startswith("::notice ")]

        assert "Traceback" not in talk, talk
        assert done.returncode == (1 if told else 0), talk
        assert self.output.exists() is not bool(told)
        assert [line for line in told if not line.startswith("::error ")] == []
        return [line.partition("::")[2].partition("::")[2].partition("%0A")[0] for line in told]


@pytest.fixture
def hostile(tmp_path: Path) -> Callable[[str], Site]:
    """Write a site to disk."""
    return lambda text="": Site(tmp_path, text)


Hostile = Callable[..., Site]


@pytest.mark.parametrize(
    ("at", "to"),
    [
        ("content/images/map.png", "/etc/passwd"),
        ("content/en/others", "/etc"),
        ("content/en/storm.md", "nowhere.md"),
        ("content/en/storm.md", "storm.md"),
        ("templates/components/note/note.js", "../../loader.js"),
    ],
    ids=["a file elsewhere", "a folder elsewhere", "nothing", "itself", "a file of the site"],
)
def test_a_symbolic_link_publishes_nothing(hostile: Hostile, at: str, to: str) -> None:
    site = hostile()
    (site.folder / at).parent.mkdir(parents=True, exist_ok=True)
    (site.folder / at).symlink_to(to)

    assert site.said() == ["this is a symbolic link, not a file"]


def test_a_folder_that_cannot_be_read_is_told(hostile: Hostile) -> None:
    site = hostile()
    shutil.rmtree(site.folder / "templates")
    (site.folder / "templates").write_bytes(b"a file where the folder should be")

    assert site.said() == ["the folder could not be read: Not a directory"]


def test_what_is_no_file_does_not_hold_the_build_up(hostile: Hostile) -> None:
    site = hostile()
    os.mkfifo(site.folder / "content/en/pipe.md")

    assert site.said() == []


@pytest.mark.parametrize("name", [b"\xff.md", b"a\nb.md", b"\xe2\x80\xae.md", b"A.md", b" .md", b"a:b.md"])
def test_a_file_name_that_is_no_address_is_told(hostile: Hostile, name: bytes) -> None:
    site = hostile()
    Path(os.fsdecode(os.fsencode(site.folder) + b"/content/en/" + name)).write_bytes(b"Words.")

    (said,) = site.said()
    assert said.endswith((" cannot be an address", " holds signs that cannot be printed"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("moved_from: [/../../etc/]", "entry 1 of `moved_from` is `/../../etc/`"),
        ("moved_from: [//elsewhere.example/]", "entry 1 of `moved_from` is `//elsewhere.example/`"),
        ("moved_from: ['/a%2f..%2fb/']", "entry 1 of `moved_from` is `/a%252f..%252fb/`"),
        ("moved_from: ['\\..\\b/']", "entry 1 of `moved_from` is `\\..\\b/`"),
        ("kind: ../../base", "`../../base` is not a kind of page"),
        ("also: &a [*a, *a, *a]", "`&a` is a YAML anchor"),
    ],
)
def test_no_setting_of_a_page_leads_out_of_its_folder(hostile: Hostile, line: str, said: str) -> None:
    text = page().replace("kind: page\n", "" if line.startswith("kind") else "kind: page\n")
    site = hostile(text.replace("---\nWords", f"{line}\n---\nWords"))

    assert site.said()[0] == said


@pytest.mark.parametrize(
    "languages", ["{en: English, ../../x: Bad}", "{en: English, '': Bad}", "{en: English, /: Bad}", "{..: Bad}"]
)
def test_no_language_leads_out_of_its_folder(hostile: Hostile, languages: str) -> None:
    site = hostile()
    settings = (site.folder / "content/site.yaml").read_text().replace("{en: English}", languages)
    site.write("content/site.yaml", settings.encode())

    (said,) = site.said()
    assert said.startswith(("`languages.", "`languages`"))


@pytest.mark.parametrize(
    "body",
    [
        "a: &a [1, 1]\nb: &b [*a, *a]\nc: &c [*b, *b]\n" * 3,
        "[" * 200_000,
        "{a: " * 900 + "1" + "}" * 900,
        "name: {en: 'Test', en: 'Test'}\n",
        "!!python/object/apply:os.system [exit]",
        "owner: " + "9" * 400_000,
        "? [1, 2]\n: 3\n",
    ],
    ids=["aliases in aliases", "open lists", "deep", "twice", "a program", "a long number", "a key of a list"],
)
def test_yaml_that_unfolds_is_told(hostile: Hostile, body: str) -> None:
    site = hostile()
    site.write("content/facts.yaml", body.encode())

    assert site.said()


@pytest.mark.parametrize("path", ["content/en/storm.md", "content/facts.yaml", "content/site.yaml"])
def test_a_file_of_ten_megabytes_is_told(hostile: Hostile, path: str) -> None:
    site = hostile()
    site.write(path, b"a: b\n" * 2_097_152)

    assert site.said() == ["the file has 10485760 bytes, and 500000 fit"]


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f", "\u061c", "\ufffe", "\x9b", "\U000e0041"])
def test_a_sign_that_makes_text_look_otherwise_is_told(hostile: Hostile, sign: str) -> None:
    """The page reads otherwise than it looks, or holds what only programs see."""
    site = hostile(page(f"Go in{sign}side."))
    site.write("content/images/../en/rain.md", page(title=f"Rain{sign}").split("\n", 1)[1].encode())

    assert site.said() == [f"an invisible control character (U+{ord(sign):04X}) stands here"] * 2


@pytest.mark.parametrize("written", ["&#x202E;", "&#8238;", "&#08238;", "&rlm;", "&#x2067;", "&#2;", "&#xE0041;"])
def test_a_sign_written_as_a_reference_is_told(hostile: Hostile, written: str) -> None:
    assert hostile(page(f"Words.\n\nGo in{written}side.")).said() == [
        f"`{written}` stands for a sign that nobody can see"
    ]


@pytest.mark.parametrize("written", ["\\u202E", "\\x01", "\\0", "\\U000E0041"])
def test_a_sign_written_as_an_escape_of_yaml_is_told(hostile: Hostile, written: str) -> None:
    (said,) = hostile(page(title=f'"Storm{written}"')).said()

    assert said.startswith("an invisible control character (U+")
    assert said.endswith(") is written here")


def test_a_zero_width_space_is_told(hostile: Hostile) -> None:
    assert hostile(page("Go in\u200bside.")).said() == ["a zero-width space stands here"]


def test_emoji_of_several_signs_are_fine(hostile: Hostile) -> None:
    family, flag, heart = (
        "👨\u200d👩\u200d👧",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤\ufe0f",
    )
    site = hostile(page(f"Keep together {family} {flag} {heart}."))

    assert site.said() == []
    assert family in (site.output / "storm/index.html").read_text()


TANGLES = {
    "open brackets": ("[" * 20_000, "more than 50 `[` stand open here"),
    "open links": ("[a](" * 10_000, "more than 50 `(` stand open here"),
    "open pictures": ("![" * 10_000, "more than 50 `[` stand open here"),
    "open elements": ("<a " * 10_000, "more than 50 `<` stand open here"),
    "abbreviations": (
        "\n".join(f"*[A{n}]: b" for n in range(3_000)),
        "more than 50 abbreviations are spelled out here",
    ),
    "a list in a list": ("\n".join("    " * depth + "- a" for depth in range(200)), ""),
    "a quote in a quote": ("> " * 200 + "a", ""),
    "a block in a block": ("::: note\n" * 200 + "a\n" + ":::\n" * 200, ""),
    "one long word": ("a" * 400_000, ""),
    "emphasis": ("**a _b " * 5_000, ""),
}


@pytest.mark.parametrize("name", TANGLES)
def test_a_tangle_is_told_or_made_a_page_in_good_time(hostile: Hostile, name: str) -> None:
    body, said = TANGLES[name]
    told = hostile(page(f"Words.\n\n{body}")).said()

    assert said in told if said else "Traceback" not in told


def test_many_links_are_a_page_or_told_in_good_time(hostile: Hostile) -> None:
    """A hundred thousand links do not fit into one text; three thousand do."""
    many = "\n\n".join("[about](/about-this-site/)" for _ in range(100_000))
    fewer = "\n\n".join(f"[about {number}](/about-this-site/)" for number in range(3_000))
    site = hostile(page(many) + page(fewer, path="en/rain.md", title="Rain"))

    size = (site.folder / "content/en/storm.md").stat().st_size
    assert site.said() == [f"the file has {size} bytes, and 500000 fit"]
