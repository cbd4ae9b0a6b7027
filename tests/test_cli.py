"""The command line: what it prints, and where; its exit status; what it leaves on disk."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from site_builder.cli import main
from tests.conftest import project_of


def write_site(folder: Path, text: str = "") -> list[str]:
    """Write a small site to disk; return the options that name it and its output."""
    for path, body in project_of(text).files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(body)
    return ["--site", str(folder), "--output", str(folder / "out"), "--at", "2026-11-23"]


BROKEN = """
-- content/en/storm.md --
---
title: Storm
description: What to do before, during and after a storm, said in few words.
checked: 2026-11-01
---
Read [the kit](/kit/).
"""


def test_a_good_site_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(write_site(tmp_path))

    assert status == 0
    assert (tmp_path / "out" / "index.html").exists()
    assert capsys.readouterr().out == ""


def test_a_fault_is_printed_and_nothing_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(write_site(tmp_path, BROKEN))

    assert status == 1
    assert not (tmp_path / "out").exists()
    assert capsys.readouterr().out == (
        "content/en/storm.md:6:16: nothing is published at `/kit/` [dead-link]\n"
        "    Read [the kit](/kit/).\n"
        "                   ^^^^^\n"
        "    Correct the address, or write the page\n"
    )


def test_a_failed_build_leaves_the_last_good_output(tmp_path: Path) -> None:
    main(write_site(tmp_path))
    before = (tmp_path / "out" / "index.html").stat()

    status = main(write_site(tmp_path, BROKEN))

    assert status == 1
    assert (tmp_path / "out" / "index.html").stat() == before


def test_what_was_remembered_may_go_while_it_is_used(tmp_path: Path) -> None:
    """Here only the bulky bytes are gone, which a build asks for last."""
    options = write_site(tmp_path)
    main(options)
    before = (tmp_path / "out" / "index.html").read_bytes()
    shutil.rmtree(tmp_path / "out")
    shutil.rmtree(tmp_path / ".cache" / "spare", ignore_errors=True)
    with closing(sqlite3.connect(tmp_path / ".cache" / "remembered")) as database, database:
        changed = database.execute("UPDATE batch SET bulk = zeroblob(length(bulk))").rowcount

    assert changed > 0
    assert main(options) == 0
    assert (tmp_path / "out" / "index.html").read_bytes() == before


def test_check_writes_nothing(tmp_path: Path) -> None:
    assert main(["check", *write_site(tmp_path)]) == 0
    assert not (tmp_path / "out").exists()


def test_problems_for_a_pull_request_stand_on_their_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", *write_site(tmp_path, BROKEN), "--format", "github"])

    assert capsys.readouterr().out == (
        "::error file=content/en/storm.md,line=6,col=16,endColumn=20,title=dead-link::"
        "nothing is published at `/kit/`%0ACorrect the address, or write the page\n"
    )


def test_problems_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", *write_site(tmp_path, BROKEN), "--format", "json"])

    assert json.loads(capsys.readouterr().out) == [
        {
            "path": "content/en/storm.md",
            "line": 6,
            "code": "dead-link",
            "message": "nothing is published at `/kit/`",
            "hint": "Correct the address, or write the page",
            "column": 16,
            "edit": None,
            "end": 21,
            "text": "Read [the kit](/kit/).",
        }
    ]


def test_no_problems_as_data_is_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", *write_site(tmp_path), "--format", "json"])

    assert json.loads(capsys.readouterr().out) == []


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["--site", str(tmp_path)])

    assert status == 1
    assert capsys.readouterr().out.startswith(
        "content/site.yaml: there is no `content/site.yaml` in this folder [no-site]"
    )


@pytest.mark.parametrize("arguments", [["--at", "tomorrow"], ["--color"], ["publish"]])
def test_wrong_usage_has_its_own_status(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
    assert "error:" in capsys.readouterr().err


def test_the_build_says_when_its_result_next_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scheduled = BROKEN.replace("/kit/", "/").replace("title:", "publish: 2026-12-01T08:00-06:00\ntitle:")

    main(write_site(tmp_path, scheduled))

    assert "The result next changes by itself at 2026-12-01T08:00:00-06:00" in capsys.readouterr().err


def test_another_base_url_can_be_given(tmp_path: Path) -> None:
    main([*write_site(tmp_path), "--base-url", "https://example.org/preview"])

    assert 'href="/preview/"' in (tmp_path / "out" / "index.html").read_text()


def test_new_addresses_are_noted_when_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = write_site(tmp_path)
    main(["check", *arguments])
    told = "2 new addresses, not in content/addresses.txt yet: `python3 build.py addresses` notes them"

    assert told in capsys.readouterr().err
    assert main(["addresses", *arguments]) == 0
    assert capsys.readouterr().out == "/\n/about-this-site/\n"
    assert (tmp_path / "content/addresses.txt").read_text().split("\n")[2:] == ["/", "/about-this-site/", ""]


def test_the_check_of_a_pull_request_names_new_addresses_and_holds_nothing_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", "--format", "github", *write_site(tmp_path)]

    assert main(arguments) == 0
    assert capsys.readouterr().out == (
        "::notice file=content/addresses.txt::New addresses: /, /about-this-site/. "
        "Once they are public run `python3 build.py addresses`\n"
    )
    main(["addresses", *arguments[3:]])
    capsys.readouterr()
    assert main(arguments) == 0
    assert capsys.readouterr().out == ""


def test_nothing_is_noted_while_an_address_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = "/\n/about-this-site/\n/storm/"

    assert main(["addresses", *write_site(tmp_path, f"-- content/addresses.txt --\n{ledger}")]) == 1
    assert (tmp_path / "content/addresses.txt").read_text() == ledger
    assert capsys.readouterr().out == (
        "content/en/index.md: `/storm/` was public, and leads nowhere now [lost-address]\n"
        "    Let this page or another take it with `moved_from`, or delete line 3 of content/addresses.txt to lose it"
        " on purpose. To paste above line 6:\n"
        "moved_from: [/storm/]\n"
    )
