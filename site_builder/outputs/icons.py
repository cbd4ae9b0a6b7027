"""The mark of the site for browsers, phones and shared links, and the manifest that puts the site on a home screen."""

import json
from collections.abc import Iterator

from site_builder.assets import MARK, Assets, Icon, Share
from site_builder.late import late
from site_builder.model import Output, Site
from site_builder.navigation import in_language, in_words
from site_builder.problems import Each, whole

icon_png = late("pictures", "icon_png")
share_png = late("pictures", "share_png")

SMALL_PX, MEDIUM_PX, LARGE_PX = 32, 192, 512
PICTURES = {
    f"icon-{SMALL_PX}.png": (SMALL_PX, False),
    f"icon-{MEDIUM_PX}.png": (MEDIUM_PX, False),
    f"icon-{LARGE_PX}.png": (LARGE_PX, True),
    "apple-touch-icon.png": (180, True),
}
"""The size of each picture of the mark in points, and whether it is full, by its path."""


def icons(site: Site, assets: Assets, each: Each) -> Iterator[Output]:
    """Yield the mark as a drawing and as points, and the picture for shared links."""
    mark = site.project.files[MARK]
    name, tagline = (
        in_words(words, site.settings.language, site) for words in (site.settings.name, site.settings.tagline)
    )
    colours = (assets.colours["band"], assets.colours["band-ink"], assets.colours["signal"])
    yield Output("icon.svg", mark, MARK)
    pictures = (
        *whole(each(icon_png, [Icon(mark, *look) for look in PICTURES.values()])),
        *whole(each(share_png, [Share(mark, name, tagline, colours)])),
    )
    for path, body in zip((*PICTURES, "share.png"), pictures, strict=True):
        yield Output(path, body, MARK)


def install_manifests(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `manifest.webmanifest` for each language (W3C Web Application Manifest).

    The site keeps the browser's own bar: a reader can still go back, reload and share.
    """
    base = site.settings.base_path
    for language in site.settings.languages:
        home = f"{base}{in_language(site, '/', language)}"
        manifest = {
            "id": home,
            "name": in_words(site.settings.name, language, site),
            "short_name": in_words(site.settings.short_name, language, site),
            "description": in_words(site.settings.tagline, language, site),
            "lang": language,
            "start_url": home,
            "scope": f"{base}/",
            "display": "minimal-ui",
            "background_color": assets.colours["paper"],
            "theme_color": assets.colours["band"],
            "icons": [
                {"src": f"{base}/icon.svg", "sizes": "any", "type": "image/svg+xml"},
                png(base, MEDIUM_PX, "any"),
                png(base, LARGE_PX, "any"),
                png(base, LARGE_PX, "maskable"),
            ],
        }
        text = json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
        yield Output(f"{in_language(site, '/', language)}manifest.webmanifest"[1:], text.encode(), "content/site.yaml")


def png(base: str, size_px: int, purpose: str) -> dict[str, str]:
    """Return an icon of the manifest."""
    sizes = f"{size_px}x{size_px}"
    return {"src": f"{base}/icon-{size_px}.png", "sizes": sizes, "type": "image/png", "purpose": purpose}
