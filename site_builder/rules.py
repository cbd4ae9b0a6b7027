"""Knows every code that a problem can have, and what it means; a check says so in its docstring."""

import inspect
import re

from site_builder.checks import CHECKS, SOURCE_CHECKS
from site_builder.reading_rules import READING, Rule

PART = re.compile(r"^(Example|Why|Fix):", re.MULTILINE)


def rule_of(check: object) -> Rule:
    """Return what the docstring of a check says."""
    text = inspect.getdoc(check) or ""
    what, *parts = PART.split(text)
    said = dict(zip(parts[::2], parts[1::2], strict=True))
    example = inspect.cleandoc(said.get("Example", ""))
    return Rule(code_of(check), what.strip(), example, said.get("Why", "").strip(), said.get("Fix", "").strip())


def code_of(check: object) -> str:
    """Return the code of a check's problems, which is its name with hyphens."""
    return str(getattr(check, "__name__")).replace("_", "-")  # noqa: B009  (checks are functions, typed as callables)


COPIES = (
    Rule(
        "changed-file",
        "A published file is not as the build made it.",
        "output/index.html: the file is not as it was built",
        "readers may see old or foreign words under the name of the office.",
        "publish again; if it stays so, find out who or what changed it: some hosts rewrite pages unless told not to.",
    ),
    Rule(
        "extra-file",
        "A folder holds a file that no build put there.",
        "output/old.html: no build put this file here",
        "a forgotten or foreign file would be public under the name of the office.",
        "find out who put it there, and delete it.",
    ),
    Rule(
        "missing-file",
        "A published file is not there.",
        "https://example.org/storm/: the host answers 404, not 200",
        "a reader who follows a link finds nothing.",
        "publish the whole output again.",
    ),
    Rule(
        "missing-header",
        "A host does not send a safety header, or sends another one.",
        "https://example.org/storm/: `X-Content-Type-Options` is not sent",
        "the headers keep others from putting scripts into pages and pages into frames.",
        "tell the host what to send: docs/publishing.md says how for each.",
    ),
    Rule(
        "no-answer",
        "A host does not answer.",
        "https://example.org: the host does not answer: Connection refused",
        "what cannot be reached cannot be checked.",
        "look at the address, and try again.",
    ),
    Rule(
        "no-manifest",
        "There is no manifest of a build.",
        "output/manifest.json: it cannot be read: No such file or directory",
        "`verify` goes by the `manifest.json` that each build writes.",
        "name the folder or the address that was published, or a manifest with `--against`.",
    ),
    Rule(
        "wrong-cache",
        "A host lets a file be kept for another time than the build says.",
        "https://example.org/storm/: `Cache-Control` is `max-age=600`",
        "pages kept for too long are out of date in an emergency; files kept for too short a time are loaded again.",
        "tell the host what to send: docs/publishing.md says how for each.",
    ),
    Rule(
        "wrong-key",
        "The key that shall sign a publish is none, or not the one that readers are told.",
        "SITE_SIGNING_KEY: the key is locked with a password",
        "a signature that nobody can check proves nothing.",
        "do as the line below the problem says; docs/publishing.md has the steps.",
    ),
    Rule(
        "wrong-signature",
        "The manifest of a copy is not signed with the key that `verify` was given, or its signature cannot be read.",
        "output/manifest.json.minisig: there is no signature of the manifest",
        "whoever can change a page can change the manifest too, but cannot sign it.",
        "sign what you publish; if you did, somebody else published this copy.",
    ),
    Rule(
        "wrong-type",
        "A host sends a file under another type.",
        "https://example.org/index.txt: `Content-Type` is `text/plain`",
        "browsers would show signs instead of letters, or refuse a script.",
        "tell the host what to send: docs/publishing.md says how for each.",
    ),
)
"""In what a copy differs from its manifest; only `verify` says so."""

RULES = {rule.code: rule for rule in (*map(rule_of, (*SOURCE_CHECKS, *CHECKS)), *READING, *COPIES)}
"""Every code that a problem can have."""
