"""Knows how to begin a page: what its kind asks for, in plain words, and a text that builds."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path

from site_builder.findings import findings
from site_builder.fix import Find
from site_builder.kinds import KINDS
from site_builder.model import Project
from site_builder.pages import address_of, read_page
from site_builder.problems import Invalid, Problem, did_you_mean
from site_builder.report import report
from site_builder.settings import Settings
from site_builder.source import Source
from site_builder.yaml_lines import as_yaml

Ask = Callable[[str], str]
WRITTEN, PROBLEMS, WRONG_USAGE = 0, 1, 2
USAGE = 'write `new KIND PATH`, for example `new hazard /hazards/hail/`, and answers behind it as `title="Hail"`'

QUESTIONS = {
    "title": "What is the page called?",
    "description": "What does a reader find on it? One sentence of 30 to 170 signs, for lists and searches",
    "happening": "What would a person say is happening? For example: The water is rising",
    "number": "What is the number of the order? Digits only",
    "expires": "When does it end? A day, or a moment: 2026-12-01T18:00-06:00",
    "form": "Which form stands on it? The name of a file in content/forms/, without its ending",
}
"""What is asked for each setting that a kind needs; the day of `checked` is today."""

BODIES = {
    "hazard": """\
::: do-now Do this now
1. Write the first thing to do.
:::

::: contrast
Write which way is safe here, and where it is not.{links}
:::

## Before {{#before}}

Write how to get ready.

## During {{#during}}

Write what to do while it lasts.

## After {{#after}}

Write what to do when it is over.

## What not to do {{#not}}

Write what harms people.
""",
    "notice": "Write what has happened, and what to do.\n",
}
"""What the page of a kind begins with."""
FIRST_WORDS = "Write what readers need to know first.\n"
"""What the others begin with."""

DRAFT = "draft: true"


def questions(kind: str) -> dict[str, str]:
    """Return the question for each setting that a kind needs, by its name."""
    needed = (each.name for each in fields(KINDS[kind]) if each.default is MISSING and each.name != "checked")
    return {name: QUESTIONS[name] for name in needed}


def path_of(settings: Settings, kind: str, place: str) -> str:
    """Return the file of a new page, given as a file or as an address."""
    parts = place.strip("/").removesuffix(".md").split("/")
    if parts[0] == "content":
        parts = parts[1:]
    if parts[0] not in settings.languages:
        parts = [settings.language, *parts]
    if kind == "section" and parts[-1] != "index":
        parts.append("index")
    return f"content/{'/'.join(part for part in parts if part)}.md"


def new_page(settings: Settings, kind: str, path: str, answers: Mapping[str, str], today: date) -> str:
    """Return the text of a new page. It is a draft: the one line to take out when readers may see it says so."""
    _, language, rest = path.split("/", 2)
    given = (f"{name}: {as_yaml(value)}" for name, value in answers.items())
    front = (f"kind: {kind}", *given, f"checked: {today}", DRAFT)
    links = "".join(f" See [{name}]({address})." for name, address in contrasts(settings, rest, language))
    body = BODIES.get(kind, FIRST_WORDS).format(links=links)
    return "\n".join(("---", *front, "---", "", body))


def contrasts(settings: Settings, rest: str, language: str) -> list[tuple[str, str]]:
    """Return what the contrast block of a hazard must lead to: words, and the address."""
    here = address_of(rest, settings.language, settings)
    pairs = [pair for each in settings.opposites for pair in (each, each[::-1])]
    ways = [("which way is safe", settings.which_way)] if settings.which_way != "/" else []
    ways += [(there.strip("/").rpartition("/")[2].replace("-", " "), there) for first, there in pairs if first == here]
    return [(words, address if language == settings.language else f"/{language}{address}") for words, address in ways]


def begin(site: Path, project: Project, settings: Settings, words: Sequence[str], today: date, find: Find) -> int:
    """Ask for what is not answered yet, and write the page if the site builds with it. Return the exit status."""
    if fault := wrong_usage(project, settings, words):
        return told(fault, WRONG_USAGE)
    kind, place = words[:2]
    path = path_of(settings, kind, place)
    answers = dict(word.split("=", 1) for word in words[2:])
    missing = [name for name in questions(kind) if name not in answers]
    if missing and not sys.stdin.isatty():
        return told(f'no answer yet: {", ".join(missing)}. Give it behind the path, as `{missing[0]}="…"`', WRONG_USAGE)
    for name in missing:
        answers[name] = answer(settings, kind, path, name, asked)
    text = new_page(settings, kind, path, answers, today)
    after = Project({**project.files, path: text.encode()})
    before = find(project)
    if found := [problem for problem in find(after) if problem not in before]:
        print(report(findings(found, after.files), "text"))
        return told("nothing was written", PROBLEMS)
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text, encoding="utf-8", newline="\n")
    print(path)
    return told(f"Write its text; `serve` shows it. Take `{DRAFT}` out when readers may see it", WRITTEN)


def wrong_usage(project: Project, settings: Settings, words: Sequence[str]) -> str:
    """Return what is wrong with the words behind the command, "" when nothing is."""
    if len(words) < 2 or any("=" in word for word in words[:2]):
        return USAGE
    kind, place, *given = words
    if kind not in KINDS:
        return f"`{kind}` is not a kind of page. {did_you_mean(kind, KINDS)}"
    names = [word.partition("=")[0] for word in given if "=" in word]
    if len(names) < len(given):
        return USAGE
    known = questions(kind)
    if unknown := [name for name in names if name not in known]:
        hint = did_you_mean(unknown[0], known)
        return f"a new page of the kind `{kind}` does not ask for `{unknown[0]}`. {hint}"
    path = path_of(settings, kind, place)
    return f"{path} is there already" if path in project.files else ""


def answer(settings: Settings, kind: str, path: str, name: str, ask: Ask) -> str:
    """Return the answer to one question, asked again until it can stand in the page."""
    while True:
        given = ask(QUESTIONS[name]).strip()
        text = new_page(settings, kind, path, {name: given}, date.min)
        refused = [each for each in faults(text, path) if each.message.startswith(f"`{name}`")]
        if not refused:
            return given
        told(f"{refused[0].message}. {refused[0].hint}", PROBLEMS)


def faults(text: str, path: str) -> tuple[Problem, ...]:
    """Return what is wrong with a page alone."""
    try:
        read_page(Source(path, text, path.split("/")[1], "/"))
    except Invalid as fault:
        return fault.problems
    return ()


def asked(question: str) -> str:
    """Ask a person at the terminal."""
    print(f"{question}\n> ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline()


def told(text: str, status: int) -> int:
    """Say something, which is no data; return the status."""
    print(text, file=sys.stderr)
    return status
