"""A page in its site becomes HTML."""

import re
from dataclasses import replace

import pytest

from site_builder.assets import read_assets
from site_builder.html_reader import read_document
from site_builder.lists import ANSWERS
from site_builder.model import Built, Page
from site_builder.render import draw, drawings, environment, surroundings
from tests.conftest import WATER, Build, Tried, page

KIND = "-- templates/kinds/page.html --\n{% extends 'base.html' %}\n{% block answer %}\n"


def body_of(built: Tried, path: str = "storm/index.html") -> str:
    """Return what a page of a sound build shows of its own body."""
    assert built.said == []
    found = re.search(r'<div class="prose" data-block="body">\n(.*)\n</div>\s*<section', built.text(path), re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (KIND + "{{ gone }}\n{% endblock %}\n", "templates/kinds/page.html:3: 'gone' is undefined [template]"),
        (
            KIND + "<p>\n{{ words.gone.too }}\n</p>{% endblock %}\n",
            "templates/kinds/page.html:4: 'dict object' has no attribute 'gone' [template]",
        ),
        (KIND + "{{ gone }\n{% endblock %}\n", "templates/kinds/page.html:3: unexpected '}' [template]"),
        (KIND + "{{ 1 | gone }}\n{% endblock %}\n", "templates/kinds/page.html:3: No filter named 'gone'. [template]"),
        (
            KIND + "{% include 'gone.html' %}\n{% endblock %}\n",
            "templates/kinds/page.html:3: there is no template `gone.html` [template]",
        ),
        (
            "-- templates/kinds/page.html --\n{% extends 'gone.html' %}\n",
            "templates/kinds/page.html:1: there is no template `gone.html` [template]",
        ),
        (
            "-- templates/components/note/note.html --\n<p>\n{{ gone }}\n</p>\n",
            "templates/components/note/note.html:2: 'gone' is undefined [template]",
        ),
    ],
    ids=["undefined name", "undefined word", "syntax", "filter", "include", "extends", "component"],
)
def test_a_fault_in_a_template_is_one_problem_at_its_line(site: Build, template: str, said: str) -> None:
    built = site(template + page("::: note\nTake care.\n:::"))

    assert built.said == [said]


def test_a_fault_in_a_template_leaves_the_other_pages_standing(site: Build) -> None:
    """The preview can still show them."""
    built = site(KIND + "{{ gone }}\n{% endblock %}\n")

    assert [path for path in built.paths if path.endswith("index.html")] == ["index.html"]


def test_an_abbreviation_is_spelled_out_the_first_time_only(site: Build) -> None:
    built = site(
        page("FEMA says so.\n\n::: note\nFEMA knows. The NWS too, FEMA.\n:::\n\nThe NWS.")
        + """\
-- content/glossary/en.yaml --
terms:
  - {term: FEMA, meaning: An agency of the country., name: Federal Emergency Management Agency}
  - {term: NWS, meaning: An agency of the country., name: National Weather Service}
"""
    )

    assert re.findall(r"<abbr.*?</abbr>|FEMA|NWS", body_of(built)) == [
        '<abbr title="Federal Emergency Management Agency">FEMA</abbr>',
        "FEMA",
        '<abbr title="National Weather Service">NWS</abbr>',
        "FEMA",
        "NWS",
    ]


def test_a_fact_is_put_in_with_its_name(site: Build) -> None:
    built = site(WATER.replace("1 gallon", "1 <gallon>") + page("Keep {{ water }}."))

    assert body_of(built) == '<p>Keep <data class="fact" value="water">1 &lt;gallon&gt;</data>.</p>'


def test_a_fact_has_its_value_in_the_language_of_the_page(site: Build) -> None:
    built = site(
        WATER.replace("{en: 1 gallon}", "{en: 1 gallon, es: 1 galón}")
        + page("Hola.", "es/index.md", "Inicio", "home")
        + page("Guarde {{ water }}.", "es/storm.md", "Tormenta"),
        languages="{en: English, es: Español}",
    )

    assert body_of(built, "es/storm/index.html") == ('<p>Guarde <data class="fact" value="water">1 galón</data>.</p>')


