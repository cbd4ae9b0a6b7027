"""A build in a fresh folder, as in CI, knows what is public once that is fetched."""

import json
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.fetch import fetch
from site_builder.outputs.manifest import PATH
from site_builder.problems import Invalid
from site_builder.publish import kept_files
from tests.conftest import Build, page
from tests.test_cli import write_site
from tests.test_publish import files
from tests.test_verify import built_of, hosting, sent_by


def refused(url: str, folder: Path) -> str:
    """Return what a fetch is refused for."""
    with pytest.raises(Invalid) as caught:
        fetch(url, folder)
    return str(caught.value.problems[0]).split("\n")[0].removeprefix(url)


def test_the_manifest_and_the_files_named_by_content_are_fetched(site: Build, tmp_path: Path) -> None:
    built = built_of(site)
    named = {each.path: each.body for each in built.outputs if each.path.startswith("assets/") or each.path == PATH}

    with hosting(sent_by(built)) as url:
        number = fetch(f"{url}/", tmp_path / "output")

    assert number == len(named) - 1 > 0
    assert files(tmp_path / "output") == {**named, ".made-by-build": b""}


def test_the_build_after_it_stops_before_it_loses_a_page_and_keeps_the_old_files(
    site: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = built_of(site)
    options = write_site(tmp_path, page(path="en/404.md", title="Not found"))
    loader = tmp_path / "templates" / "loader.js"
    loader.write_text(loader.read_text() + "\nconsole.log(1);\n")

    with hosting(sent_by(built)) as url:
        assert main(["fetch", *options, url]) == 0

    assert main(options) == 1
    assert "1 of the 4 public pages would be gone" in capsys.readouterr().out
    assert main([*options, "--lose", "/storm/"]) == 0
    old = next(each.path for each in built.outputs if each.path.startswith("assets/site."))
    assert old in kept_files(tmp_path / "out")


def test_a_folder_that_holds_anything_is_left_alone(site: Build, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("public")

    with hosting(sent_by(built_of(site))) as url:
        said = refused(url, tmp_path)

    assert said == f"{tmp_path}: the output folder is not empty [foreign-output]"
    assert files(tmp_path) == {"index.html": b"public"}


def test_what_is_not_as_its_manifest_says_is_not_taken(site: Build, tmp_path: Path) -> None:
    sent = sent_by(built_of(site))
    script = next(address for address in sent if address.startswith("/assets/"))
    sent[script] = (200, {}, b"evil")

    with hosting(sent) as url:
        assert refused(url, tmp_path / "output") == f"{script}: the file is not as it was built [changed-file]"
    assert not (tmp_path / "output").exists()


def test_a_manifest_cannot_name_a_file_outside_the_folder(site: Build, tmp_path: Path) -> None:
    sent = sent_by(built_of(site))
    manifest = json.loads(sent[f"/{PATH}"][2])
    entry = next(each for each in manifest["files"] if each["path"].startswith("assets/"))
    entry["path"] = "assets/../../evil.js"
    sent[f"/{PATH}"] = (200, {}, json.dumps(manifest).encode())

    with hosting(sent) as url:
        assert refused(url, tmp_path / "output").endswith("the file is not as it was built [changed-file]")
    assert files(tmp_path) == {}
