"""The manifest names every published file, with what a copy of it must be like."""

import json
from hashlib import sha256

import pytest

from site_builder.outputs.headers import LONG, SHORT
from site_builder.outputs.hosts import FOR_HOSTS
from site_builder.outputs.manifest import Entry, Manifest, read_manifest, written
from site_builder.problems import Invalid
from tests.conftest import Build, Tried, page


def entries(built: Tried) -> dict[str, dict[str, str]]:
    """Return what the manifest says of each file, by path."""
    return {each["path"]: each for each in json.loads(built.text("manifest.json"))["files"]}


def test_the_manifest_names_every_file_but_itself_in_order(site: Build) -> None:
    built = site(page(more="moved_from: [/wind/]\n"))

    files = json.loads(built.text("manifest.json"))["files"]
    assert [each["path"] for each in files] == sorted(set(built.paths) - {"manifest.json"})
    assert [each["sha256"] for each in files] == [sha256(built.output(each["path"]).body).hexdigest() for each in files]


def test_an_entry_says_where_readers_get_the_file_and_how_it_goes_out(site: Build) -> None:
    flood, lost = page(title="Flood", path="en/flood.md"), page(title="Not found", path="en/404.md")
    built = site(page(more="moved_from: [/wind/]\n") + flood + lost, guard="{essential: [/flood/]}")

    told = entries(built)
    script = next(path for path in told if path.startswith("assets/site."))
    asked = (
        "index.html",
        "storm/index.html",
        "flood/index.html",
        "wind/index.html",
        "storm/index.txt",
        script,
        "404.html",
    )
    assert [list(told[path].values())[2:] for path in asked] == [
        ["text/html; charset=utf-8", SHORT, "/", "essential"],
        ["text/html; charset=utf-8", SHORT, "/storm/", "page"],
        ["text/html; charset=utf-8", SHORT, "/flood/", "essential"],
        ["text/html; charset=utf-8", SHORT, "/wind/", ""],
        ["text/plain; charset=utf-8", SHORT, "/storm/index.txt", ""],
        ["text/javascript; charset=utf-8", LONG, f"/{script}", ""],
        ["text/html; charset=utf-8", SHORT, "/404.html", "page"],
    ]


def test_what_hosts_keep_to_themselves_has_no_address(site: Build) -> None:
    told = entries(site(page(more="moved_from: [/wind/]\n")))

    assert {path for path, each in told.items() if each["address"] == ""} == FOR_HOSTS


def test_the_manifest_knows_headers_and_where_old_addresses_lead(site: Build) -> None:
    told = json.loads(
        site(page(more="moved_from: [/wind/]\n"), base_url="https://example.org/folder").text("manifest.json")
    )

    assert (told["base_url"], told["moved"]) == ("https://example.org/folder", {"/wind/": "/folder/storm/"})
    assert len(told["headers"]) == 7


def test_a_manifest_is_read_as_it_was_written() -> None:
    entry = Entry("index.html", "0a", "text/html", SHORT, "/", "essential")
    told = Manifest("https://example.org", {"X": "1"}, {"/old/": "/new/"}, (entry, entry))

    assert read_manifest(written(told), "manifest.json") == told


@pytest.mark.parametrize(
    "body", [b"", b"\xff", b"[]", b"7", b"{}", b'{"files": [{}]}', b'{"files": [], "headers": []}']
)
def test_what_is_no_manifest_is_told(body: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_manifest(body, "manifest.json")

    assert [str(each).split("\n")[0] for each in caught.value.problems] == [
        "manifest.json: this is not a manifest of a build [no-manifest]"
    ]
