"""No page asks for what its own security policy refuses."""

from collections.abc import Iterator

from site_builder.checks.blame import blame
from site_builder.checks.unsafe_html import judge
from site_builder.document import Element, addresses_in
from site_builder.model import Built, Output, Page
from site_builder.problems import Problem

NEVER = frozenset("applet audio base embed frame iframe object video".split())
LOADING = frozenset("img input script source track".split())
LOADING_LINKS = frozenset("apple-touch-icon icon manifest modulepreload preload prefetch stylesheet".split())
LOOKED_AT = NEVER | LOADING | {"link"}
DATA = "json"
"""How the type of a `<script>` ends that holds data and runs nothing."""


def refused_by_policy(built: Built) -> Iterator[Problem]:
    """Pages run no script of their own text, have no styles in attributes, and load nothing from elsewhere.

    Example:
        ![A shelter](https://pictures.example.org/shelter.png)

    Why: the security policy that keeps others from putting scripts into pages refuses these too; a reader would see
    nothing there, and other hosts would learn who reads.
    What `unsafe-html` says of an editor's words is not said twice.
    Fix: put images into `content/images/`; a script or a style belongs into a component in `templates/components/`.
    """
    for output in built.outputs:
        document = built.documents.get(output.path)
        page = built.site.by_address.get(output.page)
        for element in suspects(document.elements) if document else ():
            found = tuple(refused(built, output, element))
            if found and not (page and is_told(page, element)):
                yield from found


def suspects(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return the elements that need a second look: on most pages only those that load something."""
    names = {name for element in elements for name, _ in element.attributes}
    if any(map(is_never_own, names)):
        return elements
    return tuple(element for element in elements if element.name in LOOKED_AT)


def is_never_own(attribute: str) -> bool:
    """Tell whether an attribute is a script or a style."""
    return attribute.startswith("on") or attribute == "style"


def is_told(page: Page, element: Element) -> bool:
    """Tell whether `unsafe-html` has a problem with an element that an editor wrote."""
    return element in page.fragment.elements and any(judge(page, element))


def refused(built: Built, output: Output, element: Element) -> Iterator[Problem]:
    """Yield what the site's safety policy refuses about one element."""
    for name, value in element.attributes:
        if is_never_own(name):
            message = f"the site's safety policy refuses the attribute `{name}` of `<{element.name}>`"
            hint = "Take it out; a component may have it in its script or style, which a developer writes"
            yield fault(built, output, f'{name}="{value}"', message, hint)
    if element.name in NEVER:
        message = f"the site's safety policy refuses the element `<{element.name}>`"
        yield fault(built, output, f"<{element.name}", message, "Take it out, or link to what it shows")
    elif element.name in LOADING or element.name == "link":
        yield from loaded(built, output, element)


def loaded(built: Built, output: Output, element: Element) -> Iterator[Problem]:
    """Yield a problem for what an element loads from elsewhere, and for a script in the text of the page."""
    given = dict(element.attributes)
    if element.name == "script" and "src" not in given and not given.get("type", "").endswith(DATA):
        message = "the site's safety policy refuses a script in the text of a page"
        text = f'<script type="{given["type"]}"' if "type" in given else "<script>"
        yield fault(
            built, output, text, message, "Take it out; a component may have it in its script, which a developer writes"
        )
    if element.name == "link" and not LOADING_LINKS & set(given.get("rel", "").lower().split()):
        return
    for name in ("src", "srcset", "href"):
        for address in addresses_in(name, given.get(name, "")):
            if not is_own(built, address):
                message = f"the site's safety policy refuses `{address}`, which another host would send"
                yield fault(built, output, address, message, "Put the file into `content/images/`, or take it out")


def is_own(built: Built, address: str) -> bool:
    """Tell whether an address is one of this site."""
    if address.startswith(built.site.settings.origin + "/"):
        return True
    return not address.startswith("//") and ":" not in address.partition("/")[0]


def fault(built: Built, output: Output, text: str, message: str, hint: str) -> Problem:
    """Return the problem, at the place where some text comes from."""
    path, line = blame(built, output, text)
    return Problem(path, line, "refused-by-policy", message, hint)
