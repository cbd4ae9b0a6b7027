"""An Atom feed of changes for each language."""

import pytest

from tests.conftest import Build, page

ENTRY = """\
  <entry>
    <title>{title}</title>
    <id>{base}{address}</id>
    <updated>{day}T00:00:00Z</updated>
    <link rel="alternate" href="{base}{address}" />
    <summary>{summary}</summary>
  </entry>
"""
HOME = ("Home", "/", "2026-11-01", "The first page of a small site that the tests are made of.")
ABOUT = (
    "About this site",
    "/about-this-site/",
    "2026-11-01",
    "How this small site is made, and who answers for its pages.",
)


def entry(base: str, title: str, address: str, day: str, summary: str) -> str:
    """Return one entry of a feed."""
    return ENTRY.format(base=base, title=title, address=address, day=day, summary=summary)


@pytest.mark.parametrize("base", ["https://example.org", "https://example.org/folder"])
def test_the_feed_tells_what_was_checked_last_first(site: Build, base: str) -> None:
    built = site(
        """
        -- content/en/storm.md --
        ---
        title: Storm & rain
        description: What to know about a storm, in as few words as fit.
        checked: 2026-11-20
        ---
        Words.
        """,
        base_url=base,
    )

    assert built.said == []
    assert built.text("feed.xml") == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "  <title>Test Office</title>\n"
        f"  <id>{base}/</id>\n"
        "  <updated>2026-11-20T00:00:00Z</updated>\n"
        f'  <link rel="self" href="{base}/feed.xml" />\n'
        f'  <link rel="alternate" href="{base}/" />\n'
        "  <author>\n    <name>The Test Office</name>\n  </author>\n"
        + entry(
            base, "Storm &amp; rain", "/storm/", "2026-11-20", "What to know about a storm, in as few words as fit."
        )
        + entry(base, *HOME)
        + entry(base, *ABOUT)
        + "</feed>\n"
    )


def test_each_language_has_a_feed_of_its_own_pages(site: Build) -> None:
    built = site(page("Hola.", "es/index.md", "Inicio", "home"), languages="{en: English, es: Español}")

    assert built.said == []
    feeds = {path: built.text(path).count("<entry>") for path in built.paths if path.endswith("feed.xml")}
    assert feeds == {"feed.xml": 2, "es/feed.xml": 1}
    assert "<id>https://example.org/es/</id>" in built.text("es/feed.xml").splitlines()[3]


def test_a_feed_names_at_most_fifty_pages(site: Build) -> None:
    built = site("".join(page(path=f"en/storm-{number}.md", title=f"Storm {number}") for number in range(60)))

    assert built.said == []
    assert built.text("feed.xml").count("<entry>") == 50


def test_the_page_for_lost_addresses_is_in_no_feed(site: Build) -> None:
    built = site(page(path="en/404.md", title="Not found"))

    assert built.said == []
    assert "404.html" in built.paths
    assert built.text("feed.xml").count("<entry>") == 2
