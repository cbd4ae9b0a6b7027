"""Knows how YAML text becomes plain data in which every scalar is text, with the line and column of everything.

Duplicate keys, anchors, aliases and tags are refused: in content they are always typing slips.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from site_builder.problems import Invalid, Problem, clipped

Keys = tuple[str | int, ...]
Place = tuple[int, int]
Places = Mapping[Keys, Place]


def read_yaml(text: str, path: str, first_line: int = 1) -> tuple[Any, dict[Keys, Place]]:
    """Return YAML as plain dicts, lists, strings and None, and the line and column of each key and item.

    Raises Invalid.
    """
    tree = Tree(path, first_line)
    try:
        data = tree.document(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        raise Invalid(syntax_problem(text, path, first_line)) from None
    except RecursionError:
        message = "the values are nested too deep to be read"
        raise Invalid(Problem(path, first_line, "yaml-syntax", message, "Write it flat", 1)) from None
    if tree.problems:
        raise Invalid(*tree.problems)
    return data, tree.places


class Tree:
    """Plain data grown from YAML events, with the place of everything and the problems met."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.places: dict[Keys, Place] = {}
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
                    self.fault(event, "yaml-syntax", "a second YAML document begins here", hint)
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
            return None if event.value == "" and event.implicit[0] else event.value
        return None

    def mapping(self, events: Iterator[yaml.Event], path: Keys) -> dict[str, Any]:
        """Return a mapping; a key given twice is a problem."""
        data: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, (*path, "\0key"))
            if not isinstance(key, str):
                self.fault(event, "yaml-syntax", "a key is not plain text", "Write a name, a colon and a value")
                key = str(key)
            if key in data:
                line = self.places[(*path, key)][0]
                message = f"`{clipped(key)}` is given twice: the first is on line {line}"
                self.fault(event, "duplicate-key", message, "Keep one of the two lines")
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
            self.fault(event, "yaml-alias", message, "Put the value in quotes if it begins with `*`")
        elif anchor:
            message = f"`&{anchor}` is a YAML anchor"
            self.fault(event, "yaml-alias", message, "Put the value in quotes if it begins with `&`")
        if tag:
            message = f"`{clipped(tag)}` is a YAML tag"
            self.fault(event, "yaml-tag", message, "Put the value in quotes if it begins with `!`")

    def fault(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        """Note a problem at an event."""
        line, column = self.place(event)
        self.problems.append(Problem(self.path, line, code, message, hint, column))

    def place(self, event: yaml.Event) -> Place:
        """Return the line and column, both from 1, where an event begins."""
        mark = event.start_mark
        assert mark is not None
        return mark.line + self.first_line, mark.column + 1


SYNTAX = (
    (r"found character '\\t'|found a tab", "a tab is used to indent", "Indent with spaces"),
    (
        r"quoted scalar|found unexpected end of stream",
        "a quote is opened and not closed",
        "Add the closing quote",
    ),
    (r"mapping values are not allowed", "a value holds `: `", "Put the whole value in quotes"),
    (r"could not find expected ':'", "a line has no colon after its key", "Write `key: value`"),
    (r"expected ',' or '[\]}]'", "a list is opened and not closed", "Close the list with `]` or `}`"),
    (
        r"special characters are not allowed",
        "a control character stands here",
        "Delete it and type the text again",
    ),
    (r"cannot start any token", "a value begins with a special character", "Put the whole value in quotes"),
    (r"found undefined alias|undefined alias", "a value begins with `*`", "Put the whole value in quotes"),
    (
        r"expected <block end>",
        "the indentation does not fit the lines above",
        "Line the keys up under each other",
    ),
    (
        r"expected alphabetic or numeric",
        "a value begins with a special character",
        "Put the whole value in quotes",
    ),
)


def syntax_problem(text: str, path: str, first_line: int) -> Problem:
    """Explain why text is not YAML, at the place a person would mend."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        reason = fault.reason
    except yaml.MarkedYAMLError as fault:
        begun_earlier = re.search("quoted scalar|simple key", fault.context or "")
        mark = (fault.context_mark if begun_earlier else None) or fault.problem_mark or fault.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        reason = f"{fault.context if begun_earlier else ''} {fault.problem or ''}"
    else:
        line, column, reason = 0, 0, "the text cannot be read as YAML"
    for pattern, message, hint in SYNTAX:
        if re.search(pattern, reason):
            return Problem(path, line + first_line, "yaml-syntax", message, hint, column + 1)
    hint = "Write each setting as `key: value`, one a line"
    return Problem(path, line + first_line, "yaml-syntax", reason.strip(), hint, column + 1)
