"""The preview sees a save however an editing program writes it, and minds nothing that one leaves beside the page."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import page
from tests.previewing import Preview, previewing

SAVED = "content/en/index.md"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """Run the preview of the small site; each test leaves it without faults."""
    with previewing(tmp_path_factory.mktemp("site")) as running:
        yield running


def problems(preview: Preview) -> list[Any]:
    """Return what the browser is told to mend."""
    found = json.loads(preview.state())["problems"]
    assert isinstance(found, list)
    return found


def shows(preview: Preview, words: str) -> None:
    """Return once the home page holds some words and nothing is to mend; fail when it never does."""
    preview.until(lambda text: words in text, lambda: preview.ask("/")[2])
    preview.until(lambda text: '"problems": []' in text, preview.state)


def in_place(file: Path, text: str) -> None:
    """Write as most small programs do: the file is empty for a moment."""
    file.write_text(text)


def deleted_first(file: Path, text: str) -> None:
    """Delete the file, then write it."""
    file.unlink()
    file.write_text(text)


def renamed_over(file: Path, text: str) -> None:
    """Write beside the file and put that in its place: gedit, Kate, VS Code on some disks."""
    beside = file.with_name(f".{file.name}.kate-new")
    beside.write_text(text)
    beside.replace(file)


def as_vim_does(file: Path, text: str) -> None:
    """Keep a swap file, try the folder with a file `4913`, move the old text to a copy, write, delete the copy."""
    swap, probe, copy = file.with_name(f".{file.name}.swp"), file.with_name("4913"), file.with_name(f"{file.name}~")
    swap.write_bytes(b"b0VIM 9.0")
    probe.touch()
    probe.unlink()
    file.rename(copy)
    file.write_text(text)
    copy.unlink()
    swap.unlink()


@pytest.mark.parametrize("save", [in_place, deleted_first, renamed_over, as_vim_does])
def test_a_save_is_seen(preview: Preview, save: Callable[[Path, str], None]) -> None:
    file = preview.folder / SAVED

    for number in range(3):
        save(file, page(f"{save.__name__} {number}.", path="en/index.md", kind="home").split("\n", 1)[1])

        shows(preview, f"{save.__name__} {number}.")


def test_half_a_file_is_told_and_mends_itself_when_the_rest_is_written(preview: Preview) -> None:
    file = preview.folder / SAVED
    text = page("Both halves.", path="en/index.md", kind="home").split("\n", 1)[1]
    middle = text.index("kind:")

    with file.open("w") as half:
        half.write(text[:middle])
        half.flush()
        preview.until(lambda told: '"problems": []' not in told, preview.state)
        half.write(text[middle:])

    shows(preview, "Both halves.")


def test_what_a_program_leaves_beside_a_page_is_no_page(preview: Preview) -> None:
    """The one fault told is that of a page: the list is of a build that saw the copies too."""
    beside = [
        preview.folder / "content/en" / name for name in ("index.md~", "#index.md#", ".index.md.swp", ".#index.md")
    ]
    for path in beside[:-1]:
        path.write_text("no page")
    beside[-1].symlink_to("someone@computer.1234")

    preview.edit(SAVED, "title: ", "titel: ")
    preview.until(lambda told: '"problems": []' not in told, preview.state)
    told = [problem["place"] for problem in problems(preview)]
    preview.edit(SAVED, "titel: ", "title: ")

    preview.until(lambda told: '"problems": []' in told, preview.state)
    assert told == ["content/en/index.md:2:1"]
    for path in beside:
        path.unlink()


def test_a_file_that_comes_and_goes_while_the_folders_are_read_costs_no_save(preview: Preview) -> None:
    restless = preview.folder / "content/en/restless.md"
    text = page("Here.", path="en/restless.md", title="Restless").split("\n", 1)[1]
    is_over = threading.Event()

    def come_and_go() -> None:
        while not is_over.wait(0.003):
            restless.write_text(text)
            restless.unlink()

    coming = threading.Thread(target=come_and_go)
    coming.start()
    (preview.folder / SAVED).write_text(page("Seen.", path="en/index.md", kind="home").split("\n", 1)[1])
    is_over.wait(0.5)
    is_over.set()
    coming.join()

    shows(preview, "Seen.")
    assert preview.ask("/restless/")[0] == 404
