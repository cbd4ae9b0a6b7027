"""Knows how one file becomes a `Source` and one source a `Page`. Looks at no other page."""

import codecs
import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain

from site_builder.addresses import LEDGER
from site_builder.front_matter import read_front_matter, second_front_matter, split_front_matter
from site_builder.html_reader import read_document
from site_builder.markup import COMPONENTS, FENCE, OWN_ELEMENT, is_torn, prose_lines, to_html
from site_builder.model import Page, Project
from site_builder.problems import Edit, Invalid, Problem, clipped, did_you_mean
from site_builder.settings import Settings
from site_builder.signs import CONTROL, hidden_reference, named
from site_builder.source import File, Source, Terms

GOOD_PATH = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
ALMOST_FENCE = re.compile(r" {0,3}:{2,}[ \t]*(?P<rest>.*)")
CONFLICT = re.compile(r"^(?:<{7}|>{7}) .*$", re.MULTILINE)
"""What a version control writes round the two versions of a text that it could not join."""
PARTS = ("data", "forms", "glossary", "images", "strings")
MOST_OPEN = 50
LONGEST_BYTES = 500_000
"""A text of more is a slip or an attack: as a page it would weigh several times what any phone should be sent."""


def named_file(project: Project, settings: Settings, terms: Mapping[str, tuple[Terms, bytes]], path: str) -> File:
    """Return one file of `content/<language>/`; `terms` are those of each language, with their digest.

    Raises Invalid for its name.
    """
    _, language, rest = path.split("/", 2)
    if not GOOD_PATH.fullmatch(rest):
        raise Invalid(Problem(path, 0, "file-name", f"`{rest}` cannot be an address", better_name(rest)))
    abbreviations, name = terms.get(language, ((), b""))
    content = project.files[path]
    digest = hashlib.blake2b(content, digest_size=16, key=name).hexdigest()
    return File(path, digest, language, address_of(rest, language, settings), content, abbreviations)


def better_name(rest: str) -> str:
    """Return the hint for the name of a file that cannot be an address."""
    stem, _, ending = rest.rpartition(".")
    if ending.lower() not in ("md", "markdown", "txt"):
        return "Only pages stand here, and their names end in `.md`; pictures belong into `content/images/`"
    name = re.sub(r"[^a-z0-9/]+", "-", unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower())
    parts = "/".join(part.strip("-") for part in name.split("/"))
    rule = "Name files and folders with small letters, digits and hyphens, and end pages in `.md`"
    return f"{rule}: `{parts}.md`" if GOOD_PATH.fullmatch(f"{parts}.md") else rule


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
    if conflict := CONFLICT.search(text):
        line, column = place_in(text[: conflict.start()])
        hint = "Keep one, and delete the other with the lines that begin `<<<<<<<`, `=======` and `>>>>>>>`"
        raise Invalid(Problem(path, line, "merge-conflict", "two versions of the text stand here", hint, column))
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


def read_file(file: File) -> Page:
    """Return a file understood. Raises Invalid for its bytes, and with all that `read_page` finds wrong."""
    text = read_text(file.content, file.path)
    return read_page(Source(file.path, text, file.language, file.address, file.abbreviations))


def read_page(source: Source) -> Page:
    """Return a source understood. Raises Invalid with all that is wrong with its front matter and its blocks."""
    front, body, body_line = split_front_matter(source)
    slips = (block_problems(source, body_line), second_front_matter(source, body_line))
    problems = [*chain.from_iterable(slips), *tangles(source.path, body, body_line)]
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
    except ValueError as forged:
        line = source.line_with(f"<{forged}") or body_line
        raise Invalid(own_element_problem(source.path, line, str(forged))) from None
    if is_torn(html):
        raise Invalid(torn_text(source, body_line))
    if hidden := hidden_reference(html):
        message = f"`{hidden}` stands for a sign that nobody can see"
        line = source.line_with(hidden.rstrip(";")) or body_line
        raise Invalid(Problem(source.path, line, "file-encoding", message, "Delete it"))
    return Page(source, meta, html, read_document(html))


