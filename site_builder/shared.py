"""Knows how to read the files that all pages share: settings, facts, glossaries and the words of templates.

It finds the forms, too; `forms` reads them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, cast

from site_builder.facts import Facts, Glossary
from site_builder.model import Project, Shared
from site_builder.pages import read_text
from site_builder.problems import Each, Invalid, Problem, attempt, whole
from site_builder.quick_yaml import read_yaml
from site_builder.records import Record, read_record
from site_builder.settings import Settings

SETTINGS = "content/site.yaml"
FACTS = "content/facts.yaml"


class SharedFile(NamedTuple):
    """A YAML file as text, and the dataclass that it is."""

    kind: type[object]
    text: str
    path: str


class FormSource(NamedTuple):
    """The file of a form, and what it is read with: the languages and the lists of the site."""

    path: str
    body: bytes
    languages: tuple[str, ...]
    lists: tuple[tuple[str, bytes], ...]


def form_sources(project: Project, languages: Iterable[str]) -> Iterator[FormSource]:
    """Yield every form of a project as it was written."""
    lists = tuple(project.under("content/data").items())
    for path, body in project.under("content/forms").items():
        yield FormSource(path, body, tuple(languages), lists)


def read_settings(project: Project, base_url: str = "", each: Each = attempt) -> Settings:
    """Return the settings; `base_url`, unless empty, stands in for the one in the file. Raises Invalid."""
    settings = read_file(Settings, project, SETTINGS, each)
    if settings.office_contact not in settings.contacts:
        message = f"`office_contact` is `{settings.office_contact}`, which is not among the contacts"
        raise Invalid(Problem(SETTINGS, 0, "unknown-contact", message, "Use the name of an entry under `contacts`"))
    return replace(settings, base_url=base_url or settings.base_url)


def read_shared(project: Project, settings: Settings, each: Each = attempt) -> Shared:
    """Return what pages share. Raises Invalid with the faults of all its files."""
    facts, fact_faults = attempt(lambda path: read_file(Facts, project, path, each), [FACTS])
    languages = tuple(settings.languages)
    glossaries, glossary_faults = attempt(
        lambda language: read_file(Glossary, project, f"content/glossary/{language}.yaml", each), languages
    )
    strings, string_faults = attempt(
        lambda language: read_strings(project, f"content/strings/{language}.yaml", each), languages
    )
    faults = (*fact_faults, *glossary_faults, *string_faults)
    if faults:
        raise Invalid(*faults)
    return Shared(facts[0], dict(zip(languages, glossaries, strict=True)), dict(zip(languages, strings, strict=True)))


def read_file(kind: type[Record], project: Project, path: str, each: Each) -> Record:
    """Return one YAML file as a dataclass; a file that is not there is read as empty. Raises Invalid."""
    text = read_text(project.files.get(path, b"{}"), path)
    (read,) = whole(each(record_of, [SharedFile(kind, text, path)]))
    return cast("Record", read)


@lru_cache(maxsize=16)
def record_of(file: SharedFile) -> object:
    """Return what a file holds. Raises Invalid."""
    return read_record(file.kind, file.text, file.path)


def read_strings(project: Project, path: str, each: Each) -> Mapping[str, str]:
    """Return a flat file of words by their names. Raises Invalid."""
    (read,) = whole(each(words_of, [SharedFile(dict, read_text(project.files.get(path, b"{}"), path), path)]))
    return read


@lru_cache(maxsize=16)
def words_of(file: SharedFile) -> Mapping[str, str]:
    """Return what a file of words holds. Raises Invalid."""
    path = file.path
    data, lines = read_yaml(file.text, path)
    if not isinstance(data, dict):
        raise Invalid(Problem(path, 1, "wrong-value", "the file holds no words", "Write `name: words`, one a line", 1))
    faults = [
        Problem(path, *lines.places[(name,)][:1], "wrong-value", f"`{name}` has no words", "Write them after the colon")
        for name, value in data.items()
        if not isinstance(value, str)
    ]
    if faults:
        raise Invalid(*faults)
    return data
