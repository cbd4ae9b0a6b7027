"""What was copied from a word processor becomes plain text."""

import re
from collections.abc import Iterator

from site_builder.markup import LIST_ITEM, line_finder, prose_lines
from site_builder.problems import Edit, Problem
from site_builder.source import Source

BULLET = re.compile(r"^(?P<indent>\s*)(?:[•‣▪●◦‧∙○■□▶►➢✓✔\uf0a7\uf0b7·]\s*|[o§–—]\t+)(?=\S)")
NUMBER = re.compile(r"^(?P<indent>\s*)(?P<number>\d{1,2})\)\s+(?=\S)")
UNSEEN = {
    "\u00a0": ("a non-breaking space", " "),
    "\u202f": ("a narrow non-breaking space", " "),
    "\u2007": ("a figure space", " "),
    "\u00ad": ("a soft hyphen", ""),
    "\u200b": ("a zero-width space", ""),
    "\u2060": ("a word joiner", ""),
    "\ufeff": ("a byte order mark", ""),
    "\u2028": ("a line separator", " "),
    "\u000b": ("a line break of a word processor", " "),
}
"""What cannot be seen in an editor, and what stands in its place."""
UNSEEN_SIGN = re.compile(f"[{''.join(UNSEEN)}\t]")

ANY = line_finder(BULLET, NUMBER)


def pasted_text(source: Source) -> Iterator[Problem]:
    """No bullet, number with a bracket, tab or unseen sign of a word processor stands in a page.

    Example:
        • Water for three days
        • Food that keeps

    Why: Markdown knows no such bullets and the list becomes one long line; unseen signs break words and searches.
    Fix: `python3 build.py fix` writes them as Markdown does; in an editor, paste without formatting.
    """
    if not ANY.search(source.text) and not UNSEEN_SIGN.search(source.text):
        return
    above = ""
    for number, line in prose_lines(source.text, source.body_line):
        if fault := fault_of(line, above):
            message, column, new = fault
            edit = Edit(number, 1, (new,), True)
            yield Problem(source.path, number, "pasted-text", message, "Write it as Markdown does", column, edit)
        above = line


def fault_of(line: str, above: str) -> tuple[str, int, str] | None:
    """Return what was copied into a line, the column where it stands, and the line without it; None for plain text."""
    if bullet := BULLET.match(line):
        sign = bullet[0].strip()
        return (
            f"`{sign}` is a bullet of a word processor",
            line.index(sign) + 1,
            plain(f"{indent(bullet)}- {line[bullet.end() :]}"),
        )
    brackets = NUMBER.match(line)
    if brackets and (
        not above.strip() or NUMBER.match(above) or LIST_ITEM.match(above) or above.rstrip().endswith(":")
    ):
        new = plain(f"{indent(brackets)}{brackets['number']}. {line[brackets.end() :]}")
        return f"`{brackets['number']})` does not begin a list here", len(brackets["indent"]) + 1, new
    if unseen := UNSEEN_SIGN.search(line):
        name = "a tab" if unseen[0] == "\t" else UNSEEN[unseen[0]][0]
        return f"{name} stands here", unseen.start() + 1, plain(line)
    return None


def indent(match: re.Match[str]) -> str:
    """Return the indentation of a list item, 4 spaces for a tab."""
    return plain(match["indent"])


def plain(line: str) -> str:
    """Return a line without unseen signs; a tab at the start is 4 spaces, any other one."""
    text = line.lstrip(" \t")
    start = line[: len(line) - len(text)].expandtabs(4)
    for sign, (_, instead) in UNSEEN.items():
        text, start = text.replace(sign, instead), start.replace(sign, instead)
    return start + re.sub(r"\t+", " ", text)
