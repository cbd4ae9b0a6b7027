"""The mark as points."""

import io

import pytest
from PIL import Image

from site_builder.assets import Icon, Share
from site_builder.pictures import SHARE_SIZE, icon_png, share_png
from site_builder.problems import Invalid
from tests.conftest import Build

MARK = b"""
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
  <rect width="8" height="8" rx="2" fill="#0000ff"/>
  <circle cx="2" cy="2" r="1" fill="#ffffff"/>
  <polyline points="4,6 6,6" stroke="#ff0000" stroke-width="2"/>
</svg>
"""
BLUE, WHITE, RED, NOTHING = (0, 0, 255, 255), (255, 255, 255, 255), (255, 0, 0, 255), (0, 0, 0, 0)
COLOURS = ("#0000ff", "#ffffff", "#ff0000")


def points(png: bytes) -> Image.Image:
    """Return a picture's points with their colours and how far each is to be seen."""
    return Image.open(io.BytesIO(png)).convert("RGBA")


@pytest.mark.parametrize(("is_full", "corner"), [(False, NOTHING), (True, BLUE)])
def test_each_shape_stands_where_the_drawing_has_it(is_full: bool, corner: tuple[int, ...]) -> None:
    image = points(icon_png(Icon(MARK, 64, is_full)))

    assert image.size == (64, 64)
    places = {(0, 0): corner, (32, 8): BLUE, (16, 16): WHITE, (40, 48): RED, (26, 48): RED, (22, 48): BLUE}
    assert {place: image.getpixel(place) for place in places} == places


def test_the_picture_for_shared_links_carries_the_words() -> None:
    empty, full = (
        points(share_png(Share(MARK, "", "", COLOURS))),
        points(share_png(Share(MARK, "The Office", "Be ready", COLOURS))),
    )

    assert full.size == SHARE_SIZE
    changed = [
        (across // 100 * 100, down // 100 * 100)
        for down in range(0, SHARE_SIZE[1], 10)
        for across in range(0, SHARE_SIZE[0], 10)
        if empty.getpixel((across, down)) != full.getpixel((across, down))
    ]
    assert {(100, 300), (200, 300), (300, 300)} <= set(changed)
    assert all(300 <= down < 500 for _, down in changed)


def test_words_that_do_not_fit_one_line_go_on_in_the_next() -> None:
    name = "A very long name of a very long office of a very long state"
    image = points(share_png(Share(MARK, name, "", COLOURS)))

    white = {
        down // 80
        for down in range(300, 600, 4)
        for across in range(300, 1200, 4)
        if image.getpixel((across, down)) == WHITE
    }
    assert len(white) >= 2
    assert all(image.getpixel((1190, down)) == BLUE for down in range(0, 600, 10))


def test_an_accent_that_the_font_lacks_is_left_off() -> None:
    assert share_png(Share(MARK, "Preparación", "", COLOURS)) == share_png(Share(MARK, "Preparacion", "", COLOURS))


def test_a_shape_that_is_not_known_is_a_fault_of_the_template() -> None:
    with pytest.raises(Invalid) as fault:
        icon_png(Icon(b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', 32))

    said = "the mark holds a `path`, which cannot be drawn as points"
    assert [(problem.path, problem.message) for problem in fault.value.problems] == [("templates/mark.svg", said)]


def test_a_colour_that_icons_need_is_asked_for(site: Build) -> None:
    said = site("-- templates/tokens.css --\n:root { --paper: #ffffff; }\n").said

    assert said == ["templates/tokens.css: there is no colour `--band` [template]"]
