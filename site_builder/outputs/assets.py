"""Scripts from the templates and images from the content."""

from collections.abc import Iterator

from site_builder.assets import Assets
from site_builder.model import Output, Site


def asset_files(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield the scripts, under names that hold a digest of their content."""
    yield from assets.outputs


def image_files(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield each file of `content/images/` at `/images/`."""
    for path, body in site.project.under("content/images").items():
        yield Output(path.removeprefix("content/"), body, path)
