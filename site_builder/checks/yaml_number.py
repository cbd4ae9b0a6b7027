"""A number in the settings stays what it is in every program."""

from collections.abc import Iterator

from site_builder.problems import Edit, Problem
from site_builder.quick_yaml import changed_numbers
from site_builder.source import Source


def yaml_number(source: Source) -> Iterator[Problem]:
    """No setting of a page is a number that YAML would change.

    Example:
        ---
        title: 1.10
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        Go inside.

    Why: this program keeps what is written, but others that read the file would make 1.10 to 1.1 and 07001 to 3585.
    Fix: put the value in quotes; `python3 build.py fix` does it.
    """
    front = "\n".join(source.text.split("\n")[1 : source.body_line - 2])
    for line, column, value, read_as in changed_numbers(front, 2):
        text = source.text.split("\n")[line - 1]
        new = f'{text[: column - 1]}"{value}"{text[column - 1 + len(value) :]}'
        message = f"`{value}` is {read_as} to other programs that read YAML"
        edit = Edit(line, 1, (new,), True)
        yield Problem(source.path, line, "yaml-number", message, "Put it in quotes", column, edit)
