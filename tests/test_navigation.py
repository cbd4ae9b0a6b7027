"""How pages stand to each other."""

from site_builder import navigation
from site_builder.model import Page, Site
from site_builder.navigation import Entry
from tests.conftest import WATER, Build, Tried, page

TWO = "{en: English, es: Español}"
SECTIONS = (
    page("Words.", "en/hazards/index.md", "Hazards", "section")
    + page("Words.", "en/hazards/storm.md", "Storm", more="order: 2\n")
    + page("Words.", "en/hazards/rain.md", "Rain", more="order: 2\n")
    + page("Words.", "en/hazards/wind/index.md", "Wind", "section", more="order: 1\n")
    + page("Words.", "en/hazards/wind/gusts.md", "Gusts")
    + page("Words.", "en/hazards-at-work.md", "Hazards at work")
    + page("Words.", "en/404.md", "Not found")
)


def site_of(built: Tried) -> Site:
    """Return the site of a build that has no problems."""
    assert built.said == []
    assert built.built is not None
    return built.built.site


def at(site: Site, address: str) -> Page:
    """Return the page at an address."""
    return site.by_address[address]


def addresses(pages: tuple[Page, ...]) -> list[str]:
    """Return the addresses of some pages."""
    return [each.address for each in pages]


def test_a_menu_marks_the_page_and_the_section_that_a_reader_is_in(site: Build) -> None:
    small = site_of(site(SECTIONS))
    menu = ("/", "/hazards/", "/about-this-site/")

    marked = {
        address: [entry.address for entry in navigation.menu(small, at(small, address), menu) if entry.is_here]
        for address in ("/", "/hazards/", "/hazards/wind/gusts/", "/hazards-at-work/")
    }
    assert marked == {
        "/": ["/"],
        "/hazards/": ["/hazards/"],
        "/hazards/wind/gusts/": ["/hazards/"],
        "/hazards-at-work/": [],
    }


def test_a_menu_leads_to_the_pages_in_the_language_of_the_page(site: Build) -> None:
    small = site_of(
        site(
            page() + page("Hola.", "es/index.md", "Inicio", "home") + page("Hola.", "es/storm.md", "Tormenta"),
            languages=TWO,
        )
    )

    assert navigation.menu(small, at(small, "/es/"), ("/storm/", "/about-this-site/")) == (
        Entry("Tormenta", "/es/storm/"),
    )


def test_the_trail_leads_from_the_home_page_down_to_the_page_above(site: Build) -> None:
    small = site_of(site(SECTIONS))

    assert navigation.trail(small, at(small, "/hazards/wind/gusts/")) == (
        Entry("Home", "/"),
        Entry("Hazards", "/hazards/"),
        Entry("Wind", "/hazards/wind/"),
    )
    assert navigation.trail(small, at(small, "/hazards/")) == (Entry("Home", "/"),)
    assert navigation.trail(small, at(small, "/")) == ()


def test_the_trail_of_another_language_begins_at_its_own_home_page(site: Build) -> None:
    small = site_of(
        site(page("Hola.", "es/index.md", "Inicio", "home") + page("Hola.", "es/storm.md", "Tormenta"), languages=TWO)
    )

    assert navigation.trail(small, at(small, "/es/storm/")) == (Entry("Inicio", "/es/"),)
    assert navigation.trail(small, at(small, "/es/")) == ()


def test_children_stand_in_the_order_they_ask_for_then_by_title(site: Build) -> None:
    small = site_of(site(SECTIONS))

    assert addresses(navigation.children(small, at(small, "/hazards/"))) == [
        "/hazards/wind/",
        "/hazards/rain/",
        "/hazards/storm/",
    ]


def test_children_of_the_home_page_are_of_its_own_language(site: Build) -> None:
    small = site_of(
        site(page("Hola.", "es/index.md", "Inicio", "home") + page("Hola.", "es/storm.md", "Tormenta"), languages=TWO)
    )

    assert addresses(navigation.children(small, at(small, "/"))) == ["/about-this-site/"]
    assert addresses(navigation.children(small, at(small, "/es/"))) == ["/es/storm/"]


def test_pages_of_a_kind_are_found_in_one_language(site: Build) -> None:
    small = site_of(
        site(
            page(kind="guide", more="order: 2\n")
            + page(path="en/rain.md", title="Rain", kind="guide", more="order: 1\n")
            + page("Hola.", "es/index.md", "Inicio", "home")
            + page("Hola.", "es/storm.md", "Tormenta", "guide"),
            languages=TWO,
        )
    )

    assert addresses(navigation.of_kind(small, "en", "guide")) == ["/rain/", "/storm/"]
    assert addresses(navigation.of_kind(small, "es", "guide")) == ["/es/storm/"]


def test_a_page_of_three_parts_has_a_table_of_contents(site: Build) -> None:
    small = site_of(
        site(page("## A\n\n### B\n\n## C\n\n## D {#e}") + page("## A\n\n### B\n\n## C", "en/rain.md", "Rain"))
    )

    assert [each.id for each in navigation.contents(at(small, "/storm/"))] == ["a", "c", "e"]
    assert navigation.contents(at(small, "/rain/")) == ()


