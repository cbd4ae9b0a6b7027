"""Knows how a form's YAML becomes the definition that the endpoint judges by."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from form_endpoint.complete import faults
from form_endpoint.form import Form
from site_builder.pages import read_text
from site_builder.problems import Invalid, Problem, did_you_mean
from site_builder.quick_yaml import read_yaml
from site_builder.records import to_record
from site_builder.shared import FormSource
from site_builder.yaml_lines import Keys, Place


@dataclass(frozen=True)
class Draft:
    """A form's YAML as it stands, with the place of everything."""

    path: str
    data: dict[str, Any]
    places: Mapping[Keys, Place]

    def problem(self, where: Keys, message: str, hint: str) -> Problem:
        """Return a problem at a key of the form."""
        place = where
        while place and place not in self.places:
            place = place[:-1]
        line, column = self.places.get(place, (1, 1))
        return Problem(self.path, line, "form", message, hint, column)


class StrictForm(Form):
    """A form in which no key is unknown. Pydantic takes the setting for every dataclass inside, too."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012  (pydantic's own protocol)


@lru_cache(maxsize=16)
def read_form(file: FormSource) -> Form:
    """Return a form as the endpoint knows it, with the lists of the site filled in. Raises Invalid."""
    path = file.path
    data, lines = read_yaml(read_text(file.body, path), path)
    if not isinstance(data, dict):
        raise Invalid(
            Problem(path, 1, "form", "the file holds no form", "Start from content/forms/speaker-request.yaml")
        )
    draft = Draft(path, data, lines.places)
    if problems := tuple(fill_lists(draft, dict(file.lists), file.languages)):
        raise Invalid(*problems)
    form = to_record(StrictForm, data, lines, path)
    if problems := tuple(form_faults(draft, form, file.languages)):
        raise Invalid(*problems)
    return Form(**vars(form))


def fill_lists(draft: Draft, files: Mapping[str, bytes], languages: Sequence[str]) -> Iterator[Problem]:
    """Put the options of each list of the site in place of its name; yield a problem for each unknown list."""
    lists = {name.rpartition("/")[2].partition(".")[0]: name for name in files}
    sections = draft.data.get("sections")
    for place, section in enumerate(sections if isinstance(sections, list) else []):
        fields = section.get("fields") if isinstance(section, dict) else None
        for number, field in enumerate(fields if isinstance(fields, list) else []):
            name = field.get("options_from") if isinstance(field, dict) else None
            if name is not None and name not in lists:
                where = ("sections", place, "fields", number, "options_from")
                hint = did_you_mean(str(name), lists) or "Add a file to content/data/"
                yield draft.problem(where, f"`{name}` is not a list in content/data/", hint)
            elif name is not None:
                field["options"] = options_in(files[lists[name]], languages, lists[name])


def options_in(body: bytes, languages: Sequence[str], path: str) -> list[dict[str, Any]]:
    """Return a list of the site as options: `id` and `label` of each YAML entry, or name and code of each table row."""
    text = read_text(body, path)
    if path.endswith(".csv"):
        rows = csv.reader(text.splitlines()[1:])
        return [{"value": row[1], "label": dict.fromkeys(languages, row[0])} for row in rows if row]
    entries, _ = read_yaml(text, path)
    return [{"value": entry["id"], "label": entry["label"]} for entry in entries]


def form_faults(draft: Draft, form: Form, languages: Sequence[str]) -> Iterator[Problem]:
    """Yield what no schema can say about a form."""
    stem = draft.path.rpartition("/")[2].removesuffix(".yaml")
    if form.id != stem:
        yield draft.problem(("id",), f"`id` is `{form.id}`, but the file is named `{stem}`", f"Write `id: {stem}`")
    for language in languages:
        if language not in form.languages:
            yield draft.problem(("title",), f"the form has no words in `{language}`", "Add them beside the others")
    for where, message in faults(form):
        yield draft.problem(where, message, "Mend this part of the form")
