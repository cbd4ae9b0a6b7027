"""No markup is shown to readers as text."""

import re
from collections.abc import Iterator

from site_builder.checks.blame import blame, pages_of
from site_builder.model import Built, Page
from site_builder.problems import Problem, clipped

LEFTOVERS = (
    (re.compile(r":::"), "Put `:::` on a line of its own, at the left edge; a list holds no block"),
    (
        re.compile(r"\{\{|\}\}"),
        "Write `{{ name }}`: two braces on each side, and the name of a fact in small letters and hyphens",
    ),
    (re.compile(r"\{%|%\}"), "Take the template code out"),
    (re.compile(r"\[\^[^\]]+\]"), "Write the footnote, `[^1]: words`, below the text with a blank line before it"),
    (re.compile(r"[})]\("), "Write the words in `[ ]` and the address in `( )`: `[words](/address/)`"),
    (re.compile(r"\{[A-Za-z][\w-]*\}$"), "Write `{#id}` at the end of a heading, or `{{ name }}` for a fact"),
    (re.compile(r"\{[#:][^}]*\}"), "Put `{#id}` at the end of a heading, or take it out"),
    (re.compile(r"\{(?!weight\}|grade\})|(?<!\{weight)(?<!\{grade)\}"), "Write `{{ name }}`, two braces on each side"),
    (re.compile(r"\[[^\]]+\]\[[^\]]*\]"), "Write the link as `[words](/address/)`"),
    (
        re.compile(r"\]\(|\] \((?:/|#|https?:|[\w-]+[-./][\w./-]*\))|\[[^\]]*\((?:/|https?:)"),
        "Close the link, with no space in it: `[words](/address/)`",
    ),
    (re.compile(r"\)\["), "Write the words in `[ ]` and the address in `( )`: `[words](/address/)`"),
    (re.compile(r"(?:^|\s)\[[ xX]\]\s"), "Put the list into `::: checklist`, without `[ ]`"),
    (re.compile(r"~~"), "Take the `~~` out: text is kept or deleted"),
    (
        re.compile(r"\*\*|__"),
        "Close the marks, and put them close to the words: `**words**`; between HTML elements write `<strong>`",
    ),
    (re.compile(r"^#{1,6}\s"), "Begin the heading at the left edge, with a blank line above it"),
    (re.compile(r"==|\^\w+\^"), "Take the signs out: Markdown here has no marker pen and no raised letters"),
    (re.compile(r"(?:^|\s):[a-z_]+:(?=\s|$)"), "Take `:name:` out, or write the sign itself"),
    (re.compile(r"\\(?=\s|$)"), "Take the backslash out; a blank line begins a paragraph"),
    (re.compile(r"</?(?:a|b|br|em|i|p|span|strong|u)\b[^>]*>"), "Take the element out: this is shown as it stands"),
    (re.compile(r"^Table: "), "Put it right above a table, with a blank line between; `| --- |` stands below its head"),
)
"""Signs in a text that a reader would see, each with what to do. `{weight}` and `{grade}` are yet to be filled in."""

SIGN = re.compile(r"[{}\[\]#^<\\]|==|:[a-z_]+:|:::|~~|\*\*|__|^Table: ")
"""What each of them holds one of: most texts hold none, and are not looked at again."""
LETTER = re.compile(r"[{}\[\]#^<\\=:~*_]")
"""What each of those signs holds one of: a search for single letters is much faster."""


def leftover_markup(built: Built) -> Iterator[Problem]:
    """What an editor wrote as markup is not shown as text.

    Example:
        Stay ~~outside~~ inside.

    Why: Markdown passes on what it does not understand; the reader gets signs in place of a list or a link. Where marks
    are tangled, `*one **two*{{ water }}`, it even leaves a part of the text out.
    Fix: as the hint says; docs/cheat-sheet.md shows each form.
    """
    for output, page in pages_of(built):
        texts = [page.meta.title, page.meta.description]
        texts += [passage.prose for passage in built.documents[output.path].passages]
        texts += [image.alt or "" for image in built.documents[output.path].images]
        own_problems = tuple(unknown_names(built, page))
        for text in filter(SIGN.search, filter(LETTER.search, dict.fromkeys(texts))):
            rest = text
            for name in own_problems:
                rest = rest.replace(name, "")
            for pattern, hint in LEFTOVERS:
                if found := pattern.search(rest):
                    start = rest.rfind(" ", 0, max(0, found.start() - 9)) + 1
                    shown = clipped(rest[start : found.end() + 20])
                    path, line = place_of(built, page, text, found[0], output.path)
                    yield Problem(path, line, "leftover-markup", f"readers would see `{shown}`", hint)
                    break


def unknown_names(built: Built, page: Page) -> Iterator[str]:
    """Yield what stays on a page as it was written and is a problem of its own: unknown facts and contacts."""
    for name in page.facts:
        if name not in built.site.shared.facts.facts:
            yield f"{{{{ {name} }}}}"
    for element in page.fragment.elements:
        if element.name == "x-contact":
            attributes = dict(element.attributes)
            contact = built.site.settings.contacts.get(attributes["name"])
            if not getattr(contact, attributes["part"], ""):
                yield f"{{{{ contact.{attributes['name']}.{attributes['part']} }}}}"


def place_of(built: Built, page: Page, text: str, found: str, path: str) -> tuple[str, int]:
    """Return where a passage comes from."""
    line = page.source.line_with(text)
    if line or page.source.line_with(found):
        return page.source.path, line or page.source.line_of(text)
    output = next(each for each in built.outputs if each.path == path)
    return blame(built, output, found)
