"""Everybody can read it."""

from collections.abc import Iterator

from site_builder.checks.blame import pages_of
from site_builder.document import Document
from site_builder.kinds import GUIDANCE
from site_builder.model import Built, Page, Site
from site_builder.problems import Problem
from site_builder.readability import grade_level, prose


def reading_grade(built: Built) -> Iterator[Problem]:
    """English text stays below a school grade: 6 for do-now lists, 8 for guidance, 12 for the rest.

    The grade is Flesch-Kincaid's; the limits are `budgets` in site.yaml.

    Example:
        Individuals experiencing meteorological emergencies should immediately evacuate residential accommodations.

    Why: half of the adults in the United States read at grade 8 or below, and everybody reads worse when afraid.
    Fix: use shorter sentences first, then shorter words.
    """
    for output, page in pages_of(built):
        for what, grade, most in grades(built.site, page, built.documents[output.path]):
            if grade > most:
                line = page.source.line_with("::: do-now") if "list" in what else page.source.body_line
                message = f"{what} reads at school grade {grade:.1f}, and {most} is the limit"
                yield Problem(page.source.path, line, "reading-grade", message, "Shorten the sentences, then the words")


def grades(site: Site, page: Page, document: Document) -> tuple[tuple[str, float, int], ...]:
    """Return the grade of the do-now list and of the whole page, each with its limit; () for other languages."""
    if not page.source.language.startswith("en"):
        return ()
    budgets = site.settings.budgets
    limit = budgets.guidance_grade if page.meta.kind in GUIDANCE else budgets.page_grade
    return (
        ("the do-now list", grade_level(prose(document, "do-now")), budgets.do_now_grade),
        ("the page", grade_level(prose(document, "body")), limit),
    )
