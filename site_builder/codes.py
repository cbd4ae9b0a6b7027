"""Knows how an address becomes a code that a phone's camera reads from paper (ISO/IEC 18004, "QR Code")."""

from functools import lru_cache

import segno
from markupsafe import Markup

MASK = 3
"""Any of the eight masks can be read; trying which one looks best takes five times as long."""


@lru_cache(maxsize=1000)
def code_svg(address: str) -> Markup:
    """Return the code of an address as a drawing."""
    code = segno.make_qr(address, error="l", mask=MASK)
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass="code", lineclass=None))
