"""Knows how one file becomes a `Source` and one source a `Page`. Looks at no other page."""

import re
from collections.abc import Iterator, Mapping

from site_builder.document import read_document
from site_builder.kinds import KINDS, FrontMatter
from site_builder.markup import CODE_FENCE, COMPONENTS, FENCE, to_html
from site_builder.model import Page, Project, Source, Terms
from site_builder.problems import Invalid, Problem, did_you_mean
from site_builder.schema import to_record
from site_builder.settings import Settings
from site_builder.yaml_text import read_yaml

GOOD_PATH = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
OWN_ELEMENT = re.compile(r"</?(x-(?:block|fact|contact))\b", re.IGNORECASE)
PARTS = ("data", "forms", "glossary", "images", "strings")


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
    known = ("content/site.yaml", "content/facts.yaml")
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
    if body.startswith(b"\xef\xbb\xbf"):
        message = "the file begins with a byte order mark"
        raise Invalid(Problem(path, 1, "file-encoding", message, "Save it as UTF-8 without BOM", 1))
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        line, column = place_in(body[: fault.start].decode("utf-8"))
        message = f"the byte {body[fault.start]:#04x} is not UTF-8 text"
        raise Invalid(Problem(path, line, "file-encoding", message, "Save the file as UTF-8", column)) from None
    if "\r" in text:
        line, column = place_in(text[: text.index("\r")])
        message = "the lines end as Windows or old Mac programs end them"
        hint = "Set the line ends to LF in the editor (the `.editorconfig` here does so) and save again"
        raise Invalid(Problem(path, line, "line-ends", message, hint, column))
    if control := CONTROL.search(text):
        line, column = place_in(text[: control.start()])
        message = f"an invisible control character (U+{ord(control[0]):04X}) stands here"
        raise Invalid(Problem(path, line, "file-encoding", message, "Delete it and type the text again", column))
    return text


def place_in(before: str) -> tuple[int, int]:
    """Return the line and column that follow a piece of text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def read_page(source: Source) -> Page:
    """Return a source understood. Raises Invalid with all that is wrong with its front matter and its blocks."""
    front, body, body_line = split_front_matter(source)
    problems = list(block_problems(source.path, body, body_line))
    try:
        meta = read_front_matter(source, front)
    except Invalid as fault:
        raise Invalid(*fault.problems, *problems) from None
    if problems:
        raise Invalid(*problems)
    try:
        html = to_html(body, source.abbreviations)
    except RecursionError:
        message = "lists or quotes are nested too deep"
        raise Invalid(Problem(source.path, body_line, "nesting", message, "Write them flatter")) from None
    return Page(source, meta, html, read_document(html))


def split_front_matter(source: Source) -> tuple[str, str, int]:
    """Return front matter, body, and the line on which the body begins. Raises Invalid."""
    if not source.text.strip():
        hint = "Write front matter between two `---` lines, then the text"
        raise Invalid(Problem(source.path, 1, "front-matter", "the file is empty", hint, 1))
    lines = source.text.split("\n")
    if lines[0].rstrip() != "---":
        message = "the file does not begin with front matter"
        hint = "Make `---` the first line, then `title: …`, `description: …`, `checked: …`, then `---`"
        raise Invalid(Problem(source.path, 1, "front-matter", message, hint, 1))
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0)
    if not end:
        message = "the front matter that begins here has no end"
        raise Invalid(Problem(source.path, 1, "front-matter", message, "Add a line `---` below the last setting", 1))
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def read_front_matter(source: Source, front: str) -> FrontMatter:
    """Return the front matter as the dataclass of its kind. Raises Invalid."""
    data, places = read_yaml(front, source.path, 2)
    if not isinstance(data, dict):
        message = "the front matter has no settings"
        hint = "Write each setting as `key: value`, one a line"
        raise Invalid(Problem(source.path, 2, "front-matter", message, hint, 1))
    data.setdefault("kind", "section" if source.path.endswith("/index.md") else "page")
    if data["kind"] not in KINDS:
        line, column = places[("kind",)]
        message = f"`{data['kind']}` is not a kind of page"
        hint = did_you_mean(str(data["kind"]), KINDS)
        raise Invalid(Problem(source.path, line, "unknown-kind", message, hint, column))
    return to_record(KINDS[data["kind"]], data, places, source.path, 2)


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
