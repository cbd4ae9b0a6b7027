"""A sitemap."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize("base", ["https://example.org", "https://example.org/folder"])
def test_the_sitemap_lists_each_page_and_the_day_it_was_checked(site: Build, base: str) -> None:
    built = site(base_url=base)

    assert built.text("sitemap.xml") == (
        "<?xml version='1.0' encoding='utf-8'?>\n"
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"  <url>\n    <loc>{base}/</loc>\n    <lastmod>2026-11-01</lastmod>\n  </url>\n"
        f"  <url>\n    <loc>{base}/about-this-site/</loc>\n    <lastmod>2026-11-01</lastmod>\n  </url>\n"
        "</urlset>\n"
    )


def test_drafts_ended_pages_old_addresses_and_the_page_for_lost_addresses_are_not_in_the_sitemap(site: Build) -> None:
    built = site(
        page(path="en/404.md", title="Not found")
        + page(path="en/a.md", title="Draft A", more="draft: true\n")
        + page(path="en/b.md", title="Ended B", more="expires: 2026-01-01\n")
        + page(path="en/c.md", title="Coming C", more="publish: 2027-01-01\n")
        + page(more="moved_from: [/wind/]\n")
    )

    assert built.said == []
    assert [line.strip() for line in built.text("sitemap.xml").splitlines() if "<loc>" in line] == [
        "<loc>https://example.org/</loc>",
        "<loc>https://example.org/about-this-site/</loc>",
        "<loc>https://example.org/storm/</loc>",
    ]
