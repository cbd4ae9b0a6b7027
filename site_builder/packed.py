"""Knows how a noun keeps what is bulky in it packed, on its way from process to process, until somebody asks for it."""

import pickle
import zlib
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pickle import PickleBuffer
from typing import Any, ClassVar, TypeVar

from site_builder.store import Away

Noun = TypeVar("Noun", bound="Packed")

SEVERAL = 64
"""How many nouns may be unpacked at a time: who looks at a page asks for its parts again and again."""

GZIP = 31
"""What `zlib` calls the form that `gzip` writes."""
GZIP_BEGINS = b"\x1f\x8b"


class Packed:
    """What frozen dataclasses inherit that come back from `pickle` with their fields `BULKY` still packed.

    `BESIDE` are cached properties that are found before and kept beside, so that asking for them unpacks nothing.
    """

    BULKY: ClassVar[tuple[str, ...]] = ()
    BESIDE: ClassVar[tuple[str, ...]] = ()

    def __getstate__(self) -> dict[str, Any]:
        plain = (each.name for each in fields(self) if each.name not in self.BULKY)  # type: ignore[arg-type]
        packed = self.__dict__.get("packed") or pack([getattr(self, name) for name in self.BULKY])
        return {**{name: getattr(self, name) for name in (*plain, *self.BESIDE)}, "packed": PickleBuffer(packed)}

    def __getattr__(self, name: str) -> Any:
        """Return a field that is still packed; Python asks only for what is not there."""
        if name not in self.BULKY or "packed" not in self.__dict__:
            raise AttributeError(name)
        return unpacked(self.BULKY, self.__dict__["packed"])[name]


def with_gzip(noun: Noun, gzipped: bytes) -> Noun:
    """Return a noun whose one bulky field is some bytes, packed by `gzip` for another purpose: that is done once."""
    noun.__dict__["packed"] = gzipped
    return noun


def pack(values: list[Any]) -> bytes:
    """Return some values as few bytes."""
    return zlib.compress(pickle.dumps(values, pickle.HIGHEST_PROTOCOL), 1)


@lru_cache(maxsize=SEVERAL)
def unpacked(names: tuple[str, ...], packed: bytes) -> Mapping[str, Any]:
    """Return what was packed, by some names. Raises Damaged."""
    here = packed.fetch() if isinstance(packed, Away) else packed
    is_gzip = here.startswith(GZIP_BEGINS)
    values = [zlib.decompress(here, GZIP)] if is_gzip else pickle.loads(zlib.decompress(here))
    return dict(zip(names, values, strict=True))
