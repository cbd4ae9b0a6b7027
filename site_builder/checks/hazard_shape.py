"""Every hazard page is built alike, so that a frightened reader knows where to look."""

from collections.abc import Iterator

from site_builder.model import Built, Page
from site_builder.problems import Problem

PARTS = ("before", "during", "after")
MOST_STEPS = 7


def hazard_shape(built: Built) -> Iterator[Problem]:
    """A hazard page begins with a do-now block of at most 7 numbered steps, and has the other parts of its kind.

    They are a contrast block, and headings with the ids `before`, `during` and `after`.

    Example:
        ---
        kind: hazard
        title: Storm
        happening: A storm is coming
        description: What to do before, during and after a storm.
        checked: 2026-11-23
        ---
        A storm can harm you.

    Why: people under stress read the first lines only, and hold about seven things in mind
    (Miller, "The Magical Number Seven, Plus or Minus Two", Psychological Review 63, 1956).
    Fix: start from the skeleton in docs/editors.md.
    """
    for page in built.site.pages:
        if page.meta.kind == "hazard":
            yield from shape_problems(page)


def shape_problems(page: Page) -> Iterator[Problem]:
    """Yield what one hazard page lacks."""
    elements = page.fragment.elements
    blocks = [dict(each.attributes)["name"] for each in elements if each.name == "x-block"]
    path, line = page.source.path, page.source.body_line
    if blocks.count("do-now") != 1 or blocks[0] != "do-now" or elements[0].name != "x-block":
        message = "the page does not begin with its one do-now block"
        yield Problem(
            path,
            line,
            "hazard-shape",
            message,
            "Put `::: do-now Do this now` first, a list in it, then `:::`",
        )
    steps = [each for each in page.fragment.passages if "do-now" in each.inside and each.marker[:1].isdigit()]
    if "do-now" in blocks and not 1 <= len(steps) <= MOST_STEPS:
        message = f"the do-now block has {len(steps)} numbered steps, and 1 to {MOST_STEPS} fit"
        line_of_block = page.source.line_with("::: do-now")
        yield Problem(path, line_of_block, "hazard-shape", message, "Keep the steps that save a life")
    if "contrast" not in blocks:
        message = "the page has no contrast block"
        hint = "Add `::: contrast` below the do-now block: which way is safe here, and where it is not"
        yield Problem(path, line, "hazard-shape", message, hint)
    ids = {heading.id for heading in page.fragment.headings}
    for part in PARTS:
        if part not in ids:
            message = f"the page has no heading with the id `{part}`"
            yield Problem(path, line, "hazard-shape", message, f"Add `## {part.capitalize()} … {{#{part}}}`")
