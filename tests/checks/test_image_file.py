"""What stands in `content/images/` is a picture."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from PIL import Image

from site_builder.images import image_fault
from site_builder.pipeline import build
from tests.conftest import NOW, Build, project_of

XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
NO_PICTURE = "this is no picture for a page"


def said_of(path: str, body: bytes) -> list[str]:
    """Return what a build says of one more file."""
    project = project_of("")
    built = build(replace(project, files={**project.files, path: body}), NOW)
    return [str(problem).split("\n")[0] for problem in built.problems]


def picture(kind: str) -> bytes:
    """Return a small picture."""
    file = io.BytesIO()
    Image.new("RGB", (2, 3), "#123456").save(file, kind)
    return file.getvalue()


def head_of_png(width: int, height: int) -> bytes:
    """Return the head of a PNG that claims to be of some size: 60 bytes that would unfold to gigabytes."""
    claim = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + claim + struct.pack(">I", zlib.crc32(claim)) + b"\0\0\0\0IDAT"


@pytest.mark.parametrize("kind", ["avif", "gif", "jpeg", "png", "webp"])
def test_a_picture_of_the_kind_that_its_name_says_is_fine(kind: str) -> None:
    assert said_of(f"content/images/map.{kind}", picture(kind)) == []


@pytest.mark.parametrize("name", ["page.html", "script.js", "Archive.zip", "report.pdf"])
def test_what_is_no_picture_is_a_problem(name: str) -> None:
    kinds = "avif, gif, jpeg, jpg, png, svg, webp"

    assert said_of(f"content/images/{name}", b"<script>go()</script>") == [
        f"content/images/{name}: {NO_PICTURE}: it is none of the kinds {kinds} [image-file]"
    ]


def test_a_page_under_the_name_of_a_picture_is_a_problem() -> None:
    assert said_of("content/images/map.jpg", b"<html><script>go()</script></html>") == [
        f"content/images/map.jpg: {NO_PICTURE}: it is not a JPEG picture [image-file]"
    ]


def test_a_picture_under_another_ending_is_a_problem() -> None:
    assert said_of("content/images/map.png", picture("gif")) == [
        f"content/images/map.png: {NO_PICTURE}: it is not a PNG picture [image-file]"
    ]


@pytest.mark.parametrize(
    ("size", "fault"),
    [
        ((5000, 5000), "it has 25000000 points, and 16777216 fit"),
        ((12_000, 12_000), "it has more than 16777216 points"),
        ((60_000, 60_000), "it has more than 16777216 points"),
    ],
)
def test_a_picture_too_large_for_a_phone_is_a_problem(size: tuple[int, int], fault: str) -> None:
    assert said_of("content/images/map.png", head_of_png(*size)) == [
        f"content/images/map.png: {NO_PICTURE}: {fault} [image-file]"
    ]


def test_a_picture_as_large_as_a_phone_draws_is_fine() -> None:
    assert image_fault("map.png", head_of_png(4096, 4096)) == ""


@pytest.mark.parametrize("name", ["a b.png", "a\nb.png", "..\\up.png", "<b>.png", ".png.png", "map.png.", "a..png"])
def test_a_name_that_is_no_address_is_a_problem(name: str) -> None:
    problem = f"content/images/{name}: `{name}` cannot be an address [image-file]".split("\n", maxsplit=1)[0]

    assert problem in said_of(f"content/images/{name}", picture("png"))


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<script>go()</script>", "it holds `<script>`"),
        ("<SCRIPT/>", "it holds `<SCRIPT>`"),
        ('<g onload="go()"/>', "it holds `onload=`"),
        ('<a href="javascript:go()"><path/></a>', "it holds `<a>`"),
        ("<foreignObject><p>Words</p></foreignObject>", "it holds `<foreignObject>`"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">go()</h:script>', "it holds `<script>`"),
        ('<set attributeName="href" to="javascript:go()"/>', "it holds `<set>`"),
        ('<image href="https://elsewhere.example/x.png"/>', "it holds `<image>`"),
        ('<use href="https://elsewhere.example/x.svg#a"/>', "it holds `href=`"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="&#x6a;avascript:go()"/>', "it holds `href=`"),
        ("<style>@import '/x.css'</style>", "its `<style>` loads something"),
        ("<style>g { fill: u\\72l(//x) }</style>", "its `<style>` loads something"),
        ('<path fill="url( https://elsewhere.example/#a)"/>', "it holds `fill=`"),
        ("<b", "it is not an SVG drawing"),
    ],
)
def test_a_drawing_that_does_more_than_draw_is_a_problem(inside: str, fault: str) -> None:
    assert image_fault("map.svg", f"<svg {XMLNS}>{inside}</svg>".encode()) == fault


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "it holds `<!DOCTYPE`"),
        (b'<?xml-stylesheet href="/x.xsl"?><svg/>', "it holds `<?xml-stylesheet`"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', 'it holds `<?xml version="1.0" encoding="utf-7`'),
        (f"<svg {XMLNS}/>".encode("utf-16"), "it is not an SVG drawing"),
        (b"<html/>", "it is not an SVG drawing"),
        (b"", "it is not an SVG drawing"),
    ],
)
def test_a_drawing_that_unfolds_or_hides_is_a_problem(body: bytes, fault: str) -> None:
    assert image_fault("map.svg", body) == fault


def test_a_plain_drawing_is_fine(site: Build) -> None:
    gradient = '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d="M0 0"/>'
    drawing = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- A map -->\n<svg {XMLNS}><title>Map</title>{gradient}</svg>'
    own = '<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid i:units="px"/><use href="#a"/></svg>'

    assert site(f"-- content/images/map.svg --\n{drawing}\n-- content/images/own.svg --\n{own}\n").said == []