def test_a_contact_within_a_line_is_a_link_that_calls_or_opens(site: Build) -> None:
    built = site(page("Call {{ contact.office.phone }} or see {{ contact.office.website }}."))

    assert body_of(built) == (
        '<p>Call <a href="tel:+16015550100">601-555-0100</a> or see'
        ' <a href="https://office.example.org">The office</a>.</p>'
    )


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        (
            "![Keep {{ water }} *now*](/images/a.png)",
            '<p><img alt="Keep 1 &#34;gallon&#34; *now*" src="/images/a.png"></p>',
        ),
        (
            "![It is {{ water }}][a]\n\n[a]: /images/a.png",
            '<p><img alt="It is 1 &#34;gallon&#34;" src="/images/a.png"></p>',
        ),
        (
            "![Call {{ contact.office.phone }} of {{contact.office.website}}](/images/a.png)",
            '<p><img alt="Call 601-555-0100 of The office" src="/images/a.png"></p>',
        ),
        (
            "[About](/about-this-site/ 'Keep {{ water }}')",
            '<p><a href="/about-this-site/" title="Keep 1 &#34;gallon&#34;">About</a></p>',
        ),
        (
            "<div>\n<img src='/images/a.png' alt='Keep {{ water }}'>\n</div>",
            "<div>\n<img src='/images/a.png' alt='Keep 1 &#34;gallon&#34;'>\n</div>",
        ),
        ('`<img alt="{{ water }}">`', '<p><code>&lt;img alt="{{ water }}"&gt;</code></p>'),
    ],
)
def test_facts_and_contacts_are_words_where_no_element_can_stand(site: Build, markup: str, html: str) -> None:
    """Somebody who hears a picture must not miss the figure in its words."""
    facts = WATER.replace("1 gallon", "'1 \"gallon\"'") + page("{{ water }}", "en/rain.md", "Rain")
    built = site(f"{facts}-- content/images/a.png --\n{page(markup)}")

    assert built.said == []
    assert body_of(built) == html


def test_the_page_of_a_picture_with_a_fact_names_its_source(site: Build) -> None:
    built = site(f"{WATER}-- content/images/a.png --\n{page('![Keep {{ water }}](/images/a.png)')}")

    assert built.said == []
    assert "The Handbook" in built.text("storm/index.html")


def test_a_fact_in_a_caption_is_in_the_name_of_its_table(site: Build) -> None:
    built = site(WATER + page("Table: Uses of {{ water }}\n\n| Use |\n| --- |\n| Drink |"))

    assert built.said == []
    assert body_of(built).startswith('<div aria-label="Uses of 1 gallon" class="table"')


def test_a_phone_that_cannot_be_dialled_is_text(site: Build) -> None:
    built = site(
        """
        -- content/site.yaml --
        name: {en: Test Office}
        short_name: {en: Test}
        tagline: {en: What to do.}
        base_url: https://example.org
        languages: {en: English}
        official: true
        owner: The Test Office
        office_contact: office
        navigation: []
        footer: []
        contacts:
          office:
            name: {en: The office}
            purpose: {en: Ask about this site.}
            phone: Ask the operator
            source: handbook
            checked: 2026-11-01
        -- content/en/storm.md --
        ---
        title: Storm
        description: What to know about a storm, in as few words as fit.
        checked: 2026-11-01
        ---
        Call: {{ contact.office.phone }}.
        """
    )

    assert body_of(built) == "<p>Call: Ask the operator.</p>"


def test_a_contact_block_shows_the_contact(site: Build) -> None:
    built = site(page("::: contact office\n:::"))

    assert body_of(built).startswith('<div class="box contact" data-block="contact">\n')
    assert '<a href="tel:+16015550100">601-555-0100</a>' in body_of(built)


