"""What search engines are told (RFC 9309)."""

from collections.abc import Iterator

from site_builder.assets import Assets
from site_builder.model import Output, Site


def robots(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `robots.txt`: everything may be read; the sitemap lists it."""
    base = site.settings.base_url.rstrip("/")
    yield Output("robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n".encode())
