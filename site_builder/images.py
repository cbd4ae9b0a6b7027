"""Knows what a file of `content/images/` may be: a picture of its ending's kind, not too large, that does nothing."""

import re
import warnings
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from io import BytesIO

from PIL import UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning
from PIL.Image import open as open_picture

KINDS = {
    "avif": "AVIF",
    "gif": "GIF",
    "jpeg": "JPEG",
    "jpg": "JPEG",
    "png": "PNG",
    "svg": "SVG",
    "webp": "WEBP",
}
MOST_POINTS = 16_777_216
"""Source: WebKit refuses to draw more on a phone (4096 by 4096)."""
SVG = "{http://www.w3.org/2000/svg}"
DRAWING = frozenset(
    "svg g defs title desc metadata path rect circle ellipse line polyline polygon text tspan textPath linearGradient"
    " radialGradient stop clipPath mask pattern symbol use marker style filter feBlend feColorMatrix feComposite"
    " feFlood feGaussianBlur feMerge feMergeNode feOffset".split()
)
"""The elements of SVG that only draw."""
LEADS_OUT = re.compile(r"@import|url\s*\(\s*(?![\s\"']*#)|\\", re.IGNORECASE)
MARKED_UP = re.compile(r"<!(?!--|\[CDATA\[)\w*|<\?(?!xml[ \t])[\w-]*")
OTHER_ENCODING = re.compile(r"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])[^\"']*", re.IGNORECASE)


def image_fault(path: str, body: bytes) -> str:
    """Return what is wrong with a file of `content/images/`, or ""."""
    kind = KINDS.get(path.rpartition(".")[2].lower(), "")
    if not kind:
        return f"it is none of the kinds {', '.join(sorted(KINDS))}"
    return svg_fault(body) if kind == "SVG" else points_fault(kind, body)


def points_fault(kind: str, body: bytes) -> str:
    """Return what is wrong with a picture made of points, or "". Only its head is read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            width, height = open_picture(BytesIO(body), formats=(kind,)).size
    except (DecompressionBombError, DecompressionBombWarning):
        return f"it has more than {MOST_POINTS} points"
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return f"it is not a {kind} picture"
    return f"it has {width * height} points, and {MOST_POINTS} fit" if width * height > MOST_POINTS else ""


def svg_fault(body: bytes) -> str:
    """Return what an SVG drawing holds that does not draw, or ""."""
    try:
        text = body.decode("utf-8-sig")
        unfit = MARKED_UP.search(text) or OTHER_ENCODING.search(text)
        if unfit:
            return f"it holds `{unfit[0]}`"
        root = etree.fromstring(text)
    except (UnicodeDecodeError, etree.ParseError):
        return "it is not an SVG drawing"
    if root.tag not in ("svg", f"{SVG}svg"):
        return "it is not an SVG drawing"
    return next(unsafe_parts(root), "")


def unsafe_parts(root: etree.Element) -> Iterator[str]:
    """Yield what each unfit part of a drawing is."""
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in DRAWING and (not name.startswith("{") or "xhtml" in name):
            yield f"it holds `<{name.rpartition('}')[2]}>`"
        if name == "style" and LEADS_OUT.search(element.text or ""):
            yield "its `<style>` loads something"
        for key, value in element.items():
            attribute = key.rpartition("}")[2].lower()
            is_out = attribute in ("href", "src", "base") and not value.strip().startswith("#")
            if attribute.startswith("on") or is_out or LEADS_OUT.search(value):
                yield f"it holds `{attribute}=`"
