"""Knows how to load a module when something of it is first needed: a build of one page needs few of them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def late(module: str, name: str) -> Callable[..., Any]:
    """Return a function of one of our modules, which is loaded when it is called. What remembers takes it for that."""

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"site_builder.{module}"), name)(*arguments)

    call.__module__, call.__qualname__ = f"site_builder.{module}", name
    return call
