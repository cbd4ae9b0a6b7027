"""A publish does not take from readers what they rely on, unless a person says so by name."""

from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.losses import losses
from site_builder.outputs.manifest import NOTHING, Entry, Manifest
from tests.conftest import page
from tests.test_cli import write_site


def manifest_of(*pages: str, essential: tuple[str, ...] = ()) -> Manifest:
    """Return the manifest of some pages, and of a file that shows none."""
    kinds = {**dict.fromkeys(pages, "page"), **dict.fromkeys(essential, "essential"), "/old/": ""}
    entries = (Entry(f"{each}index.html"[1:], "0a", "text/html", "", each, kind) for each, kind in kinds.items())
    return Manifest("https://example.org", {}, {}, tuple(entries))


def paths(manifest: Manifest) -> set[str]:
    """Return the paths of all files of a manifest."""
    return {entry.path for entry in manifest.files}


TEN = tuple(f"/county/{number}/" for number in range(10))
PUBLIC = manifest_of(*TEN, essential=("/storm/",))


def said(new: Manifest, *named: str, most_percent: int = 10) -> list[str]:
    """Return what stops a publish after the public one, one line each."""
    return [str(each).split("\n")[0] for each in losses(PUBLIC, paths(new), most_percent, named)]


def test_nothing_stops_a_publish_that_loses_nothing() -> None:
    assert said(PUBLIC) == []
    assert said(manifest_of(*TEN, "/new/", essential=("/storm/",))) == []


def test_nothing_is_lost_by_the_first_publish() -> None:
    assert list(losses(NOTHING, paths(PUBLIC), 0, ())) == []


def test_a_page_in_ten_may_go() -> None:
    assert said(manifest_of(*TEN[1:], essential=("/storm/",))) == []


def test_more_pages_than_the_settings_allow_may_not_go_at_once() -> None:
    assert said(manifest_of(*TEN[2:], essential=("/storm/",))) == [
        "manifest.json: 2 of the 11 public pages would be gone, and 10 in a hundred may:"
        " `/county/0/`, `/county/1/` [lost-pages]"
    ]
    assert said(manifest_of("/county/0/", essential=("/storm/",))) == [
        "manifest.json: 9 of the 11 public pages would be gone, and 10 in a hundred may:"
        " `/county/1/`, `/county/2/`, `/county/3/` and 6 more [lost-pages]"
    ]
    assert said(manifest_of(*TEN[2:], essential=("/storm/",)), most_percent=20) == []


def test_no_essential_page_may_go() -> None:
    assert said(manifest_of(*TEN)) == [
        "storm/index.html: `/storm/` is public and essential, and would be gone [lost-essential]"
    ]


def test_a_page_that_leads_on_from_its_address_is_not_gone() -> None:
    assert said(manifest_of(*TEN, "/rain/", essential=("/rain/",)), most_percent=0) != []
    moved = manifest_of(*TEN, "/rain/", essential=("/rain/",)).files
    lead = Entry("storm/index.html", "0b", "text/html", "", "/storm/", "")
    assert said(Manifest("", {}, {}, (*moved, lead)), most_percent=0) == []


def test_what_is_named_may_go_an_essential_page_only_by_its_own_address() -> None:
    nothing = manifest_of()

    assert [each.split("[")[-1] for each in said(nothing, "/county/")] == ["lost-essential]"]
    assert [each.split("[")[-1] for each in said(nothing, "/storm/")] == ["lost-pages]"]
    assert [each.split("[")[-1] for each in said(nothing, "/")] == ["lost-essential]"]
    assert said(nothing, "/county/", "/storm/") == []


def without(folder: Path, name: str) -> None:
    """Delete a page of a site on disk."""
    (folder / "content" / "en" / name).unlink()


def test_the_build_stops_and_names_what_would_be_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = write_site(tmp_path, page(kind="guide"))
    main(options)
    settings = tmp_path / "content" / "site.yaml"
    settings.write_text(settings.read_text() + "guard: {lost_percent: 30}\n")
    without(tmp_path, "storm.md")
    without(tmp_path, "about-this-site.md")
    capsys.readouterr()

    assert main(options) == 1
    assert capsys.readouterr() == (
        "manifest.json: 2 of the 3 public pages would be gone, and 30 in a hundred may:"
        " `/about-this-site/`, `/storm/` [lost-pages]\n"
        "    Bring them back, or publish with `--lose` and the address of each, or of a page above them\n",
        "1 problem; nothing was published\n",
    )
    assert (tmp_path / "out" / "storm" / "index.html").exists()

    assert main([*options, "--lose", "/storm/"]) == 1, "the other is still more than 30 in a hundred"
    assert main([*options, "--lose", "/storm/", "--lose", "/about-this-site/"]) == 0
    assert not (tmp_path / "out" / "storm").exists()


def test_a_manifest_that_cannot_be_read_stops_the_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be lost cannot be told then."""
    options = write_site(tmp_path)
    main(options)
    (tmp_path / "out" / "manifest.json").write_text("{")
    capsys.readouterr()

    assert main(options) == 1
    assert capsys.readouterr().out == (
        f"{tmp_path}/out/manifest.json: this is not a manifest of a build [no-manifest]\n"
        "    Take the `manifest.json` that a build wrote; without one, a folder counts as never published\n"
    )
