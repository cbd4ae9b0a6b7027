"""Every address on the site leads somewhere."""

import pytest

from tests.conftest import Build, page

PLAIN = "https://example.org"
FOLDER = "https://example.org/folder"
AT_GONE = "nothing is published at `/gone/` [dead-link]"


@pytest.mark.parametrize("base_url", [PLAIN, FOLDER])
@pytest.mark.parametrize(
    "link",
    [
        "[the kit](/gone/)",
        "[the kit](/gone/#water)",
        "[the kit](/gone/?from=storm)",
        "[the kit][kit]\n\n[kit]: /gone/",
        '<a href="/gone/">the kit</a>',
        "<a href='/gone/'>the kit</a>",
        "<a href=/gone/>the kit</a>",
        '<A title="1 > 0" HREF="/gone/">the kit</A>',
    ],
)
def test_a_link_to_nothing_is_a_problem_at_its_line(site: Build, link: str, base_url: str) -> None:
    built = site(page(f"Go inside.\n\nTake {link}"), base_url=base_url)

    line = 11 if "kit]:" in link else 9
    assert built.said == [f"content/en/storm.md:{line}: {AT_GONE}"]


def test_each_link_to_one_dead_address_is_a_problem_at_its_own_line(site: Build) -> None:
    built = site(
        page("""
            Take [the kit](/gone/).

            Take [the kit](/gone/) and
            [the bag](/gone/).
        """)
    )

    assert built.said == [f"content/en/storm.md:{line}: {AT_GONE}" for line in (7, 9, 10)]


@pytest.mark.parametrize("base_url", [PLAIN, FOLDER])
@pytest.mark.parametrize(
    "link",
    [
        "[what this is](/about-this-site/)",
        "[what this is](../about-this-site/)",
        "[what comes first](#before)",
        "[what comes first](/storm/#before)",
        "[in plain text](/storm/index.txt)",
        "[all changes](/feed.xml)",
        "[the agency](https://agency.example.org/gone/)",
        "[the agency](//agency.example.org/gone/)",
        "![The nearest shelters](/images/m%61p.png)",
    ],
)
def test_a_link_to_what_is_there_or_elsewhere_is_fine(site: Build, link: str, base_url: str) -> None:
    built = site("-- content/images/map.png --\nx\n" + page(f"{link}\n\n## Before"), base_url=base_url)

    assert built.said == []


def test_a_full_address_of_this_site_is_judged_too(site: Build) -> None:
    built = site(page("Take [the kit](https://example.org/gone/)."))

    assert built.said == [f"content/en/storm.md:7: {AT_GONE}"]


@pytest.mark.parametrize("address", ["https://example.org/about-this-site/", "../../about-this-site/"])
def test_an_address_above_the_folder_of_the_site_is_a_problem(site: Build, address: str) -> None:
    built = site(page(f"Read [what this is]({address})."), base_url=FOLDER)

    assert built.said == [
        f"content/en/storm.md:7: `{address}` leads out of the folder that the site is published in [dead-link]"
    ]


def test_what_is_no_address_at_all_is_a_problem(site: Build) -> None:
    built = site(page("Read [the news](http://[news)."))

    assert built.said == ["content/en/storm.md:7: `http://[news` is not an address [dead-link]"]


def test_a_link_to_a_missing_heading_is_a_problem(site: Build) -> None:
    """Half of a right address is a wrong address."""
    built = site(page("Read [what comes first](/about-this-site/#first) and [what then](#befor).\n\n## Before"))

    assert built.said == [
        "content/en/storm.md:7: `/about-this-site/` has no heading `#first` [dead-link]",
        "content/en/storm.md:7: `/storm/` has no heading `#befor` [dead-link]",
    ]
    assert [problem.hint for problem in built.problems] == [
        "Take `#first` out: the page has no headings",
        "Did you mean `#before`?",
    ]


def test_the_headings_of_a_page_are_named_when_none_is_like_the_one_that_is_missing(site: Build) -> None:
    built = site(page("Read [what then](#x).\n\n## Before\n\n## In the storm {#during}"))

    assert [problem.hint for problem in built.problems] == ["Known names: `#before`, `#during`"]


