"""What is said of a page alone is what would be said of it among all others."""

from dataclasses import replace

from site_builder.checks import PAGE_CHECKS
from site_builder.finished import Documents
from site_builder.model import Built
from tests.conftest import Build, page

FAULTY = (
    page("Call 601-555-0199, or [here]().\n\n<b onclick='a()'>Go</b>\n\n## A {#a}\n\n## B {#a}\n\n~~Out~~")
    + page("Store 3 days of food and {{ food }}.\n\n#### Deep\n\n![](/images/a.png)", "en/flood.md", "Flood", "hazard")
    + page("{{ contact.nobody.phone }}\n\n| A | B |\n| --- | --- |\n| 1 | 2 |", "en/heat.md", "Heat", "guide")
    + "-- content/images/a.png --\n"
)


def judged_together(built: Built) -> set[str]:
    """Return what the rules for one page find in a build of many."""
    return {str(problem) for check in PAGE_CHECKS for problem in check(built)}


def test_the_rules_for_one_page_find_the_same_in_all_pages_together(site: Build) -> None:
    """Else one of them looks at other pages, and belongs to the rules for the site."""
    tried = site(FAULTY)
    codes = {check.__name__.replace("_", "-") for check in PAGE_CHECKS}
    alone = {str(problem) for problem in tried.problems if problem.code in codes}

    assert tried.built is not None
    assert len({problem.code for problem in tried.problems if problem.code in codes}) >= 8
    assert alone == judged_together(tried.built)


def test_the_real_pages_are_fine_alone_and_together(real_site: Built) -> None:
    assert len(real_site.documents) > 45
    assert judged_together(real_site) == set()


def test_a_page_with_a_broken_template_is_judged_all_the_same(site: Build) -> None:
    template = "-- templates/kinds/page.html --\n{{ nothing }}\n"

    assert site(template + page("Call 601-555-0199.")).said == [
        "content/en/storm.md:7: `601-555-0199` is written into the page [loose-contact]",
        "templates/kinds/page.html:1: 'nothing' is undefined [template]",
    ]


def test_a_page_is_read_as_it_was_drawn(real_site: Built) -> None:
    """What compares two builds must not see a figure at the foot of a page that says the same."""
    feet = [
        each.text for document in real_site.documents.values() for each in document.passages if "{weight}" in each.text
    ]

    assert len(feet) > 45
    assert isinstance(real_site.documents, Documents)
    assert replace(real_site, documents={}) == real_site
