"""Knows the style sheet and the scripts: joined, made small, named by their content."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass

import rcssmin
import rjsmin

from site_builder.model import Output, Project

STYLES = ("templates/tokens.css", "templates/base.css")
PRINT = "templates/print.css"
LOADER = "templates/loader.js"


@dataclass(frozen=True)
class Assets:
    """What each page needs beside its HTML.

    `style` goes into each page; `style_hash` allows it in the content security policy. `loader` is the address of the
    one script that a page names, "" when there are none.
    """

    style: str
    style_hash: str
    loader: str
    outputs: tuple[Output, ...]


def read_assets(project: Project) -> Assets:
    """Return the assets of a project's templates."""
    components = project.under("templates/components", ".css")
    sheets = [*(project.files[path] for path in STYLES), *components.values(), project.files[PRINT]]
    style = rcssmin.cssmin(b"\n".join(sheets).decode())
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    scripts = tuple(
        fingerprinted(path.rsplit("/", 1)[1], rjsmin.jsmin(body.decode()), path)
        for path, body in project.under("templates/components", ".js").items()
    )
    loader = script_loader(project, scripts)
    return Assets(style, f"sha256-{digest}", f"/{loader.path}", (loader, *scripts))


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
