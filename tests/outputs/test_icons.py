"""The mark of the site, and the manifest that puts the site on a home screen."""

import io
import json
import re

import pytest
from PIL import Image

from site_builder.model import Built
from tests.conftest import Build

PIXELS = {
    "icon-32.png": (32, 32),
    "icon-192.png": (192, 192),
    "icon-512.png": (512, 512),
    "apple-touch-icon.png": (180, 180),
    "share.png": (1200, 630),
}


def test_every_picture_of_the_mark_is_published_in_its_size(real_site: Built) -> None:
    bodies = {output.path: output.body for output in real_site.outputs if output.path in PIXELS}

    assert {path: Image.open(io.BytesIO(body)).size for path, body in bodies.items()} == PIXELS


def test_the_pictures_are_light(real_site: Built) -> None:
    """A browser asks for some of them; 40 kB is the picture for shared links."""
    sizes = {output.path: len(output.body) for output in real_site.outputs if output.path in PIXELS}

    assert len(sizes) == len(PIXELS)
    assert {path: size for path, size in sizes.items() if size > (40_000 if path == "share.png" else 8_000)} == {}


@pytest.mark.parametrize(("base_url", "base"), [("https://example.org", ""), ("https://example.org/office", "/office")])
def test_the_manifest_names_the_site_and_its_icons(site: Build, base_url: str, base: str) -> None:
    built = site(base_url=base_url)
    manifest = json.loads(built.text("manifest.webmanifest"))

    assert [icon.pop("src") for icon in manifest["icons"]] == [
        f"{base}/icon.svg",
        f"{base}/icon-192.png",
        f"{base}/icon-512.png",
        f"{base}/icon-512.png",
    ]
    assert manifest == {
        "id": f"{base}/",
        "name": "Test Office",
        "short_name": "Test",
        "description": "What to do.",
        "lang": "en",
        "start_url": f"{base}/",
        "scope": f"{base}/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0b3440",
        "icons": [
            {"sizes": "any", "type": "image/svg+xml"},
            {"sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"sizes": "512x512", "type": "image/png", "purpose": "any"},
            {"sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }


def test_every_file_that_a_page_names_for_its_icon_is_there(real_site: Built) -> None:
    paths = {output.path for output in real_site.outputs}
    named = {
        address
        for output in real_site.outputs
        if output.page
        for address in re.findall(
            r'<link rel="(?:icon|apple-touch-icon|manifest)" href="/([^"]+)"', output.body.decode()
        )
    }

    assert named == {"icon.svg", "icon-32.png", "apple-touch-icon.png", "manifest.webmanifest"}
    assert named <= paths
