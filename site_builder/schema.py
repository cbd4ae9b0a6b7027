"""Knows why plain data is not what a dataclass asks for, with the line and column of every fault.

Knows no particular dataclass.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, cast, get_args, get_type_hints

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

from site_builder.better import better_value
from site_builder.problems import Edit, Invalid, Problem, clipped, did_you_mean
from site_builder.yaml_lines import Keys, Lines, Place

UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
"""The validator's names for a key that no field has."""


def validated(kind: type[Any], data: Any, lines: Lines, path: str) -> Any:
    """Return what `read_yaml` returned as a dataclass. Raises Invalid with every fault found."""
    try:
        return adapter(cast("Hashable", kind)).validate_python(data)
    except ValidationError as fault:
        found = fault.errors(include_url=False, include_context=True)
        meant = {renamed_to(error, kind, lines) for error in found}
        told = (error for error in found if error["type"] != "missing" or location_of(error) not in meant)
        raise Invalid(*(explain(error, kind, lines, path) for error in told)) from None


def notes_of(limits: Mapping[str, Any], read: Callable[[Any], Any] | None) -> Iterator[Any]:
    """Yield the validator's own notes for a field with some limits, or for a value that a function reads."""
    if limits:
        yield Field(**limits)
    if read:
        yield BeforeValidator(read)


@cache
def adapter(kind: Hashable) -> TypeAdapter[Any]:
    """Return the compiled reader of one dataclass."""
    return TypeAdapter(cast("Any", kind))


