"""Knows how one file becomes a `Source` and one source a `Page`. Looks at no other page."""

import codecs
import re
from collections.abc import Iterator, Mapping

from site_builder.addresses import LEDGER
from site_builder.document import read_document
from site_builder.front_matter import read_front_matter, split_front_matter
from site_builder.markup import CODE_FENCE, COMPONENTS, FENCE, to_html
from site_builder.model import Page, Project, Source, Terms
from site_builder.problems import Edit, Invalid, Problem, did_you_mean
from site_builder.settings import Settings
from site_builder.signs import CONTROL, hidden_reference, named

GOOD_PATH = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
OWN_ELEMENT = re.compile(r"</?(x-(?:block|fact|contact))\b", re.IGNORECASE)
PARTS = ("data", "forms", "glossary", "images", "strings")
LONGEST_BYTES = 500_000
"""A text of more is a slip or an attack: as a page it would weigh several times what any phone should be sent."""


def read_source(project: Project, settings: Settings, terms: Mapping[str, Terms], path: str) -> Source:
    """Return one Markdown file of `content/<language>/`. Raises Invalid for its name or its bytes."""
    _, language, rest = path.split("/", 2)
    if not GOOD_PATH.fullmatch(rest):
        message = f"`{rest}` cannot be an address"
        hint = "Name files and folders with small letters, digits and hyphens, and end pages in `.md`"
        raise Invalid(Problem(path, 0, "file-name", message, hint))
    text = read_text(project.files[path], path)
    return Source(path, text, language, address_of(rest, language, settings), terms.get(language, ()))


def page_paths(project: Project, settings: Settings) -> Iterator[str]:
    """Yield the path of each file in the folders of the languages."""
    for language in settings.languages:
        yield from project.under(f"content/{language}")


def stray_files(project: Project, settings: Settings) -> Iterator[Problem]:
    """Yield a problem for each file in `content/` that would silently be left out."""
    known = ("content/site.yaml", "content/facts.yaml", LEDGER)
    folders = (*PARTS, *settings.languages)
    for path in project.under("content"):
        if path not in known and path.split("/")[1] not in folders:
            message = f"nothing reads `{path}`"
            hint = f"Move it into one of: {', '.join(f'`content/{name}/`' for name in sorted(folders))}"
            yield Problem(path, 0, "stray-file", message, hint)


def address_of(rest: str, language: str, settings: Settings) -> str:
    """Return where a file is published: "prepare/kit.md" at "/prepare/kit/", its Spanish twin at "/es/prepare/kit/"."""
    root = "/" if language == settings.language else f"/{language}/"
    if rest == "404.md":
        return f"{root}404.html"
    folder = rest.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{root}{folder}/" if folder else root


def read_text(body: bytes, path: str) -> str:
    """Return bytes as text. Raises Invalid at the first byte that is not plain UTF-8 with Unix line ends."""
    if len(body) > LONGEST_BYTES:
        message = f"the file has {len(body)} bytes, and {LONGEST_BYTES} fit"
        raise Invalid(Problem(path, 0, "file-size", message, "Divide it, or take out what is there by mistake"))
    if body.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte order mark"
        first = body.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace")
        hint = "Save it as UTF-8 without BOM"
        raise Invalid(Problem(path, 1, "file-encoding", message, hint, 1, Edit(1, 1, (first,), True)))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        line, column = place_in(body[: fault.start].decode("utf-8"))
        message = f"the byte {body[fault.start]:#04x} is not UTF-8 text"
        edit = in_utf_8(body, line)
        raise Invalid(Problem(path, line, "file-encoding", message, "Save the file as UTF-8", column, edit)) from None
    if "\r" in text:
        line, column = place_in(text[: text.index("\r")])
        message = "the lines end as Windows or old Mac programs end them"
        hint = "Set the line ends to LF in the editor (the `.editorconfig` here does so) and save again"
        edit = Edit(1, text.count("\n") + 1, tuple(re.split(r"\r\n|\r|\n", text)), True)
        raise Invalid(Problem(path, line, "line-ends", message, hint, column, edit))
    if control := CONTROL.search(text):
        line, column = place_in(text[: control.start()])
        message = f"an invisible control character ({named(control[0])}) stands here"
        edit = Edit(line, 1, (CONTROL.sub("", text.split("\n")[line - 1]),), True)
        hint = "Delete it and type the text again"
        raise Invalid(Problem(path, line, "file-encoding", message, hint, column, edit))
    return text


def in_utf_8(body: bytes, line: int) -> Edit | None:
    """Return the edit that reads a line, or a whole UTF-16 file, as its program wrote it; None for a riddle."""
    count = body.count(b"\n") + 1
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = body.decode("utf-16", errors="replace").replace("\r\n", "\n")
        return Edit(1, count, tuple(text.split("\n")), True)
    try:
        return Edit(line, 1, (body.split(b"\n")[line - 1].decode("cp1252").rstrip("\r"),))
    except UnicodeDecodeError:
        return None


def place_in(before: str) -> tuple[int, int]:
    """Return the line and column that follow a piece of text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def read_page(source: Source) -> Page:
    """Return a source understood. Raises Invalid with all that is wrong with its front matter and its blocks."""
    front, body, body_line = split_front_matter(source)
    problems = list(block_problems(source.path, body, body_line))
    try:
        meta = read_front_matter(source, front, body)
    except Invalid as fault:
        raise Invalid(*fault.problems, *problems) from None
    if problems:
        raise Invalid(*problems)
    try:
        html = to_html(body, source.abbreviations)
    except RecursionError:
        message = "lists or quotes are nested too deep"
        raise Invalid(Problem(source.path, body_line, "nesting", message, "Write them flatter")) from None
    if hidden := hidden_reference(html):
        message = f"`{hidden}` stands for a sign that nobody can see"
        line = source.line_with(hidden.rstrip(";")) or body_line
        raise Invalid(Problem(source.path, line, "file-encoding", message, "Delete it"))
    return Page(source, meta, html, read_document(html))


def block_problems(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each `:::` line that opens nothing known, closes nothing, or is never closed, and
    for each element that only `markup` may write.
    """
    opened: list[tuple[str, int]] = []
    in_code = False
    for line, text in enumerate(body.split("\n"), first_line):
        in_code ^= bool(CODE_FENCE.match(text))
        match = FENCE.match(text)
        if in_code:
            continue
        if element := OWN_ELEMENT.search(text):
            message = f"the element `<{element[1]}>` is not allowed in pages"
            hint = "Write `::: name`, `{{ fact-name }}` or `{{ contact.name.phone }}`"
            yield Problem(path, line, "unsafe-html", message, hint)
        if not match:
            continue
        if match["name"]:
            opened.append((match["name"], line))
            if match["name"] not in COMPONENTS:
                message = f"`{match['name']}` is not a block"
                yield Problem(path, line, "unknown-block", message, did_you_mean(match["name"], COMPONENTS))
        elif opened:
            opened.pop()
        else:
            message = "`:::` closes a block, but none is open"
            yield Problem(path, line, "unbalanced-block", message, "Delete the line, or name the block it opens")
    for name, line in opened:
        message = f"the block `{name}` that begins here is never closed"
        yield Problem(path, line, "unbalanced-block", message, "Add a line `:::` where it ends")