@pytest.mark.parametrize(
    ("address", "said", "hint"),
    [
        (
            "about-this-site.md",
            "`about-this-site.md` leads from this page to `/storm/about-this-site.md`, where nothing is published",
            "Did you mean `/about-this-site/`?",
        ),
        (
            "images/map.png",
            "`images/map.png` leads from this page to `/storm/images/map.png`, where nothing is published",
            "Did you mean `/images/map.png`?",
        ),
        (
            "../gone/",
            "`../gone/` leads from this page to `/gone/`, where nothing is published",
            "Correct the address, or write the page",
        ),
        (
            "www.agency.example.org/x",
            "`www.agency.example.org/x` has no `https://` before it",
            "Write `https://www.agency.example.org/x`",
        ),
        ("/about-this-site.md", "nothing is published at `/about-this-site.md`", "Did you mean `/about-this-site/`?"),
        ("/images/maps.png", "nothing is published at `/images/maps.png`", "Did you mean `/images/map.png`?"),
        ("", "a link has no address", "Write `[words](/address/)`, or take the link out"),
    ],
)
def test_an_address_as_files_have_them_is_told_with_the_address_that_was_meant(
    site: Build, address: str, said: str, hint: str
) -> None:
    """The editor sees the words that were written, and not only where a browser would look."""
    built = site("-- content/images/map.png --\nx\n" + page(f"Go inside.\n\nRead [the plan]({address})."))

    dead = [problem for problem in built.problems if problem.code == "dead-link"]
    assert [(problem.line, problem.message, problem.hint) for problem in dead] == [(9, said, hint)]


def test_a_page_that_moved_is_told_with_the_line_that_keeps_its_old_address(site: Build) -> None:
    moved = page(path="en/about/kit.md", title="Kit") + page(path="en/about/index.md", title="About us", kind="section")

    built = site(page("Read [the kit](/prepare/kit/).") + moved)

    hint = "Did you mean `/about/kit/`? If the page moved there, write `moved_from: [/prepare/kit/]` into it"
    assert [problem.hint for problem in built.problems] == [hint]


@pytest.mark.parametrize("base_url", ["https://agency.example.org", "https://office.example.org/folder"])
def test_the_address_of_a_source_or_a_contact_is_not_judged(site: Build, base_url: str) -> None:
    """The office's older pages may stand on the very host that this site will be published on."""
    built = site(page("Ask {{ contact.office.website }}.", more="sources: [handbook]\n"), base_url=base_url)

    assert built.said == []


def test_an_address_without_its_end_slash_is_a_problem(site: Build) -> None:
    built = site(page("Read [what this is](/about-this-site)."))

    assert built.said == ["content/en/storm.md:7: `/about-this-site` has no slash at its end [dead-link]"]
    assert built.problems[0].hint == "Write `/about-this-site/`"


@pytest.mark.parametrize("address", ["/about-this-sit/", "/this-site/"])
def test_the_hint_names_the_nearest_address(site: Build, address: str) -> None:
    built = site(page(f"Read [what this is]({address})."))

    assert [problem.hint for problem in built.problems] == ["Did you mean `/about-this-site/`?"]


@pytest.mark.parametrize("base_url", [PLAIN, FOLDER])
def test_each_picture_that_is_not_there_is_a_problem(site: Build, base_url: str) -> None:
    built = site(
        page("""
            ![The nearest shelters](/images/a.png)

            <img src="/images/a.png" alt="The nearest shelters"
                 srcset="/images/b.png 1x, /images/c.png 2x">

            <picture><source srcset="/images/d.png"><img src="/images/map.png" alt="The nearest shelters"></picture>
        """)
        + "-- content/images/map.png --\nx\n",
        base_url=base_url,
    )

    assert built.said == [
        "content/en/storm.md:7: nothing is published at `/images/a.png` [dead-link]",
        "content/en/storm.md:9: nothing is published at `/images/a.png` [dead-link]",
        "content/en/storm.md:10: nothing is published at `/images/b.png` [dead-link]",
        "content/en/storm.md:10: nothing is published at `/images/c.png` [dead-link]",
        "content/en/storm.md:12: nothing is published at `/images/d.png` [dead-link]",
    ]


