"""Every difference between a copy and its build is named. tests/browser/test_hosts.py asks real servers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.model import Built
from site_builder.outputs.headers import LOST
from site_builder.outputs.manifest import PATH, Entry, Manifest, read_manifest
from site_builder.problems import Invalid
from site_builder.publish import publish
from site_builder.verify import verify
from tests.conftest import Build, page

Sent = dict[str, tuple[int, dict[str, str], bytes]]
"""What a host sends, by address."""


def built_of(site: Build) -> Built:
    """Return a small site with a page that moved."""
    built = site(page(more="moved_from: [/wind/]\n") + page(path="en/404.md", title="Not found")).built
    assert built is not None
    return built


def said(place: str, against: str = "") -> list[str]:
    """Return the differences of a copy, one line each, without the place that is common to all."""
    return [str(each).split("\n")[0].removeprefix(place) for each in verify(place, against)[1]]


def test_a_folder_as_it_was_published_has_no_difference(site: Build, tmp_path: Path) -> None:
    built = built_of(site)
    publish(built.outputs, tmp_path)

    assert verify(str(tmp_path)) == (len(built.outputs) - 1, ())


def test_a_folder_with_other_files_is_told_file_by_file(site: Build, tmp_path: Path) -> None:
    publish(built_of(site).outputs, tmp_path)
    (tmp_path / "storm" / "index.html").unlink()
    (tmp_path / "index.html").write_bytes(b"Elsewhere")
    (tmp_path / "robots.txt").unlink()
    (tmp_path / "robots.txt").symlink_to("index.txt")
    (tmp_path / "storm" / "old.html").write_bytes(b"Old")

    assert said(str(tmp_path)) == [
        "/index.html: the file is not as it was built [changed-file]",
        "/robots.txt: the file is not as it was built [changed-file]",
        "/storm/index.html: the file is missing [missing-file]",
        "/storm/old.html: no build put this file here [extra-file]",
    ]


def test_a_manifest_that_was_changed_with_its_file_is_caught_by_the_one_of_the_build(
    site: Build, tmp_path: Path
) -> None:
    publish(built_of(site).outputs, tmp_path / "output")
    publish(built_of(site).outputs, tmp_path / "copy")
    body = (tmp_path / "copy" / PATH).read_bytes()
    (tmp_path / "copy" / PATH).write_bytes(body.replace(b'"/storm/"', b'"/rain/"'))

    against = str(tmp_path / "output" / PATH)
    assert said(str(tmp_path / "copy")) == []
    assert said(str(tmp_path / "copy"), against) == [f"/{PATH}: this is the manifest of another build [changed-file]"]


def test_the_files_of_the_release_before_are_no_difference_unless_they_changed(site: Build, tmp_path: Path) -> None:
    built = built_of(site)
    old = next(each for each in built.outputs if each.path.startswith("assets/site."))
    publish(built.outputs, tmp_path)
    publish([each for each in built.outputs if each is not old], tmp_path)
    (tmp_path / PATH).write_bytes(b'{"base_url": "", "headers": {}, "moved": {}, "files": []}')

    mine = {f"/{each.path}: no build put this file here [extra-file]" for each in built.outputs}
    assert set(said(str(tmp_path))) == mine - {
        f"/{old.path}: no build put this file here [extra-file]",
        f"/{PATH}: no build put this file here [extra-file]",
    }
    (tmp_path / old.path).write_bytes(b"evil")
    assert f"/{old.path}: the file is not as it was built [changed-file]" in said(str(tmp_path))


@contextmanager
def hosting(sent: Sent) -> Iterator[str]:
    """Send answers from memory on a loopback port, changed when the dict is changed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = sent.get(self.path, sent[f"/{LOST}"])
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Keep the terminal quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.01), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def answer_for(entry: Entry, manifest: Manifest, body: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return what a host sends that does all it should."""
    if entry.address in manifest.moved:
        return 301, {"Location": manifest.moved[entry.address]}, b""
    headers = {**manifest.headers, "Content-Type": entry.type, "Cache-Control": entry.cache}
    return (404 if entry.path == LOST else 200), headers, body


def sent_by(built: Built) -> Sent:
    """Return what a host sends of a site when it does all it should."""
    bodies = {each.path: each.body for each in built.outputs}
    manifest = read_manifest(bodies[PATH], PATH)
    sent = {entry.address: answer_for(entry, manifest, bodies[entry.path]) for entry in manifest.files if entry.address}
    return {**sent, f"/{PATH}": (200, {}, bodies[PATH])}


def test_a_live_site_that_sends_all_as_it_should_has_no_difference(site: Build) -> None:
    built = built_of(site)

    with hosting(sent_by(built)) as url:
        assert verify(f"{url}/") == (len(built.outputs) - 1, ())


def test_a_live_site_is_told_what_is_wrong_with_which_address(site: Build) -> None:
    sent = sent_by(built_of(site))
    status, headers, body = sent["/storm/"]
    sent["/"] = (200, headers, b"Elsewhere")
    sent["/wind/"] = (301, {"Location": "https://evil.example/"}, b"")
    sent["/storm/"] = (200, {**headers, "Cache-Control": "max-age=9", "Content-Type": "text/html"}, body)
    sent["/about-this-site/"] = (
        status,
        {name: value for name, value in headers.items() if name != "Referrer-Policy"},
        sent["/about-this-site/"][2],
    )
    del sent["/robots.txt"]

    with hosting(sent) as url:
        found = said(url)

    assert found == [
        "/: the file is not as it was built [changed-file]",
        "/about-this-site/: `Referrer-Policy` is not sent [missing-header]",
        "/robots.txt: the host answers 404, not 200 [missing-file]",
        "/storm/: `Cache-Control` is `max-age=9` [wrong-cache]",
        "/storm/: `Content-Type` is `text/html` [wrong-type]",
        "/wind/: the host answers 301, not 200 [missing-file]",
    ]


def test_what_is_wrong_with_many_files_alike_is_told_once(site: Build) -> None:
    sent = sent_by(built_of(site))
    for address, (status, headers, body) in sent.items():
        sent[address] = (status, {name: value for name, value in headers.items() if name != "Referrer-Policy"}, body)

    with hosting(sent) as url:
        found = said(url)

    assert len(found) == 1
    assert found[0].startswith(": `Referrer-Policy` is not sent for ")


@pytest.mark.parametrize("status", [200, 404])
def test_an_address_where_nothing_is_must_be_answered_with_404_and_our_page(site: Build, status: int) -> None:
    """Else a search engine would keep the page for lost addresses as if it were all pages."""
    sent = sent_by(built_of(site))
    sent[f"/{LOST}"] = (status, *sent[f"/{LOST}"][1:])

    with hosting(sent) as url:
        found = said(url)

    assert found == ([] if status == 404 else [f"/{LOST}: the host answers 200, not 404 [missing-file]"])


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("no/such/folder", "no/such/folder/manifest.json: it cannot be read: No such file or directory [no-manifest]"),
        ("http://[x", "http://[x: the host does not answer: Invalid IPv6 URL [no-answer]"),
        (
            "http://127.0.0.1:9",
            "http://127.0.0.1:9: the host does not answer: [Errno 111] Connection refused [no-answer]",
        ),
    ],
)
def test_a_place_that_is_none_is_told(place: str, message: str) -> None:
    with pytest.raises(Invalid) as caught:
        verify(place)

    assert [str(each).split("\n")[0] for each in caught.value.problems] == [message]


def test_the_command_says_what_it_found(site: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    built = built_of(site)
    publish(built.outputs, tmp_path)

    assert main(["verify", str(tmp_path)]) == 0
    assert capsys.readouterr() == ("", f"{tmp_path} is what was built: {len(built.outputs) - 1} files\n")

    (tmp_path / "index.html").unlink()
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr() == (
        f"{tmp_path}/index.html: the file is missing [missing-file]\n"
        "    Publish again; if it stays so, find out who changed it\n",
        f"1 difference: {tmp_path} is not what was built\n",
    )


def test_the_command_needs_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["verify"])

    assert caught.value.code == 2
    assert "verify needs one folder or address" in capsys.readouterr().err
