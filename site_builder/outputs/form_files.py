"""What the endpoint runs a form with: one file that holds the definition, the words and the page round the form."""

from collections.abc import Iterator

from form_endpoint.form import to_json
from form_endpoint.page import cut
from site_builder.assets import Assets
from site_builder.forms import form_file
from site_builder.model import Output, Site
from site_builder.outputs.headers import page_headers
from site_builder.render import environment, page_html


def form_files(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `forms/<form>/form.json` for each form that a page shows."""
    jinja = environment(site)
    for name, form in site.forms.items():
        pages = [page for page in site.pages if getattr(page.meta, "form", "") == name]
        shells = {page.source.language: cut(page_html(site, page, assets, jinja), page.address) for page in pages}
        if shells:
            file = form_file(site, form, shells, page_headers(assets))
            yield Output(f"forms/{name}/form.json", to_json(file).encode(), f"content/forms/{name}.yaml")
