"""Knows what a dataclass may ask of the YAML that it is read from, and reads what is right in every way.

Every scalar comes as the text the editor wrote, so that `NO`, `07001`, `10:30` and `1.10` stay what they are; the
dataclass decides what it means. What is not plainly right goes to the validator of `schema`, which takes the notes here
for its own and says what is wrong.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeVar,
    Union,
    cast,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from site_builder.late import late
from site_builder.quick_yaml import read_yaml
from site_builder.yaml_lines import Lines

Record = TypeVar("Record")

WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)")

validated = late("schema", "validated")
notes_of = late("schema", "notes_of")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[Record]) -> type[Record]:
    """Make a frozen dataclass that refuses unknown keys when it is read from YAML.

    One that adds no field to another is a dataclass already, and to make it again takes as long as for the first.
    """
    if is_dataclass(cls) and not cls.__annotations__:
        return cls
    cls.__pydantic_config__ = {"extra": "forbid"}  # type: ignore[attr-defined]
    cls.__eq__, cls.__hash__, cls.__repr__ = same, hashed, shown  # type: ignore[assignment, method-assign]
    return dataclass(frozen=True, kw_only=True, eq=False, repr=False)(cls)


def same(one: Any, other: object) -> bool:
    """Tell whether two records are equal: what a dataclass makes for itself takes half of the time to make it."""
    return type(one) is type(other) and vars(one) == vars(other)


def hashed(one: Any) -> int:
    """Return the hash of a record."""
    return hash(tuple(vars(one).values()))


def shown(one: Any) -> str:
    """Return a record as a dataclass shows itself."""
    return f"{type(one).__qualname__}({', '.join(f'{name}={value!r}' for name, value in vars(one).items())})"


@dataclass(frozen=True, kw_only=True)
class Field:
    """What a field is for, and what it may hold."""

    description: str | None = None
    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    ge: int | None = None
    le: int | None = None
    __is_annotated_types_grouped_metadata__: ClassVar[bool] = True

    def __iter__(self) -> Iterator[Any]:
        """Yield the validator's own notes."""
        yield from notes_of({name: value for name, value in vars(self).items() if value is not None}, None)

    def allows(self, value: Any) -> bool:
        """Tell whether a value is surely right."""
        size = len(value) if self.min_length is not None or self.max_length is not None else 0
        return (
            (self.min_length or 0) <= size
            and (self.max_length is None or size <= self.max_length)
            and (self.ge is None or value >= self.ge)
            and (self.le is None or value <= self.le)
            and (self.pattern is None or (value.isascii() and re.fullmatch(self.pattern, value) is not None))
        )


@dataclass(frozen=True)
class ReadBy:
    """The function that reads a value; it raises ValueError."""

    read: Callable[[object], Any]
    __is_annotated_types_grouped_metadata__: ClassVar[bool] = True

    def __iter__(self) -> Iterator[Any]:
        """Yield the validator's own notes."""
        yield from notes_of({}, self.read)


def read_day(value: object) -> date:
    """Read a calendar day written year-month-day. Raises ValueError."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("day")
    return date.fromisoformat(value)


def read_moment(value: object) -> datetime:
    """Read a moment with its offset from UTC, or a day (its first moment in UTC). Raises ValueError."""
    if not isinstance(value, str):
        raise ValueError("moment")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC)
    if not MOMENT.fullmatch(value):
        raise ValueError("moment")
    return datetime.fromisoformat(value)


def read_switch(value: object) -> bool:
    """Read `true` or `false` and nothing else. Raises ValueError."""
    if value not in ("true", "false"):
        raise ValueError("switch")
    return value == "true"


Day = Annotated[date, ReadBy(read_day)]
Moment = Annotated[datetime, ReadBy(read_moment)]
Switch = Annotated[bool, ReadBy(read_switch)]


def read_record(kind: type[Record], text: str, path: str, first_line: int = 1) -> Record:
    """Return YAML text as the dataclass `kind`.

    `first_line` is the line of the file on which the text begins. Raises Invalid with every fault found.
    """
    return to_record(kind, *read_yaml(text, path, first_line), path)


def to_record(kind: type[Record], data: Any, lines: Lines, path: str) -> Record:
    """Return what `read_yaml` returned as the dataclass `kind`. Raises Invalid with every fault found."""
    given = {} if data is None else data
    try:
        return cast("Record", plain(kind, given))
    except ValueError:
        return cast("Record", validated(kind, given, lines, path))


def plain(kind: Any, value: Any) -> Any:
    """Return plain data as a type means it. Raises ValueError for what is wrong, or only may be."""
    parts = get_args(kind)
    if get_origin(kind) is not Annotated:
        return scalar(kind, value) if isinstance(value, str) else several(kind, parts, value)
    readers = [note.read for note in parts if isinstance(note, ReadBy)]
    read = readers[0](value) if readers else plain(parts[0], value)
    if not all(note.allows(read) for note in parts if isinstance(note, Field)):
        raise ValueError
    return read


def scalar(kind: Any, text: str) -> Any:
    """Return a text as a type means it. Raises ValueError."""
    if kind is str:
        text.encode()
        return text
    if kind is bool:
        return read_switch(text)
    if kind is int and WHOLE.fullmatch(text):
        return int(text)
    parts = get_args(kind)
    if get_origin(kind) is Literal and text in parts:
        return text
    if get_origin(kind) in (Union, UnionType) and parts[1:] == (NoneType,):
        return plain(parts[0], text)
    raise ValueError


def several(kind: Any, parts: tuple[Any, ...], value: Any) -> Any:
    """Return a list or a mapping as a type means it. Raises ValueError."""
    if get_origin(kind) is tuple and isinstance(value, list):
        kinds = parts[:1] * len(value) if parts[1:] == (...,) else parts
        return tuple(plain(*each) for each in zip(kinds, value, strict=True))
    if get_origin(kind) is dict and isinstance(value, dict):
        return {plain(parts[0], key): plain(parts[1], each) for key, each in value.items()}
    if is_dataclass(kind) and isinstance(value, dict):
        return plain_record(kind, value)
    raise ValueError


def plain_record(kind: Any, data: dict[str, Any]) -> Any:
    """Return a mapping as a dataclass. Raises ValueError."""
    hints, needed = asked_by(kind)
    if data.keys() <= hints.keys() and needed <= data.keys():
        return kind(**{name: plain(hints[name], value) for name, value in data.items()})
    raise ValueError


@cache
def asked_by(kind: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the type of each field of a dataclass, and the names of those that must be given."""
    needed = (each.name for each in fields(kind) if each.default is each.default_factory is MISSING)
    return get_type_hints(kind, include_extras=True), frozenset(needed)
