"""Signatures, checked with the program of others: minisign made the keys, and says what our signatures are worth."""

import subprocess
from pathlib import Path

import pytest

from site_builder.cli import main
from site_builder.outputs.pocket import FILE
from site_builder.publish import SIGNATURE
from site_builder.signature import SECRET
from site_builder.verify import verify
from tests.conftest import Build, project_of, with_settings
from tests.test_verify import built_of, hosting, sent_by

BUILT = "2026-11-27"


@pytest.fixture
def keys(tmp_path: Path) -> tuple[str, str]:
    """Return a public key and a secret key."""
    command = ["minisign", "-G", "-W", "-p", tmp_path / "minisign.pub", "-s", tmp_path / "minisign.key"]
    subprocess.run(command, check=True, capture_output=True)
    return last_line(tmp_path / "minisign.pub"), last_line(tmp_path / "minisign.key")


def last_line(path: Path) -> str:
    """Return the last line of a file."""
    return path.read_text().splitlines()[-1]


def built(folder: Path, public_key: str) -> list[str]:
    """Build a small site that tells a public key; return the options that name it."""
    for path, body in with_settings(project_of(""), {"public_key": f'"{public_key}"'}).files.items():
        (folder / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "site" / path).write_bytes(body)
    options = ["--site", str(folder / "site"), "--output", str(folder / "output")]
    assert main(["build", *options, "--at", BUILT]) == 0
    return options


def said(place: str, key: str) -> list[str]:
    """Return the differences of a copy that a key should have signed, without the place that is common to all."""
    return [str(each).split("\n")[0].removeprefix(place) for each in verify(place, key=key)[1]]


def is_good(output: Path, public_key: str) -> bool:
    """Ask minisign."""
    command = ["minisign", "-V", "-m", output / "manifest.json", "-P", public_key]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_what_we_sign_minisign_believes_until_a_byte_is_another(
    tmp_path: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    public, secret = keys
    output = tmp_path / "output"
    options = built(tmp_path, public)
    command = ["verify", str(output), "--key", public]
    assert main(command) == 1
    assert f"{output}/manifest.json.minisig: there is no signature of the manifest [wrong-signature]" in (
        capsys.readouterr().out
    )
    monkeypatch.setenv(SECRET, f"untrusted comment: minisign encrypted secret key\n{secret}\n")

    assert main(["sign", *options]) == 0
    first = (output / "manifest.json.minisig").read_bytes()
    assert is_good(output, public)
    assert main(command) == 0
    assert main(["sign", *options]) == 0
    assert (output / "manifest.json.minisig").read_bytes() == first
    assert f"<code>{public}</code>" in (output / FILE).read_text()

    (output / "manifest.json").write_bytes((output / "manifest.json").read_bytes() + b" ")
    assert not is_good(output, public)
    capsys.readouterr()
    assert main(command) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        f"{output}/manifest.json.minisig: this key did not sign this manifest [wrong-signature]"
    )


def test_a_signature_with_another_key_or_another_comment_proves_nothing(
    tmp_path: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    public, secret = keys
    output = tmp_path / "output"
    options = built(tmp_path, public)
    monkeypatch.setenv(SECRET, secret)
    assert main(["sign", *options]) == 0
    file = output / "manifest.json.minisig"
    good = file.read_text()
    other = public[:12] + ("A" if public[12] != "A" else "B") + public[13:]
    assert main(["verify", str(output), "--key", other]) == 1
    assert main(["verify", str(output), "--key", public[:-1]]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"--key: `{public[:-1]}` is no public key of minisign [wrong-key]",
        "    Write the key as the office publishes it: it begins with `RW`, and has 56 signs",
    ]
    spoiled = (good.replace("of http", "in http"), good.replace("\n", "\n\n"), "", "\0", good[:-9])
    for text in spoiled:
        assert text != good
        file.write_text(text)
        assert main(["verify", str(output), "--key", public]) == 1
    file.write_text(good)
    assert main(["verify", str(output), "--key", public]) == 0


NO_SIGNATURE = "the file is there, but it is no signature as minisign writes it"


@pytest.mark.parametrize(
    "text", ["", "\0", "words\n" * 4, "\ufffd", "untrusted comment: a\nRUQ=\ntrusted comment: b\nRUQ=\n"]
)
def test_a_file_that_is_no_signature_is_told_as_one(tmp_path: Path, keys: tuple[str, str], text: str) -> None:
    built(tmp_path, keys[0])
    output = tmp_path / "output"
    (output / SIGNATURE).write_text(text)

    assert said(str(output), keys[0]) == [f"/{SIGNATURE}: {NO_SIGNATURE} [wrong-signature]"]


def test_a_signature_that_cannot_be_read_is_told_as_one(tmp_path: Path, keys: tuple[str, str]) -> None:
    built(tmp_path, keys[0])
    output = tmp_path / "output"
    (output / SIGNATURE).mkdir()

    assert said(str(output), keys[0]) == [
        f"/{SIGNATURE}: the signature cannot be read: Is a directory [wrong-signature]"
    ]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (404, "there is no signature of the manifest"),
        (410, "there is no signature of the manifest"),
        (503, "the signature cannot be read: the host answers 503"),
        (200, NO_SIGNATURE),
    ],
)
def test_what_a_host_answers_for_the_signature_is_told(
    site: Build, keys: tuple[str, str], status: int, message: str
) -> None:
    sent = {**sent_by(built_of(site)), f"/{SIGNATURE}": (status, {}, b"<p>Words.</p>")}

    with hosting(sent) as url:
        assert said(url, keys[0]) == [f"/{SIGNATURE}: {message} [wrong-signature]"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "SITE_SIGNING_KEY: there is no key in this variable [wrong-key]"),
        ("password", "SITE_SIGNING_KEY: this is no secret key of minisign [wrong-key]"),
        ("RWQAAEIy", "SITE_SIGNING_KEY: this is no secret key of minisign [wrong-key]"),
        ("locked", "SITE_SIGNING_KEY: the key is locked with a password [wrong-key]"),
        ("other", "content/site.yaml: `public_key` is not the key of SITE_SIGNING_KEY, so that nobody could check"),
    ],
)
def test_a_key_that_cannot_sign_says_why(
    text: str,
    message: str,
    tmp_path: Path,
    keys: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    options = built(tmp_path, "")
    given = {"locked": f"RWRTY0Iy{keys[1][8:]}", "other": keys[1]}.get(text, text)
    monkeypatch.setenv(SECRET, given)
    capsys.readouterr()

    assert main(["sign", *options]) == 1
    assert capsys.readouterr().out.startswith(message)
    assert not (tmp_path / "output/manifest.json.minisig").exists()


def test_the_next_build_takes_a_signature_away_that_is_not_its_own(
    tmp_path: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = built(tmp_path, keys[0])
    monkeypatch.setenv(SECRET, keys[1])
    assert main(["sign", *options]) == 0
    assert main(["build", *options, "--at", "2026-11-28"]) == 0
    assert not (tmp_path / "output/manifest.json.minisig").exists()
