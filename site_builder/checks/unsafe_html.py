"""Raw HTML is judged, not silently stripped."""

import re
from collections.abc import Iterator

from site_builder.document import Element, addresses_in
from site_builder.model import Built, Page
from site_builder.problems import Problem
from site_builder.source import line_with

ELEMENTS = frozenset(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i"
    " img ins kbd li mark ol p picture pre q s samp section small source span strong sub summary sup table tbody td"
    " tfoot th thead time tr ul var wbr x-block x-contact x-fact".split()
)
ATTRIBUTES = frozenset(
    "alt aria-describedby aria-label aria-labelledby cite class colspan datetime dir height href id lang loading media"
    " name open part role rowspan scope sizes src srcset start tabindex title type value width data-script".split()
)
"""`data-script` stands on tables, and names nothing but a script of our own components."""
ADDRESSES = ("href", "src", "srcset", "cite")
SCHEMES = frozenset(("", "http", "https", "mailto", "tel"))
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def unsafe_html(built: Built) -> Iterator[Problem]:
    """Pages hold only elements, attributes and kinds of address that are known to be safe.

    Example:
        <p onclick="go()">Go inside.</p>

    Why: a script or a style in a page would be refused by the security policy, and a `javascript:` link could harm.
    Fix: use Markdown and the blocks; if an element is really needed, add it to the list in this check.
    """
    for page in built.site.pages:
        for element in dict.fromkeys(page.fragment.elements):
            yield from judge(page, element)


def judge(page: Page, element: Element) -> Iterator[Problem]:
    """Yield what is not allowed about one element."""
    path, source = page.source.path, page.source
    if element.name not in ELEMENTS:
        message = f"the element `<{element.name}>` is not allowed in pages"
        is_address = "." in element.name
        hint = (
            f"Write `[words](https://{element.name})`" if is_address else "Write it in Markdown, or with a `:::` block"
        )
        yield Problem(path, start_of(page, element), "unsafe-html", message, hint)
        return
    for name, value in element.attributes:
        if name not in ATTRIBUTES:
            line = line_with(source.text, rf"(?i)\b{re.escape(name)}\s*=") or start_of(page, element)
            message = f"the attribute `{name}` is not allowed in pages"
            yield Problem(path, line, "unsafe-html", message, "Take it out")
        if name not in ADDRESSES:
            continue
        unsafe = [kind for each in addresses_in(name, value) if (kind := scheme(each)) not in SCHEMES]
        if unsafe:
            line = source.line_with(value) or start_of(page, element)
            message, hint = told(unsafe[0])
            yield Problem(path, line, "unsafe-html", message, hint)


def start_of(page: Page, element: Element) -> int:
    """Return the line on which an element of this name first begins."""
    return line_with(page.source.text, rf"(?i)<{re.escape(element.name)}\b") or page.source.body_line


def told(kind: str) -> tuple[str, str]:
    """Return the message and hint for a kind of address; one letter is a drive of somebody's computer."""
    if kind == "file" or len(kind) == 1:
        return (
            f"`{kind}:` is a place on your computer",
            "Put the picture into `content/images/`, and write `/images/name.png`",
        )
    return f"addresses of the kind `{kind}:` are not allowed", "Use an address that begins with `/` or `https://`"


def scheme(address: str) -> str:
    """Return the scheme of an address as a browser reads it, which skips white space and control characters."""
    match = SCHEME.match(re.sub(r"[\x00-\x20]+", "", address))
    return match[1].lower() if match else ""
