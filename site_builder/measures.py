"""Knows what a finished page weighs on the wire and how hard it reads, and writes both at its foot."""

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from site_builder.assets import MARK, Assets
from site_builder.document import Document
from site_builder.model import Output, Site, Weight
from site_builder.packed import GZIP, with_gzip
from site_builder.readability import grade_level, prose

PACKED = (".html", ".js", ".css", ".svg", ".txt", ".xml", ".json", ".webmanifest")
LEVEL = 9
MEASURED = " data-measured>"
END = "</p>"


@dataclass(frozen=True)
class Unmeasured:
    """A page that is finished but for its own measures. `parts` are the files it loads, with their bytes."""

    output: Output
    grade: float
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands at the foot: `weight` in kilobytes, "12.3"; `grade` a school grade, "5.8"."""

    weight: str
    grade: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A page with its measures at its foot. `foot` is what its template says there, the figures not yet filled in."""

    output: Output
    weight: Weight
    figures: Figures
    foot: str

    @property
    def as_drawn(self) -> str:
        """Return the page as it was before its figures were filled in."""
        html = self.output.body.decode()
        if not self.foot:
            return html
        before, _, after = html.rpartition(filled(self.foot, self.figures))
        return before + self.foot + after


def with_parts(site: Site, sizes: Mapping[str, int], output: Output, document: Document) -> Unmeasured:
    """Return one page with what its measures need."""
    paths = (address.removeprefix(site.settings.base_path)[1:] for address in loaded(document, sizes))
    parts = tuple((path, sizes[path]) for path in dict.fromkeys(paths) if path in sizes)
    return Unmeasured(output, grade_level(prose(document, "body")), parts)


def sizes_of_parts(site: Site, assets: Assets) -> dict[str, int]:
    """Return the bytes on the wire of each file that a page may load, by its path."""
    files = {path.removeprefix("content/"): body for path, body in site.project.under("content/images").items()}
    files |= {output.path: output.body for output in assets.outputs}
    return {path: packed(path, body) for path, body in {**files, "icon.svg": site.project.files[MARK]}.items()}


def loaded(document: Document, sizes: Mapping[str, int]) -> Iterator[str]:
    """Yield the address of each picture and script that a page loads, with the scripts of its components."""
    for link in document.links:
        if link.element in ("script", "img", "source") or (link.element, link.attribute) == ("link", "href"):
            yield link.address
    names = {value for each in document.elements for name, value in each.attributes if name == "data-script"}
    yield from (f"/{path}" for path in sizes if path.startswith("assets/") and script_name(path) in names)


def script_name(path: str) -> str:
    """Return the component that a published script belongs to."""
    return path.removeprefix("assets/").partition(".")[0]


def measure(page: Unmeasured) -> Measured:
    """Return a page with its weight and grade in the words at its foot.

    The weight counts its own figure: it is raised until it is no less than what the finished file weighs.
    """
    start, mark, rest = page.output.body.rpartition(MEASURED.encode())
    last, grade = (mark + rest).decode(), f"{page.grade:.1f}"
    others = sum(size for _, size in page.parts)
    packed_with = begin_packing(start)
    tenths, wire = -1, b""
    while tenths < tenths_of_kilobyte(len(wire) + others):
        tenths = tenths_of_kilobyte(len(wire) + others)
        figures = Figures(f"{tenths / 10:.1f}", grade)
        end = written(last, figures).encode()
        wire = packed_with(end)
    weight = Weight(((page.output.path, len(wire)), *page.parts))
    output = with_gzip(replace(page.output, body=start + end), wire)
    return Measured(output, weight, figures, foot_of(last))


def begin_packing(start: bytes) -> Callable[[bytes], bytes]:
    """Return what packs a text for the wire, given its end.

    Its start is packed once for the first two ends, which is all that most pages need.
    """
    begun = zlib.compressobj(LEVEL, wbits=GZIP)
    packed_start = begun.compress(start)
    packings = [begun, begun.copy()]

    def packed_with(end: bytes) -> bytes:
        if not packings:
            return zlib.compress(start + end, LEVEL, wbits=GZIP)
        packing = packings.pop()
        return packed_start + packing.compress(end) + packing.flush()

    return packed_with


def written(html: str, figures: Figures) -> str:
    """Return HTML with its figures in the words at its foot; HTML that has no such words stays as it is."""
    before, mark, rest = html.rpartition(MEASURED)
    line, end, after = rest.partition(END)
    return f"{before}>{filled(line, figures)}{end}{after}" if mark else html


def foot_of(html: str) -> str:
    """Return the words in which figures are to be filled in, "" for HTML that has none."""
    _, mark, rest = html.rpartition(MEASURED)
    return rest.partition(END)[0] if mark else ""


def filled(line: str, figures: Figures) -> str:
    """Return words with their figures filled in."""
    return line.replace("{weight}", figures.weight).replace("{grade}", figures.grade)


def tenths_of_kilobyte(size: int) -> int:
    """Return bytes as tenths of a kilobyte (1,000 bytes), rounded up."""
    return -(-size // 100)


def packed(path: str, body: bytes) -> int:
    """Return how many bytes a file takes on the wire; pictures made of points are compressed already."""
    return len(gzip.compress(body, LEVEL, mtime=0)) if path.endswith(PACKED) else len(body)
