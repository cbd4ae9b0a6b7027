"""What search engines are told."""

import pytest

from tests.conftest import Build


@pytest.mark.parametrize(
    "base_url", ["https://example.org", "https://example.org/folder", "https://example.org/folder/"]
)
def test_everything_may_be_read_and_the_sitemap_is_named_in_full(site: Build, base_url: str) -> None:
    built = site(base_url=base_url)

    assert built.text("robots.txt") == (f"User-agent: *\nAllow: /\n\nSitemap: {base_url.rstrip('/')}/sitemap.xml\n")
