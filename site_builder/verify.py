"""Knows whether a copy, a folder or a live site, is what a build published: file by file, header by header."""

import hashlib
import http.client
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from site_builder.outputs.headers import LOST
from site_builder.outputs.manifest import PATH, Entry, Manifest, read_manifest
from site_builder.problems import Invalid, Problem
from site_builder.publish import MARK, SIGNATURE, kept_files
from site_builder.signature import is_public_key, is_signed, read_signature

AT_ONCE = 8
TIMEOUT_SECONDS = 30
MOVED = (301, 308)
GONE = (404, 410)
MANY, NAMED = 10, 3
OF_HEADERS = ("wrong-type", "wrong-cache", "missing-header")
NOWHERE = "no-page-stands-here/"
"""Where nothing is published: what a host answers there is the page for lost addresses."""
FAULTS = (OSError, ValueError, http.client.HTTPException)
"""What becomes of a connection, a name or an address that is none."""
AGAIN = "Publish again; if it stays so, find out who changed it"
SIGN = "Publish again, and run `python3 build.py sign` in between; docs/publishing.md says how"


@dataclass(frozen=True)
class Answer:
    """What a host sent: headers by lower-case name."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def verify(place: str, against: str = "", key: str = "") -> tuple[int, tuple[Problem, ...]]:
    """Return how many files a copy should have, and every way in which it differs from its manifest.

    `place` is a folder or an address; `against` names the manifest of a build to use in place of the copy's own, and
    `key` is the public key that must have signed the copy's own, unless empty.
    Raises Invalid when there is no manifest or no host that answers.
    """
    is_live = place.startswith(("https://", "http://"))
    own = read_live(place.rstrip("/")) if is_live else read_file(Path(place, PATH))
    body = read_file(Path(against)) if against else own
    manifest = read_manifest(body, against or f"{place.rstrip('/')}/{PATH}")
    differ = live_differences(place.rstrip("/"), manifest) if is_live else folder_differences(Path(place), manifest)
    found = (*other_build(place, own, body), *unsigned(place.rstrip("/"), is_live, own, key), *differ)
    return len(manifest.files), tuple(sorted(found))


def other_build(place: str, own: bytes, body: bytes) -> Iterator[Problem]:
    """Yield a problem when a copy has not the manifest that it is held against."""
    if own != body:
        yield Problem(f"{place.rstrip('/')}/{PATH}", 0, "changed-file", "this is the manifest of another build", AGAIN)


def unsigned(place: str, is_live: bool, own: bytes, key: str) -> Iterator[Problem]:
    """Yield a problem when the holder of a key did not sign a manifest; none is asked for without a key."""
    if not key:
        return
    if not is_public_key(key):
        hint = "Write the key as the office publishes it: it begins with `RW`, and has 56 signs"
        yield Problem("--key", 0, "wrong-key", f"`{key}` is no public key of minisign", hint)
        return
    path = f"{place}/{SIGNATURE}"
    if found := fault_of_signature(path, is_live, own, key):
        yield Problem(path, 0, "wrong-signature", *found)


def fault_of_signature(path: str, is_live: bool, own: bytes, key: str) -> tuple[str, str] | None:
    """Return the message and hint for a signature that does not prove who signed a manifest, None for one that does."""
    try:
        written = live_signature(path) if is_live else Path(path).read_bytes()
    except FileNotFoundError:
        return "there is no signature of the manifest", SIGN
    except FAULTS as fault:
        return f"the signature cannot be read: {getattr(fault, 'strerror', None) or fault}", f"Try again. {SIGN}"
    signature = read_signature(written)
    if signature is None:
        return "the file is there, but it is no signature as minisign writes it", SIGN
    if not is_signed(own, signature, key):
        return "this key did not sign this manifest", "Trust nothing in this copy until you know who published it"
    return None


def live_signature(address: str) -> bytes:
    """Return the signature file of a live site. Raises FileNotFoundError when there is none."""
    answer = ask(address)
    if answer.status in GONE:
        raise FileNotFoundError
    if answer.status != 200:
        raise OSError(f"the host answers {answer.status}")
    return answer.body


def read_file(path: Path) -> bytes:
    """Return a manifest on disk."""
    try:
        return path.read_bytes()
    except OSError as fault:
        hint = "Name a folder that a build published, or an address that begins with https://"
        raise Invalid(Problem(str(path), 0, "no-manifest", f"it cannot be read: {fault.strerror}", hint)) from None


def folder_differences(folder: Path, manifest: Manifest) -> Iterator[Problem]:
    """Yield every way in which a folder differs from a manifest."""
    kept = kept_files(folder)
    named = {entry.path: entry.sha256 for entry in manifest.files} | kept
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    for path in sorted(set(named) - there):
        yield Problem(f"{folder}/{path}", 0, "missing-file", "the file is missing", AGAIN)
    for path in sorted(set(named) & there):
        if digest_of(folder / path) != named[path]:
            yield Problem(f"{folder}/{path}", 0, "changed-file", "the file is not as it was built", AGAIN)
    for path in sorted(there - set(named) - {PATH, MARK, SIGNATURE}):
        hint = "Find out who put it there, and delete it"
        yield Problem(f"{folder}/{path}", 0, "extra-file", "no build put this file here", hint)


def digest_of(path: Path) -> str:
    """Return the digest of a file, "" when it cannot be read or leads elsewhere."""
    try:
        return "" if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_live(url: str) -> bytes:
    """Return the manifest of a live site."""
    try:
        answer = ask(f"{url}/{PATH}")
    except FAULTS as failure:
        message = f"the host does not answer: {failure}"
        raise Invalid(Problem(url, 0, "no-answer", message, "Look at the address, and try again")) from None
    if answer.status != 200:
        message = f"the host answers {answer.status} for the manifest"
        raise Invalid(
            Problem(f"{url}/{PATH}", 0, "no-manifest", message, "Publish the whole output, with its manifest")
        )
    return answer.body


def ask(address: str) -> Answer:
    """Return what a host sends for an address. Follows no redirect: what stands at the address itself counts."""
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=TIMEOUT_SECONDS)
    try:
        connection.request("GET", quote(parts.path or "/", safe="/%"))
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def live_differences(url: str, manifest: Manifest) -> Iterator[Problem]:
    """Yield every way in which a live site differs from a manifest. Files that hosts keep to themselves stay out."""
    entries = [entry for entry in manifest.files if entry.address]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for_each = pool.map(partial(problems_at, url, manifest), entries)
        found = [problem for problems in for_each for problem in problems]
    yield from joined(url, found)


def problems_at(url: str, manifest: Manifest, entry: Entry) -> tuple[Problem, ...]:
    """Return every way in which the answer for one file differs from what was published."""
    place = f"{url}{entry.address}"
    try:
        answer = ask(f"{url}/{NOWHERE}" if entry.path == LOST else place)
        there = urlsplit(answer.headers.get("location", "")).path
    except FAULTS as failure:
        return (Problem(place, 0, "no-answer", f"the host does not answer: {failure}", "Try again"),)
    if answer.status in MOVED and there == manifest.moved.get(entry.address):
        return ()
    wanted = 404 if entry.path == LOST else 200
    if answer.status != wanted:
        hint = "Publish again; docs/publishing.md says what the host needs to be told"
        return (Problem(place, 0, "missing-file", f"the host answers {answer.status}, not {wanted}", hint),)
    return tuple(answer_problems(place, manifest.headers, entry, answer))


def answer_problems(place: str, headers: Mapping[str, str], entry: Entry, answer: Answer) -> Iterator[Problem]:
    """Yield what is wrong with an answer: its content, its type, how long it is kept, and its safety headers."""
    if hashlib.sha256(answer.body).hexdigest() != entry.sha256:
        yield Problem(place, 0, "changed-file", "the file is not as it was built", AGAIN)
    if plain(answer.headers.get("content-type", "")) != plain(entry.type):
        yield fault(place, "wrong-type", "Content-Type", answer, entry.type)
    if entry.path != LOST and plain(answer.headers.get("cache-control", "")) != plain(entry.cache):
        yield fault(place, "wrong-cache", "Cache-Control", answer, entry.cache)
    for name, value in headers.items():
        if answer.headers.get(name.lower()) != value:
            yield fault(place, "missing-header", name, answer, value)


def fault(place: str, code: str, name: str, answer: Answer, value: str) -> Problem:
    """Return the problem of a header that is not there or is another."""
    got = answer.headers.get(name.lower())
    message = f"`{name}` is not sent" if got is None else f"`{name}` is `{got}`"
    return Problem(place, 0, code, message, f"Tell the host to send `{value}`; docs/publishing.md says how")


def plain(value: str) -> str:
    """Return a header's value in the one way to write it: hosts differ in spaces and capitals."""
    return ",".join(part.strip() for part in value.lower().replace(";", ",").split(","))


def joined(url: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield problems; what is wrong with the headers of many files alike is told once, with their number."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for each in problems:
        alike.setdefault((each.code, each.message, each.hint), []).append(each)
    for (code, message, hint), group in alike.items():
        if code in OF_HEADERS and len(group) > MANY:
            some = ", ".join(f"`{each.path.removeprefix(url)}`" for each in group[:NAMED])
            yield Problem(url, 0, code, f"{message} for {len(group)} files, {some} among them", hint)
        else:
            yield from group
