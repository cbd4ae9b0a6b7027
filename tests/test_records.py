"""What is plainly right is read as the validator reads it, and the validator is not asked."""

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_builder.facts import Facts, Glossary
from site_builder.forms import StrictForm
from site_builder.front_matter import split_front_matter
from site_builder.kinds import KINDS, NoticeKind, OrderKind
from site_builder.project import read_project
from site_builder.records import plain
from site_builder.schema import adapter
from site_builder.settings import Settings
from site_builder.source import Source
from site_builder.yaml_text import read_yaml
from tests.conftest import ROOT

RECORDS = (NoticeKind, OrderKind, Settings, Facts, Glossary, StrictForm)
PROJECT = read_project(ROOT)
RIGHT = (
    "A title, or a few words that are long enough for any of them",
    "2026-11-23",
    "2026-11-23T18:00-06:00",
    "2026-11-23T18:00Z",
    "true",
    "30",
    "/prepare/kit/",
    "https://example.org/x",
    "en",
    "compared",
)
ODD = ("", "x", "-1", "-0", "007", "+3", " 5", "5.0", "1_0", "\u0663", "1000000000000000000000", "101", "yes", "1")
ODDER = ("2026-02-30", "2026-11-23T25:00Z", "/kit/\n", "/k\u00e9/", "https://\u00e9.example", "\ud800")
NO_TEXT: tuple[Any, ...] = (None, [], {}, ["x"], {"a": "b"})
SCALARS = st.one_of(st.sampled_from(RIGHT), st.sampled_from((*ODD, *ODDER, *NO_TEXT)), st.text(max_size=40))


def raw(kind: Any) -> st.SearchStrategy[Any]:
    """Return plain data such as a type may be read from: mostly right, sometimes in one thing, sometimes not at all."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated or NoneType in parts:
        return raw(parts[0])
    if origin is Literal:
        return st.one_of(st.sampled_from(parts), SCALARS)
    if origin is tuple:
        return st.one_of(st.lists(raw(parts[0]), max_size=3), SCALARS)
    if origin is dict:
        return st.one_of(st.dictionaries(st.sampled_from(RIGHT), raw(parts[1]), max_size=2), SCALARS)
    if is_dataclass(kind):
        hints = get_type_hints(kind, include_extras=True)
        needed = {each.name for each in fields(kind) if each.default is each.default_factory is MISSING}
        return st.fixed_dictionaries(
            {name: raw(hints[name]) for name in sorted(needed)},
            optional={**{name: raw(hints[name]) for name in sorted(hints.keys() - needed)}, "unheard_of": SCALARS},
        )
    return SCALARS


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
@settings(max_examples=settings.default.max_examples // 4)
@given(st.data())
def test_what_is_read_is_what_the_validator_reads(kind: Any, data: st.DataObject) -> None:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        given = data.draw(raw(hint), label=name)
        try:
            read = plain(hint, given)
        except ValueError:
            continue
        assert repr(read) == repr(adapter(hint).validate_python(given))


def real_records() -> Iterator[tuple[Any, Any]]:
    """Yield each record of the real content as plain data, with its type."""
    for path, body in PROJECT.under("content").items():
        if path.endswith(".md"):
            front, _, _ = split_front_matter(Source(path, body.decode(), "en", "/"))
            data, _ = read_yaml(front, path)
            yield KINDS[data.get("kind", "section" if path.endswith("/index.md") else "page")], data
    for kind, path in ((Settings, "site.yaml"), (Facts, "facts.yaml"), (Glossary, "glossary/en.yaml")):
        yield kind, read_yaml(PROJECT.files[f"content/{path}"].decode(), path)[0]


def test_the_real_content_needs_no_validator() -> None:
    read = [(plain(kind, data), kind, data) for kind, data in real_records()]

    assert len(read) > 50
    assert [repr(record) for record, _, _ in read] == [
        repr(adapter(kind).validate_python(data)) for _, kind, data in read
    ]