def test_components_may_hold_components(site: Build) -> None:
    built = site(
        """
        -- templates/components/note/note.html --
        <note>{{ title }}|{{ body }}</note>
        -- templates/components/steps/steps.html --
        <steps>{{ items | join("|") }}</steps>
        -- content/en/storm.md --
        ---
        title: Storm
        description: What to know about a storm, in as few words as fit.
        checked: 2026-11-01
        ---
        ::: note Careful & "slow"

        ::: steps
        1. In
            - Fast
        2. Down
        :::

        :::
        """
    )

    assert body_of(built) == (
        "<note>Careful &amp; &#34;slow&#34;|<steps>In<ul>\n<li>Fast</li>\n</ul>|Down</steps></note>"
    )


def test_in_page_navigation_stands_before_the_first_heading_of_the_page_itself(site: Build) -> None:
    """A component is never cut in two."""
    built = site(page("First.\n\n::: details More\n## Inside\n\nText.\n:::\n\n## A\n\nText.\n\n## B"))

    html = built.text("storm/index.html")
    marks = ["<details", 'id="inside"', "</details>", '<nav class="contents"', '<h2 id="a">', '<h2 id="b">']
    assert built.said == []
    assert [html.count(mark) for mark in marks] == [1] * 6
    assert sorted(marks, key=html.index) == marks


def test_words_from_front_matter_and_settings_are_escaped(site: Build) -> None:
    built = site(
        """
        -- content/en/storm.md --
        ---
        title: Wind < rain & "hail"
        description: What to know about wind < rain & "hail", in a few words.
        checked: 2026-11-01
        ---
        Words.
        """,
        name="{en: Test <Office>}",
    )

    assert built.built is not None
    document = built.built.documents["storm/index.html"]
    assert built.said == []
    assert document.title == 'Wind < rain & "hail" – Test'
    assert document.headings[0].text == 'Wind < rain & "hail"'
    assert document.description == 'What to know about wind < rain & "hail", in a few words.'


def test_the_page_is_drawn_with_the_icon_of_its_name(site: Build) -> None:
    built = site(page() + '-- templates/icons/storm.svg --\n<svg id="drawn"></svg>\n')

    drawn = {path: built.text(path).count('<svg id="drawn">') for path in built.paths if path.endswith("index.html")}
    assert drawn == {"index.html": 0, "about-this-site/index.html": 0, "storm/index.html": 1}


def test_pages_that_share_their_menus_show_what_each_alone_would(real_site: Built) -> None:
    site = real_site.site
    drawn = {each.page.address: each.around for each in drawings(site, read_assets(site.project), site.pages)}

    assert len(drawn) > 50
    assert drawn == {page.address: surroundings(site, page) for page in site.pages}


def test_lists_show_of_other_pages_no_more_than_what_names_them(real_site: Built) -> None:
    """Else a list would be remembered although what it shows has changed."""
    site = real_site.site
    assets = read_assets(site.project)
    lists = [page for page in site.pages if page.meta.kind in ANSWERS]
    assert {page.meta.kind for page in lists} == {*ANSWERS}

    for drawing in drawings(site, assets, lists):
        pages = tuple(page if page == drawing.page else without_text(page) for page in site.pages)
        bare = replace(site, pages=pages)
        (again,) = drawings(bare, assets, [drawing.page])
        assert again == drawing
        jinja = environment(assets)
        assert draw(bare, assets, jinja, again) == draw(site, assets, jinja, drawing)


def without_text(page: Page) -> Page:
    """Return a page that has nothing but what names it for others."""
    bare = replace(page, source=replace(page.source, text=""), body="", fragment=read_document(""))
    vars(bare).update(facts=page.facts, first_step=page.first_step, gist=page.gist)
    return bare
