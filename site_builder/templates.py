"""Knows the Jinja environment that fills templates, and how each template is compiled, so that it need be only once."""

import marshal
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup

from site_builder.model import Project
from site_builder.problems import Each

OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}


class Template(NamedTuple):
    """A template as it was written."""

    path: str
    body: bytes


class Compiled(NamedTuple):
    """A template as Python runs it; `code` is empty for one that has a fault: who fills it is told."""

    template: Template
    code: bytes


class Shelf(BytecodeCache):
    """Where Jinja finds its templates compiled, by their paths."""

    def __init__(self, compiled: tuple[Compiled, ...]) -> None:
        self.codes = {each.template.path: each.code for each in compiled if each.code}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return what a template is found by."""
        return filename or name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja a template that was compiled."""
        if bucket.key in self.codes:
            bucket.code = marshal.loads(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep nothing: all that can be compiled is here from the beginning."""


def compiled_templates(project: Project, each: Each) -> tuple[Compiled, ...]:
    """Return every template of a project, compiled."""
    found = project.under("templates", ".html").items()
    return each(compile_template, [Template(path, body) for path, body in found])[0]


def compile_template(template: Template) -> Compiled:
    """Return a template compiled."""
    path = template.path
    try:
        code = Environment(**OPTIONS).compile(template.body.decode(), path.removeprefix("templates/"), path)
    except (TemplateSyntaxError, UnicodeDecodeError):
        return Compiled(template, b"")
    return Compiled(template, marshal.dumps(code))


@lru_cache(maxsize=4)
def environment_of(compiled: tuple[Compiled, ...], policy: Markup) -> Environment:
    """Return one environment for the same templates. Undefined names are faults; everything is escaped.

    Each template may use `policy`, the content security policy for a page's own `<meta>`.
    """
    bodies = {each.template.path: each.template.body for each in compiled}

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = f"templates/{name}"
        return (bodies[path].decode(), path, lambda: True) if path in bodies else None

    jinja = Environment(loader=FunctionLoader(load), bytecode_cache=Shelf(compiled), **OPTIONS)
    jinja.globals["policy"] = policy
    return jinja
