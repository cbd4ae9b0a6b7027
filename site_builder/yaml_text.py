"""Knows how YAML text becomes plain data in which every scalar is text, with the line and column of everything.

Duplicate keys, anchors, aliases and tags are refused: in content they are always typing slips.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from site_builder.late import late
from site_builder.problems import Edit, Invalid, Problem, clipped
from site_builder.signs import CONTROL, named
from site_builder.yaml_lines import Keys, Lines, Place, quoted

syntax_problem = late("yaml_syntax", "syntax_problem")

EXPONENT = re.compile(r"[-+]?\d+(?:\.\d+)?[eE][-+]?\d+")
"""A number since YAML 1.2, text before."""
NUMBER_START = re.compile(r"(?:^|[-:?]\s|[\[{,])\s*(?!\d{4}-\d\d-\d\d$)[-+]?\.?\d", re.MULTILINE)
"""Where a value may begin that is a number; a day is none."""
NUMBER_LIKE = re.compile(r"[-+]?\.?\d")


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, Lines]:
    """Return YAML as plain dicts, lists, strings and None, and the lines with the place of each key and item.

    Raises Invalid.
    """
    tree = Tree(text, path, first_line)
    try:
        data = tree.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        raise Invalid(syntax_problem(text, path, first_line)) from None
    except RecursionError:
        message = "the values are nested too deep to be read"
        raise Invalid(Problem(path, first_line, "yaml-syntax", message, "Write it flat", 1)) from None
    if tree.problems:
        raise Invalid(*tree.problems)
    return data, tree.lines


def changed_numbers(text: str, first_line: int) -> Iterator[tuple[int, int, str, str]]:
    """Yield the line, the column and the value of each number that YAML would change, and what it would read."""
    if not NUMBER_START.search(text):
        return
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0] and NUMBER_LIKE.match(event.value):
            read = float(event.value) if EXPONENT.fullmatch(event.value) else yaml.safe_load(event.value)
            if isinstance(read, int | float) and str(read) != event.value:
                mark = event.start_mark
                assert mark is not None
                yield mark.line + first_line, mark.column + 1, event.value, str(read)


class Tree:
    """Plain data grown from YAML events, with the place of everything and the problems met."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.places: dict[Keys, Place] = {}
        self.lines = Lines(text, first_line, self.places)
        self.problems: list[Problem] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        """Return the first document, or None for empty text; a second document is a problem."""
        data = None
        seen = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if seen == 2:
                    hint = "Keep one block of settings between two `---` lines"
                    edit = Edit(self.place(event)[0], 1, ())
                    self.fault(event, "yaml-syntax", "a second YAML document begins here", hint, edit)
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, events, ())
                data = node if seen == 1 else data
        return data

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], path: Keys) -> Any:
        """Return one value, reading on as far as it goes."""
        self.places.setdefault(path, self.place(event))
        self.refuse_cleverness(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, path)
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_unseen(event)
            return None if event.value == "" and event.implicit[0] else event.value
        return None

    def mapping(self, events: Iterator[yaml.Event], path: Keys) -> dict[str, Any]:
        """Return a mapping; a key given twice is a problem."""
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, (*path, "\0key"))
            if not isinstance(key, str):
                hint = "Write the words themselves: a fact, `{{ name }}`, works in the text only"
                self.fault(event, "yaml-syntax", "braces stand where a name should", hint)
                key = str(key)
            if key in data:
                line = self.places[(*path, key)][0]
                message = f"`{clipped(key)}` is given twice: the first is on line {line}"
                number = self.place(event)[0]
                edit = Edit(number, self.lines.span(number), ())
                self.fault(event, "duplicate-key", message, "Keep one of the two lines", edit)
            self.places[(*path, key)] = self.place(event)
            data[key] = self.node(next(events), events, (*path, key))
        return data

    def sequence(self, events: Iterator[yaml.Event], path: Keys) -> list[Any]:
        """Return a list."""
        data: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            data.append(self.node(event, events, (*path, len(data))))
        return data

    def refuse_cleverness(self, event: yaml.Event) -> None:
        """Note anchors, aliases and tags: in content they are always typing slips."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            message = f"`*{anchor}` is a YAML alias"
            hint = "Put the value in quotes if it begins with `*`"
            self.fault(event, "yaml-alias", message, hint, self.in_quotes(event))
        elif anchor:
            message = f"`&{anchor}` is a YAML anchor"
            hint = "Put the value in quotes if it begins with `&`"
            self.fault(event, "yaml-alias", message, hint, self.in_quotes(event))
        if tag:
            message = f"`{clipped(tag)}` is a YAML tag"
            hint = "Put the value in quotes if it begins with `!`"
            self.fault(event, "yaml-tag", message, hint, self.in_quotes(event))

    def refuse_unseen(self, event: yaml.ScalarEvent) -> None:
        """Note a sign that nobody can see, written as an escape: the text itself was searched before."""
        if control := CONTROL.search(event.value):
            message = f"an invisible control character ({named(control[0])}) is written here"
            self.fault(event, "file-encoding", message, "Take the escape out")

    def in_quotes(self, event: yaml.Event) -> Edit | None:
        """Return the edit that puts a value in quotes."""
        number = self.place(event)[0]
        line = quoted(self.lines.line(number))
        return Edit(number, 1, (line,), True) if line else None

    def fault(self, event: yaml.Event, code: str, message: str, hint: str, edit: Edit | None = None) -> None:
        """Note a problem at an event."""
        line, column = self.place(event)
        self.problems.append(Problem(self.path, line, code, message, hint, column, edit))

    def place(self, event: yaml.Event) -> Place:
        """Return the line and column, both from 1, where an event begins."""
        mark = event.start_mark
        assert mark is not None
        return mark.line + self.first_line, mark.column + 1