@pytest.mark.parametrize("base_url", [PLAIN, FOLDER])
def test_a_dead_link_in_a_template_is_one_problem_at_the_line_of_the_template(site: Build, base_url: str) -> None:
    built = site(
        """
        -- templates/kinds/page.html --
        {% extends "base.html" %}
        {% block answer %}
        <p><a href="/gone/">The kit</a></p>
        {% endblock %}
        """,
        base_url=base_url,
    )

    assert built.said == [f"templates/kinds/page.html:3: {AT_GONE}"]


def test_a_dead_address_in_a_style_sheet_is_a_problem_at_the_sheet(site: Build) -> None:
    built = site("""
        -- templates/print.css --
        .flag {
          background: url("/images/gone.png");
        }
        .mark { background: url(data:image/png;base64,AAAA); }
    """)

    assert built.said == ["templates/print.css:2: nothing is published at `/images/gone.png` [dead-link]"]


def test_dead_addresses_in_the_settings_are_problems_at_their_lines(site: Build) -> None:
    built = site(
        navigation="[/about-this-site/, /gone/]",
        footer="[/lost/]",
        which_way="/which-way/",
        opposites="[[/wind/, /flood/]]",
    )

    assert built.said == [
        f"content/site.yaml:9: {AT_GONE}",
        "content/site.yaml:10: nothing is published at `/lost/` [dead-link]",
        "content/site.yaml:20: nothing is published at `/which-way/` [dead-link]",
        "content/site.yaml:21: nothing is published at `/flood/` [dead-link]",
        "content/site.yaml:21: nothing is published at `/wind/` [dead-link]",
    ]


def test_the_feed_is_judged_too(site: Build) -> None:
    """A language without a home page has a feed that names one."""
    built = site(page("Palabras.", "es/tormenta.md", "Tormenta"), languages="{en: English, es: Español}")

    assert built.said == [
        "content/es/tormenta.md: nothing is published at `/es/` [dead-link]",
        "content/es/tormenta.md: the folder `content/es` has no `index.md` [section-page]",
        "content/site.yaml: nothing is published at `/es/` [dead-link]",
    ]


@pytest.mark.parametrize("more", ["draft: true\n", "publish: 2027-01-01\n"])
def test_a_link_to_what_is_not_published_yet_is_a_problem(site: Build, more: str) -> None:
    built = site(page(more=more) + page("After [the storm](/storm/) comes rain.", "en/rain.md", "Rain"))

    assert built.said == ["content/en/rain.md:7: `/storm/` is a draft or not published yet [dead-link]"]


def test_a_link_to_a_page_with_faults_of_its_own_is_fine(site: Build) -> None:
    """One fault is one problem."""
    built = site(page(more="draft: perhaps\n") + page("After [the storm](/storm/) comes rain.", "en/rain.md", "Rain"))

    assert built.said == ["content/en/storm.md:6:1: `draft` is `perhaps` [wrong-value]"]


def test_a_link_to_an_old_address_is_fine(site: Build) -> None:
    built = site(page("Read [the old page](/wind/).", more="moved_from: [/wind/]\n"))

    assert built.said == []


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (
            "Go in.\n\n[^1]: A note.",
            "nothing leads to the footnote `[^1]`",
            "Write `[^1]` behind the words it belongs to, or delete it",
        ),
        (
            "[Write](jo@example.org)",
            "`jo@example.org` is a mail address, not a page",
            "Link to a page, or name a contact: `{{ contact.name.website }}`",
        ),
        (
            "[The plan](/files/plan.pdf)",
            "nothing is published at `/files/plan.pdf`",
            "Only pages and pictures are published here: write it as a page, or link to where it is public",
        ),
    ],
)
def test_what_is_no_page_is_told_by_what_it_is(site: Build, words: str, said: str, hint: str) -> None:
    assert [(problem.message, problem.hint) for problem in site(page(words)).problems] == [(said, hint)]
