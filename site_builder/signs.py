"""Knows the signs that may stand in no text: nobody sees them, and some make text look as it is not."""

import re
from html import unescape

CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
    "(?<![\U0001f3f4\U000e0020-\U000e007f][\U000e0000-\U000e007f])"
)
"""Control characters; signs that turn the direction of text, so that it reads otherwise than programs do; what is no
character; and invisible letters, but for those that make a flag. One set stands in front and what must not be before it
behind, since every text is searched: so it takes a ninth of the time.

Source: Unicode Technical Report 36, "Bidirectional Text Spoofing"; Technical Standard 51, "Emoji Tag Sequences".
"""
REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]{2,8});?")


def named(sign: str) -> str:
    """Return how a message names a sign: "U+202E"."""
    return f"U+{ord(sign):04X}"


def hidden_reference(html: str) -> str:
    """Return the first character reference in some HTML that stands for a sign of `CONTROL`, or for nothing; or ""."""
    found = dict.fromkeys(REFERENCE.findall(html)) if "&" in html else ()
    return next((each for each in found if not unescape(each) or CONTROL.search(unescape(each))), "")
