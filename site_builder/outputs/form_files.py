"""What the endpoint runs a form with, and the form's contract for programs that send it."""

from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from site_builder.assets import Assets
from site_builder.late import late
from site_builder.measures import sizes_of_parts
from site_builder.model import Output, Site
from site_builder.problems import Each, whole
from site_builder.render import Drawing, drawings

files_of = late("outputs.form_bundle", "files_of")


class ShownForm(NamedTuple):
    """A form, by all that its files are made of: the pages that show it, and the sizes of the parts they may load."""

    name: str
    drawings: tuple[Drawing, ...]
    sizes: tuple[tuple[str, int], ...]


def form_files(site: Site, assets: Assets, each: Each) -> Iterator[Output]:
    """Yield the files of each form that a page shows, in `forms/<form>/`.

    `form.json` holds the definition, the words and the page round the form, for the endpoint; `openapi.json` and
    `answers.schema.json` are the contract.
    """
    sizes = tuple(sizes_of_parts(site, assets).items())
    showing = {name: [page for page in site.pages if getattr(page.meta, "form", "") == name] for name in site.forms}
    shown = [ShownForm(name, tuple(drawings(site, assets, pages)), sizes) for name, pages in showing.items() if pages]
    yield from chain.from_iterable(whole(each(partial(files_of, site, assets), shown)))
