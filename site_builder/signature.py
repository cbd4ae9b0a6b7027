"""Knows how a manifest is signed, and what a signature proves: that the holder of one key published it.

Source: minisign, "Minisign key formats" and "Minisign signature format"; RFC 8032 (Ed25519); RFC 7693 (BLAKE2b).
"""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from struct import Struct
from struct import error as StructError  # noqa: N812  (a fault as others are named)

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from site_builder.problems import Invalid, Problem

SECRET = "SITE_SIGNING_KEY"
UNTRUSTED, TRUSTED = "untrusted comment: ", "trusted comment: "
SECRET_KEY = Struct("2s 2s 2s 32x 8x 8x 8s 32s 32s 32x")
"""Kind, how it is locked (two zero bytes: not), kind of its digest, key number, seed, public key."""
PUBLIC_KEY = Struct("2s 8s 32s")
SIGNED = Struct("2s 8s 64s")
"""What a signature file begins with: kind, key number, the signature itself."""
OF_COMMENT = Struct("64s")
"""What it ends with: the signature of all that with the comment."""
KEY, FILE = b"Ed", b"ED"
"""The kind of a key, and of a signature of a file's digest."""
OPEN = bytes(2)
MAKE_ONE = "Make one with `minisign -G -W`, and put the last line of `minisign.key` into the variable"


@dataclass(frozen=True)
class Key:
    """A pair of keys; `number` names it in its signatures."""

    number: bytes
    seed: bytes
    public: bytes

    @property
    def public_text(self) -> str:
        """Return the public key as it is published."""
        return b64encode(PUBLIC_KEY.pack(KEY, self.number, self.public)).decode()


@dataclass(frozen=True)
class Signature:
    """What a signature file says: `number` names the key, `both` signs the signature together with the comment."""

    number: bytes
    signed: bytes
    comment: str
    both: bytes


def read_key(text: str) -> Key:
    """Return the key in the text of a key file of minisign, or in its last line. Raises Invalid."""
    if not text.strip():
        raise Invalid(Problem(SECRET, 0, "wrong-key", "there is no key in this variable", MAKE_ONE))
    try:
        kind, lock, _, number, seed, public = SECRET_KEY.unpack(b64decode(text.rsplit(maxsplit=1)[-1], validate=True))
    except (ValueError, StructError):
        kind, lock, number, seed, public = b"", b"", b"", b"", b""
    if kind != KEY:
        raise Invalid(Problem(SECRET, 0, "wrong-key", "this is no secret key of minisign", MAKE_ONE))
    if lock != OPEN:
        raise Invalid(Problem(SECRET, 0, "wrong-key", "the key is locked with a password", MAKE_ONE))
    return Key(number, seed, public)


def signature(body: bytes, key: Key, comment: str) -> str:
    """Return the signature file of some bytes, with a comment that is signed too. The same bytes give the same file."""
    secret = Ed25519PrivateKey.from_private_bytes(key.seed)
    signed = secret.sign(digest(body))
    both = secret.sign(signed + comment.encode())
    lines = (
        f"{UNTRUSTED}check it with the key that the office publishes",
        b64encode(SIGNED.pack(FILE, key.number, signed)).decode(),
        f"{TRUSTED}{comment}",
        b64encode(both).decode(),
    )
    return "\n".join(lines) + "\n"


def is_public_key(text: str) -> bool:
    """Tell whether a text is a public key of minisign."""
    try:
        kind, _, _ = PUBLIC_KEY.unpack(b64decode(text, validate=True))
    except (ValueError, StructError):
        return False
    return bool(kind == KEY)


def read_signature(written: bytes) -> Signature | None:
    """Return what a signature file says, None for a file that is none of a file's digest."""
    try:
        _, first, comment, second = written.decode().splitlines()
        kind, number, signed = SIGNED.unpack(b64decode(first, validate=True))
        (both,) = OF_COMMENT.unpack(b64decode(second, validate=True))
    except (ValueError, StructError):
        return None
    if kind != FILE or not comment.startswith(TRUSTED):
        return None
    return Signature(number, signed, comment.removeprefix(TRUSTED), both)


def is_signed(body: bytes, written: Signature, public_key: str) -> bool:
    """Tell whether a signature is that of some bytes, by the holder of a public key."""
    try:
        _, own, public = PUBLIC_KEY.unpack(b64decode(public_key, validate=True))
        if written.number != own:
            return False
        verifier = Ed25519PublicKey.from_public_bytes(public)
        verifier.verify(written.signed, digest(body))
        verifier.verify(written.both, written.signed + written.comment.encode())
    except (InvalidSignature, ValueError, StructError):
        return False
    return True


def digest(body: bytes) -> bytes:
    """Return what is signed in place of a file."""
    return hashlib.blake2b(body).digest()
