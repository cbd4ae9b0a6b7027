"""The files to publish beside the pages: each module makes one kind, and is listed here."""

from collections.abc import Callable, Iterator, Mapping

from site_builder.assets import Assets
from site_builder.model import Output, Site
from site_builder.outputs.assets import asset_files, image_files
from site_builder.outputs.feed import atom_feed
from site_builder.outputs.form_files import form_files
from site_builder.outputs.gallery import gallery
from site_builder.outputs.hosts import host_files
from site_builder.outputs.icons import icons, install_manifests
from site_builder.outputs.pocket import pocket_edition
from site_builder.outputs.robots import robots
from site_builder.outputs.sitemap import sitemap
from site_builder.problems import Each

OUTPUTS: tuple[Callable[[Site, Assets], Iterator[Output]], ...] = (
    asset_files,
    image_files,
    atom_feed,
    host_files,
    install_manifests,
    robots,
    sitemap,
)
"""Made from the site."""

REMEMBERED: tuple[Callable[[Site, Assets, Each], Iterator[Output]], ...] = (form_files, gallery, icons)
"""Made from the site, with long work that may be remembered by all that it depends on."""

GATHERED: tuple[Callable[[Site, Assets, Mapping[str, Output], Each], Iterator[Output]], ...] = (pocket_edition,)
"""Made from the HTML of the finished pages, by address."""
