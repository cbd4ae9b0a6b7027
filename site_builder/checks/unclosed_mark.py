"""What is opened in a text is closed."""

import re
from collections.abc import Iterator

from site_builder.markup import CODE_FENCE, LIST_ITEM, prose_lines
from site_builder.problems import Problem
from site_builder.source import Source

HIDDEN = re.compile(
    r"\\[\\`*_\[\]]"
    r"|`(?P<ticks>`*)(?!`).+?(?<!`)`(?P=ticks)(?!`)"
    r"|<[^>\s][^>]*>"
    r"|\((?<=\]\()[^()]*\)"
    r"|\{\{[^{}\n]*\}\}|\{#[^{}\n]*\}"
    r"|https?://\S+"
)
"""What is no mark: a sign behind a backslash, code, an element, an address, a fact, an id.

Each way here and below begins with its sign, even where it then looks back: a search for a sign is five times as fast.
"""
RULE = re.compile(r"^ {0,3}(?:[-*_] *){3,}+$")
CLOSED = re.compile(
    r"\*(\*?\*?)(?=[^\s*])[^*]*+(?<!\s)\*\1(?!\*)"
    r"|_(?<!\w_)(_?_?)(?=[^\s_])(?:[^_]|(?<=\w)_(?=\w))*?[^\s_]_\2(?!\w)"
)
OPEN = re.compile(r"\*(?<![\w*]\*)(?=[^\W_])|_(?<![\w_]_)(?=[^\W_])|`")
HINTS = {
    "*": "Close it behind the words, `*words*`; a star that readers should see is `\\*`",
    "* at the start": "Close it behind the words, `*words*`, or begin the list item with a space behind it, `* words`",
    "_": "Close it behind the words, `_words_`; a line that readers should see is `\\_`",
    "`": "Close it behind the words; where it stands for an apostrophe, write `'`",
}


def unclosed_mark(source: Source) -> Iterator[Problem]:
    """A mark that begins stressed words or code, `*`, `_` or a backtick, has another one that ends them.

    Example:
        Stay *inside until the storm has passed.

    Why: without the second one nothing is stressed, and readers see the sign; code without an end swallows the page.
    Fix: close it right behind the last word, or put a backslash before a sign that readers should see.
    """
    paragraph: list[tuple[int, str]] = []
    for number, line in (*prose_lines(source.text, source.body_line), (0, "")):
        if line.strip() and not RULE.match(line):
            paragraph.append((number, line))
        elif paragraph:
            yield from judge(source.path, paragraph)
            paragraph = []
    fences = [number for number, line in code_fences(source)]
    if len(fences) % 2:
        message, hint = "the code that begins here has no end", "Write the same three signs again where it ends"
        yield Problem(source.path, fences[-1], "unclosed-mark", message, hint, 1)


def judge(path: str, lines: list[tuple[int, str]]) -> Iterator[Problem]:
    """Yield each mark of a paragraph that is opened and not closed."""
    text = "\n".join(without_mark(line) for _, line in lines)
    for closed in (HIDDEN, CLOSED, CLOSED):
        if not any(sign in text for sign in "*_`"):
            return
        text = closed.sub(blank, text)
    for found in OPEN.finditer(text):
        above = text[: found.start()]
        message = f"the sign `{found[0]}` is opened and not closed" if found[0] != "`" else "a backtick stands alone"
        column = len(above) - above.rfind("\n")
        hint = HINTS["* at the start" if (found[0], column) == ("*", 1) else found[0]]
        yield Problem(path, lines[above.count("\n")][0], "unclosed-mark", message, hint, column)


def without_mark(line: str) -> str:
    """Return a line with as much text in place of the mark of its list item."""
    item = LIST_ITEM.match(line)
    return f"{'x' * item.end()}{line[item.end() :]}" if item else line


def blank(match: re.Match[str]) -> str:
    """Return as much text as a match has, on as many lines, without a mark in it."""
    return re.sub(r"[^\n]", "x", match[0])


def code_fences(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each line that begins or ends code."""
    if "```" not in source.text and "~~~" not in source.text:
        return
    for number, line in enumerate(source.text.split("\n")[source.body_line - 1 :], source.body_line):
        if CODE_FENCE.match(line):
            yield number, line