def torn_text(source: Source, first_line: int) -> Problem:
    """Return the problem of a text of which Markdown loses a part, at the line that makes it do so.

    The text as far as that line is torn, and as far as the line above it is not.
    """
    lines = [text for _, text in prose_lines(source.text, first_line)]

    def is_torn_at(place: int) -> bool:
        return is_torn(to_html("\n".join(lines[: place + 1]), source.abbreviations))

    line = first_line + bisect_left(range(len(lines) - 1), True, key=is_torn_at)
    message = "Markdown cannot tell which marks belong together here, and would leave a part of the text out"
    hint = "Close each mark, then leave a space: `*one* **two** {{ name }}`; put no marks into a picture's words"
    return Problem(source.path, line, "leftover-markup", message, hint)


def block_problems(source: Source, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each `:::` line that opens nothing known, closes nothing, or is never closed, and
    for each element that only `markup` may write.
    """
    opened: list[tuple[str, int]] = []
    for line, text in prose_lines(source.text, first_line):
        if "::" not in text and "<" not in text:
            continue
        if element := OWN_ELEMENT.search(text):
            yield own_element_problem(source.path, line, element[1])
        fence = as_fence(text)
        if fence != text:
            message, hint = (
                f"`{clipped(text)}` neither begins nor ends a block",
                "Begin the line with `:::` and a space",
            )
            yield Problem(source.path, line, "unbalanced-block", message, hint, 1, Edit(line, 1, (fence,)))
        if match := FENCE.match(fence):
            yield from fence_problems(source.path, line, match["name"] or "", opened)
    for name, line in opened:
        message = f"the block `{name}` that begins here is never closed"
        yield Problem(source.path, line, "unbalanced-block", message, "Add a line `:::` where it ends")


def fence_problems(path: str, line: int, name: str, opened: list[tuple[str, int]]) -> Iterator[Problem]:
    """Yield what is wrong with a `:::` line, and note in `opened` what it opens or closes.

    A name that is like no block was meant to close the one that is open: `::: end`.
    """
    if name in COMPONENTS:
        opened.append((name, line))
    elif name:
        hint = did_you_mean(name, COMPONENTS)
        if opened and not hint.startswith("Did"):
            hint = f"Write `:::` alone to close the block `{opened.pop()[0]}`"
        else:
            opened.append((name, line))
        yield Problem(path, line, "unknown-block", f"`{name}` is not a block", hint)
    elif opened:
        opened.pop()
    else:
        message = "`:::` closes a block, but none is open"
        yield Problem(path, line, "unbalanced-block", message, "Delete the line, or name the block it opens")


def as_fence(line: str) -> str:
    """Return a line as the fence it was meant for, with three colons and a space; any other line as it is."""
    almost = ALMOST_FENCE.match(line)
    fence = f"::: {almost['rest']}".rstrip() if almost else line
    return fence if FENCE.match(fence) and not FENCE.match(line) else line


def own_element_problem(path: str, line: int, name: str) -> Problem:
    """Return the problem of an element that only `markup` may write."""
    hint = "Write `::: name`, `{{ fact-name }}` or `{{ contact.name.phone }}`"
    return Problem(path, line, "unsafe-html", f"the element `<{name}>` is not allowed in pages", hint)


def tangles(path: str, body: str, first_line: int) -> Iterator[Problem]:
    """Yield a problem for each paragraph in which too many brackets stand open at once, or too many abbreviations.

    Markdown looks from each open bracket to the end of its paragraph, so that the time grows with their square.
    """
    if all(body.count(sign) <= MOST_OPEN for sign in ("[", "(", "<", "*[")):
        return
    line = first_line
    for paragraph in re.split(r"(\n\s*\n)", body):
        for opening, closing in ("[]", "()", "<>"):
            if paragraph.count(opening) > MOST_OPEN and most_open(paragraph, opening, closing) > MOST_OPEN:
                message = f"more than {MOST_OPEN} `{opening}` stand open here"
                yield Problem(path, line + leading(paragraph), "nesting", message, f"Close each with `{closing}`")
        if paragraph.count("*[") > MOST_OPEN:
            message = f"more than {MOST_OPEN} abbreviations are spelled out here"
            yield Problem(path, line + leading(paragraph), "nesting", message, "Put them into content/glossary/")
        line += paragraph.count("\n")


def leading(text: str) -> int:
    """Return how many empty lines a text begins with."""
    return text.count("\n", 0, len(text) - len(text.lstrip()))


def most_open(text: str, opening: str, closing: str) -> int:
    """Return how many brackets of a kind stand open at once, at most."""
    depth = most = 0
    for sign in text:
        depth += (sign == opening) - (sign == closing and depth > 0)
        most = max(most, depth)
    return most
