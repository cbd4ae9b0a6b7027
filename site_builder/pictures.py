"""Knows how the mark of the site is drawn as points, for phones and for shared links.

The mark is `templates/mark.svg`, made of `rect`, `circle` and `polyline` alone: no more is understood here.
"""

import io
import xml.etree.ElementTree as etree
from functools import lru_cache
from unicodedata import normalize

from PIL import Image, ImageDraw, ImageFont

from site_builder.assets import MARK, Icon, Share
from site_builder.problems import Invalid, Problem

SHARE_SIZE = (1200, 630)
FINER = 3
"""How many points are drawn for each one kept, each way, so that slanted edges are smooth."""

Canvas = ImageDraw.ImageDraw


@lru_cache(maxsize=16)
def icon_png(icon: Icon) -> bytes:
    """Return an icon as a PNG."""
    return as_png(drawn(icon.mark, icon.size_px, icon.is_full))


@lru_cache(maxsize=4)
def share_png(share: Share) -> bytes:
    """Return the picture that goes with shared links.

    The font that comes with the drawing library has no accents, so they are left off.
    """
    ground, ink, signal = share.colours
    image = Image.new("RGB", SHARE_SIZE, ground)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, SHARE_SIZE[1] - 24, *SHARE_SIZE), fill=signal)
    square = drawn(share.mark, 200, False)
    image.paste(square, (56, 60), square)
    below = write(canvas, (80, 300), share.name, (64, 1, ink))
    write(canvas, (80, below + 24), share.tagline, (40, 0, signal))
    return as_png(image)


def drawn(mark: bytes, size_px: int, is_full: bool) -> Image.Image:
    """Return the mark as points. Raises Invalid for a shape that is not known here."""
    root = etree.fromstring(mark)
    scale = size_px * FINER / float(root.get("viewBox", "0 0 64 64").split()[2])
    image = Image.new("RGBA", (size_px * FINER, size_px * FINER), (0, 0, 0, 0))
    canvas = ImageDraw.Draw(image)
    for shape in root:
        name = shape.tag.rpartition("}")[2]
        if name not in DRAWERS:
            message = f"the mark holds a `{name}`, which cannot be drawn as points"
            raise Invalid(Problem(MARK, 0, "template", message, f"Draw it with {', '.join(sorted(DRAWERS))}"))
        DRAWERS[name](canvas, shape, scale, is_full)
    return image.resize((size_px, size_px), Image.Resampling.BOX)


def draw_rect(canvas: Canvas, shape: etree.Element, scale: float, is_full: bool) -> None:
    """Draw a rectangle, with round corners unless the picture is full."""
    left, top, wide, high, corner = (
        float(shape.get(name, "0")) * scale for name in ("x", "y", "width", "height", "rx")
    )
    corners = (left, top, left + wide - 1, top + high - 1)
    canvas.rounded_rectangle(corners, 0 if is_full else corner, fill=shape.get("fill"))


def draw_circle(canvas: Canvas, shape: etree.Element, scale: float, _is_full: bool) -> None:
    """Draw a filled circle."""
    across, down, radius = (float(shape.get(name, "0")) * scale for name in ("cx", "cy", "r"))
    dot(canvas, (across, down), radius, shape.get("fill", "#000000"))


def draw_polyline(canvas: Canvas, shape: etree.Element, scale: float, _is_full: bool) -> None:
    """Draw a line with round ends and corners."""
    points = [tuple(float(each) * scale for each in pair.split(",")) for pair in shape.get("points", "").split()]
    width, ink = float(shape.get("stroke-width", "1")) * scale, shape.get("stroke", "#000000")
    canvas.line([each for point in points for each in point], fill=ink, width=round(width))
    for across, down in points:
        dot(canvas, (across, down), width / 2, ink)


DRAWERS = {"rect": draw_rect, "circle": draw_circle, "polyline": draw_polyline}


def dot(canvas: Canvas, centre: tuple[float, float], radius: float, ink: str) -> None:
    """Draw a filled circle round a centre."""
    across, down = centre
    canvas.ellipse((across - radius, down - radius, across + radius, down + radius), fill=ink)


def write(canvas: Canvas, at: tuple[int, int], text: str, look: tuple[int, int, str]) -> int:
    """Write words in lines that fit the share picture. Return where the next line would begin."""
    size_px, stroke, ink = look
    font = ImageFont.load_default(size_px)
    left, top = at
    line = ""
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode()
    for word in [*plain.split(), ""]:
        longer = f"{line} {word}".strip()
        if word and canvas.textlength(longer, font) <= SHARE_SIZE[0] - 2 * left:
            line = longer
            continue
        canvas.text((left, top), line, fill=ink, font=font, stroke_width=stroke, stroke_fill=ink)
        top += round(size_px * 1.25)
        line = word
    return top


def as_png(image: Image.Image) -> bytes:
    """Return points as a PNG that holds nothing but them: the same bytes from build to build."""
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()