def test_the_index_lists_titles_and_other_words_by_letter(site: Build) -> None:
    small = site_of(site(page(more='also: [twister, Élan, "911"]\n') + page("Words.", "en/404.md", "Not found")))

    listed = {
        each.letter: [(entry.label, entry.address, entry.note) for entry in each.entries]
        for each in navigation.a_to_z(small, "en")
    }
    assert list(listed.items()) == [
        ("#", [("911", "/storm/", "Storm")]),
        ("A", [("About this site", "/about-this-site/", "")]),
        ("E", [("Élan", "/storm/", "Storm")]),
        ("H", [("Home", "/", "")]),
        ("S", [("Storm", "/storm/", "")]),
        ("T", [("twister", "/storm/", "Storm")]),
    ]


def hazard(title: str, path: str, first: str) -> str:
    """Return a hazard page whose do-now list begins with a step."""
    body = (
        f"::: do-now\n1. {first}\n2. Stay there.\n:::\n\n::: contrast\nLow is safe.\n:::\n\n"
        "## Before\n\n## During\n\n## After"
    )
    return page(body, path, title, "hazard", f"happening: A {title.lower()} is coming\norder: {len(title)}\n")


def test_each_danger_is_told_with_the_first_thing_to_do(site: Build) -> None:
    small = site_of(
        site(
            WATER
            + hazard("Storm", "en/storm.md", "Go [inside](/rain/) now.")
            + hazard("Rain", "en/rain.md", "Keep {{ water }} at hand.")
        )
    )

    assert [(each.happening, each.page.address, each.first) for each in navigation.questions(small, "en")] == [
        ("A rain is coming", "/rain/", ""),
        ("A storm is coming", "/storm/", "Go inside now."),
    ]
    assert [entry.label for each in navigation.a_to_z(small, "en") for entry in each.entries] == [
        "A rain is coming",
        "A storm is coming",
        "About this site",
        "Home",
        "Rain",
        "Storm",
    ]


def test_terms_stand_in_the_order_of_the_alphabet(site: Build) -> None:
    small = site_of(
        site("""
            -- content/glossary/en.yaml --
            terms:
              - {term: watch, meaning: A storm may come.}
              - {term: FEMA, meaning: An agency of the country., name: Federal Emergency Management Agency}
        """)
    )

    assert [each.term for each in navigation.terms(small, "en")] == ["FEMA", "watch"]


FACTS = """\
-- content/facts.yaml --
sources:
  handbook: {agency: The Agency, title: The Handbook}
  leaflet: {agency: An Agency, title: The Leaflet}
facts:
  water:
    about: Water for a day
    value: {en: 1 gallon, es: 1 galón}
    sources: [handbook, leaflet]
    sure: confirm
    checked: 2026-11-01
  food: {about: Food for a day, value: {en: 3 meals}, sources: [leaflet], sure: compared, checked: 2026-11-01}
"""


def test_facts_are_listed_with_their_value_sources_and_pages(site: Build) -> None:
    small = site_of(
        site(
            FACTS
            + page("Keep {{ water }} and {{ food }}.")
            + page("Keep {{ water }}.", "en/rain.md", "Rain")
            + page("Hola.", "es/index.md", "Inicio", "home")
            + page("Guarde {{ water }}.", "es/storm.md", "Tormenta"),
            languages=TWO,
        )
    )

    listed = [
        (each.name, each.value, [source.title for source in each.references], [entry.label for entry in each.pages])
        for each in navigation.fact_entries(small, "es")
    ]
    assert listed == [
        ("food", "3 meals", ["The Leaflet"], []),
        ("water", "1 galón", ["The Handbook", "The Leaflet"], ["Tormenta"]),
    ]
    assert [[entry.label for entry in each.pages] for each in navigation.fact_entries(small, "en")] == [
        ["Storm"],
        ["Rain", "Storm"],
    ]


def test_publications_stand_by_agency_and_title(site: Build) -> None:
    small = site_of(site(FACTS + page("Keep {{ water }} and {{ food }}.")))

    assert [each.title for each in navigation.cited_sources(small)] == ["The Leaflet", "The Handbook"]


def test_a_page_rests_on_its_own_sources_first_and_then_on_those_of_its_facts(site: Build) -> None:
    small = site_of(site(FACTS + page("Keep {{ food }} and {{ water }}.", more="sources: [handbook]\n")))

    assert [each.title for each in small.references(at(small, "/storm/"))] == ["The Handbook", "The Leaflet"]


def test_words_that_a_language_lacks_are_said_in_the_default_language(site: Build) -> None:
    small = site_of(site(page("Hola.", "es/index.md", "Inicio", "home"), languages=TWO))

    assert navigation.in_words({"en": "Yes", "es": "Sí"}, "es", small) == "Sí"
    assert navigation.in_words({"en": "Yes"}, "es", small) == "Yes"
    assert navigation.in_words({"fr": "Oui"}, "es", small) == "Oui"
    assert navigation.in_words({}, "es", small) == ""
