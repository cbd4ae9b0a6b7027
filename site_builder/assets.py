"""Knows the style sheet and the scripts: joined, made small, named by their content."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_letters
from typing import NamedTuple

import rcssmin
import rjsmin
from markupsafe import Markup

from site_builder.model import Output, Project
from site_builder.problems import Each, Invalid, Problem, attempt
from site_builder.templates import Compiled, compiled_templates

STYLES = ("templates/tokens.css", "templates/base.css")
PRINT = "templates/print.css"
POCKET = "templates/pocket.css"
LOADER = "templates/loader.js"
MARK = "templates/mark.svg"
DRAWN_IN = ("paper", "band", "band-ink", "signal")
OWN_PROPERTY = re.compile(r"(?<![\w-])--[a-z][\w-]*")
COLOUR = re.compile(r"--([\w-]+): *(#[0-9a-f]{6});")


@dataclass(frozen=True)
class Assets:
    """What each page needs beside its HTML.

    `style` goes into each page, and `pocket` after it into the pocket edition; their hashes allow them in the content
    security policy. `loader` is the address of the one script that a page names, "" when there are none. `mark` is the
    drawing at the head of each page; `colours` are those of the tokens by name, as they are in the light. `templates`
    are all of the project, compiled.
    """

    style: str
    pocket: str
    style_hash: str
    pocket_hash: str
    loader: str
    outputs: tuple[Output, ...]
    mark: Markup
    colours: Mapping[str, str]
    templates: tuple[Compiled, ...] = field(compare=False, repr=False)


class Icon(NamedTuple):
    """The mark as a square. A full one has no round corners, for phones that cut their own."""

    mark: bytes
    size_px: int
    is_full: bool = False


class Share(NamedTuple):
    """What goes with shared links: the mark, a name and a tagline, in the colours of the ground and of both."""

    mark: bytes
    name: str
    tagline: str
    colours: tuple[str, str, str]


def read_assets(project: Project, each: Each = attempt) -> Assets:
    """Return the assets of a project's templates."""
    components = project.under("templates/components", ".css")
    sheets = [*(project.files[path] for path in STYLES), *components.values(), project.files[PRINT]]
    both = (rcssmin.cssmin(each.decode()) for each in (b"\n".join(sheets), project.files[POCKET]))
    style, _, pocket = shortened("\0".join(both)).partition("\0")
    scripts = tuple(
        fingerprinted(path.rsplit("/", 1)[1], rjsmin.jsmin(body.decode()), path)
        for path, body in project.under("templates/components", ".js").items()
    )
    loader = script_loader(project, scripts)
    mark = Markup(project.files[MARK].decode().strip())
    colours = read_colours(project.files[STYLES[0]].decode())["light"]
    hashes = (allowed(style), allowed(pocket))
    templates = compiled_templates(project, each)
    return Assets(style, pocket, *hashes, f"/{loader.path}", (loader, *scripts), mark, colours, templates)


def allowed(style: str) -> str:
    """Return how a content security policy allows a style sheet.

    Source: Content Security Policy Level 3, "hash-source".
    """
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def shortened(style: str) -> str:
    """Return a style sheet with one letter for each of its own properties: their names are a tenth of it otherwise."""
    letters = dict(zip(dict.fromkeys(OWN_PROPERTY.findall(style)), ascii_letters, strict=False))
    return OWN_PROPERTY.sub(lambda match: f"--{letters[match[0]]}" if match[0] in letters else match[0], style)


def read_colours(tokens: str) -> dict[str, dict[str, str]]:
    """Return the colours of a sheet of tokens by name, in the light and in the dark.

    Raises Invalid when one is missing that icons or the browser's bar are drawn in.
    """
    light, _, dark = tokens.partition("@media")
    colours = dict(COLOUR.findall(light))
    if missing := [name for name in DRAWN_IN if name not in colours]:
        message = f"there is no colour `--{missing[0]}`"
        raise Invalid(Problem(STYLES[0], 0, "template", message, "Add it, as `--name: #rrggbb;`"))
    return {"light": colours, "dark": {**colours, **dict(COLOUR.findall(dark))}}


def script_loader(project: Project, scripts: tuple[Output, ...]) -> Output:
    """Return the script that loads a component's script where the component stands."""
    names = ",".join(f'"{each.path.split("/")[1].split(".")[0]}":"./{each.path.split("/")[1]}"' for each in scripts)
    text = project.files[LOADER].decode().replace("SCRIPTS", f"{{{names}}}")
    return fingerprinted("site.js", rjsmin.jsmin(text), LOADER)


def fingerprinted(name: str, text: str, source: str) -> Output:
    """Return a file whose name holds a digest of its content, so that it may be kept for ever."""
    body = text.encode()
    stem, _, ending = name.rpartition(".")
    return Output(f"assets/{stem}.{hashlib.blake2b(body, digest_size=6).hexdigest()}.{ending}", body, source)