def json_schema(kind: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of what `read_record` takes for a dataclass."""
    return adapter(cast("Hashable", kind)).json_schema()


def explain(error: Any, kind: type[Any], lines: Lines, path: str) -> Problem:
    """Turn one validation error into a problem at the place of its key."""
    location = location_of(error)
    name = named(location)
    line, column = nearest_place(lines, location)
    known = names_at(kind, location[:-1])
    code, message, hint = wording(error, name, known)
    edit = mended(error, lines, location, renamed_to(error, kind, lines)) if location in lines.places else None
    if code == "unknown-field" and edit and not edit.new and hint.startswith("Did you mean"):
        hint = f"{hint.removeprefix('Did you mean ').removesuffix('?')} is given as well: delete one of the two"
    return Problem(path, line, code, message, hint, column, edit)


def named(location: Keys) -> str:
    """Return how a message names a place: `also`, `contacts.office.phone`, entry 2 of `also`."""
    if location and isinstance(location[-1], int):
        return f"entry {location[-1] + 1} of {named(location[:-1])}"
    parts = (str(part + 1) if isinstance(part, int) else part for part in location)
    return f"`{'.'.join(parts)}`" if location else "the file"


def location_of(error: Any) -> Keys:
    """Return where in the data a validation error stands."""
    return tuple(part for part in error["loc"] if part != "[key]")


def renamed_to(error: Any, kind: type[Any], lines: Lines) -> Keys:
    """Return the location that an unknown key was meant for: a known name near it that is not given; else ()."""
    location = location_of(error)
    if error["type"] not in UNKNOWN:
        return ()
    given = {keys[-1] for keys in lines.places if keys and keys[:-1] == location[:-1]}
    near = get_close_matches(str(location[-1]), names_at(kind, location[:-1]), n=1)
    return (*location[:-1], near[0]) if near and near[0] not in given else ()


def nearest_place(lines: Lines, location: Keys) -> Place:
    """Return where a key stands, or where the mapping begins that should have it."""
    while location and location not in lines.places:
        location = location[:-1]
    return lines.places.get(location, (lines.first, 1))


def mended(error: Any, lines: Lines, location: Keys, meant: Keys) -> Edit | None:
    """Return the edit that mends one validation error, None where only its writer can know it."""
    if error["type"] in UNKNOWN:
        return lines.renamed(location, str(meant[-1])) if meant else lines.without(location)
    if error["input"] is None:
        return None
    value, is_safe = better_value(error["type"], error["input"], error.get("ctx", {}))
    return lines.with_value(location, value, is_safe) if value else None


def wording(error: Any, name: str, known: tuple[str, ...]) -> tuple[str, str, str]:
    """Return code, message and hint for one validation error."""
    kind, value, last = error["type"], error["input"], str(error["loc"][-1] if error["loc"] else "")
    if kind in UNKNOWN:
        return "unknown-field", f"`{clipped(last)}` is not a field here", did_you_mean(last, known)
    if kind == "missing":
        return "missing-field", f"{name} is missing", f"Add a line `{last}: …`"
    if value is None:
        return "missing-field", f"{name} has no value", "Write the value after the colon"
    said = {"shown": clipped(str(value)), "length": len(str(value)), **error.get("ctx", {})}
    said["look"] = LOOKS.get(str(said.get("pattern")), f"It must look like `{said.get('pattern')}`")
    message, hint = REFUSALS.get(kind, ("is `{shown}`", f"Correct the value: {error['msg']}"))
    if kind == "value_error":
        hint = advice(str(said["error"]))
    return "wrong-value", f"{name} {message.format_map(said)}", hint.format_map(said).replace("'", "`")


REFUSALS = {
    "value_error": ("is `{shown}`", ""),
    "tuple_type": ("is `{shown}`, not a list", "Write it as `[first, second]`"),
    "dict_type": ("is `{shown}`, not a group of settings", "Indent its settings under it"),
    "dataclass_type": ("is `{shown}`, not a group of settings", "Indent its settings under it"),
    "int_parsing": ("is `{shown}`, not a whole number", "Write digits only"),
    "int_type": ("is `{shown}`, not a whole number", "Write digits only"),
    "int_from_float": ("is `{shown}`, not a whole number", "Write digits only"),
    "string_type": ("is a list or a group, not a text", "Write one value after the colon"),
    "literal_error": ("is `{shown}`", "Use one of {expected}"),
    "string_too_long": ("has {length} characters, and at most {max_length} fit", "Make it shorter"),
    "string_too_short": ("has {length} characters, and at least {min_length} are needed", "Say more"),
    "string_pattern_mismatch": ("is `{shown}`", "{look}"),
    "too_short": ("has no entries", "Write at least one"),
}
"""How each refusal of the validator is told: the rest of the message, and the hint."""


LOOKS = {
    r"^/([a-z0-9-]+/)*$": "Write the address as the browser shows it, from the first `/` to the last: `/prepare/kit/`",
    r"^\d+$": "Write digits only",
    r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$": "Write the code of a language in small letters: `en`, `es`, `pt-br`",
    r"^(\+?\d{3,15})?$": "Write digits only, as a phone dials them: `+16015550100`",
    r"^(https?://\S+)?$": "Write the whole address: `https://www.example.org/page`",
    r"^https?://[^/\s]+(/\S*)?$": "Write the whole address: `https://www.example.org`",
}
"""How a value of each pattern is written."""


def advice(cause: str) -> str:
    """Return the hint for a value that one of our own readers refused."""
    return {
        "day": "Write the day as year-month-day, for example 2026-11-23",
        "moment": "Write the day and time with its offset, for example 2026-11-23T18:00-06:00",
        "switch": "Write `true` or `false`",
    }.get(cause, f"Write a {'day' if 'day' in cause or 'month' in cause else 'time'} that exists: {cause}")


def names_at(kind: Any, location: Keys) -> tuple[str, ...]:
    """Return the field names of the dataclass that stands at a location inside `kind`."""
    for part in location:
        if is_dataclass(kind):
            kind = get_type_hints(kind).get(str(part))
        kind = next((each for each in walk_types(kind) if is_dataclass(each)), kind)
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()


def walk_types(kind: Any) -> Iterator[Any]:
    """Yield a type and all the types it is made of."""
    yield kind
    for part in get_args(kind):
        yield from walk_types(part)
