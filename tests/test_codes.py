"""The code on a printed page leads to the page."""

import re
import subprocess
from pathlib import Path

from PIL import Image

from site_builder.codes import code_svg
from site_builder.kinds import GUIDANCE
from site_builder.model import Built
from tests.conftest import Build, page

POINTS = 4
"""How many points a square of the code is wide in the picture that is read."""


def read_code(picture: Path) -> str:
    """Return what a camera would read in a picture."""
    done = subprocess.run(["zbarimg", "--quiet", "--raw", str(picture)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def as_picture(svg: str, path: Path) -> Path:
    """Draw the lines of a code as points: moves and level strokes, each one square high."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \d+"', svg)[0])
    image = Image.new("1", (size, size), 1)
    across, down = 0.0, 0.0
    for step, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", svg.partition(' d="')[2]):
        if step == "M":
            across, down = float(first), float(second)
        elif step == "m":
            across, down = across + float(first), down + float(second)
        else:
            for square in range(int(first)):
                image.putpixel((int(across) + square, int(down)), 0)
            across += int(first)
    image.resize((size * POINTS, size * POINTS), Image.Resampling.NEAREST).save(path)
    return path


def test_a_camera_reads_the_address_of_every_guide(real_site: Built, tmp_path: Path) -> None:
    base = real_site.site.settings.base_url
    addresses = [f"{base}{each.address}" for each in real_site.site.pages if each.meta.kind in GUIDANCE]
    read = [read_code(as_picture(code_svg(address), tmp_path / "code.png")) for address in addresses]

    assert len(addresses) > 25
    assert read == addresses


def test_only_guidance_carries_a_code(site: Build) -> None:
    built = site(page(kind="guide") + page(title="News", path="en/news.md"))

    codes = {path: built.text(path).count('<svg viewBox="0 0 ') for path in ("storm/index.html", "news/index.html")}
    assert codes == {"storm/index.html": 1, "news/index.html": 0}
