"""What the endpoint runs a form with, and the form's contract for programs that send it."""

import json
from collections.abc import Iterator

from jinja2 import Environment

from form_endpoint.contract import openapi
from form_endpoint.form import FormFile, Shell, to_json
from form_endpoint.page import cut
from form_endpoint.schema import answers_schema
from site_builder.assets import Assets
from site_builder.forms import form_file
from site_builder.html_reader import read_document
from site_builder.measures import measure, sizes_of_parts, with_parts, written
from site_builder.model import Output, Page, Site
from site_builder.outputs.headers import page_headers
from site_builder.render import environment, page_html, render_page


def form_files(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield the files of each form that a page shows, in `forms/<form>/`.

    `form.json` holds the definition, the words and the page round the form, for the endpoint; `openapi.json` and
    `answers.schema.json` are the contract.
    """
    jinja = environment(site, assets)
    for name, form in site.forms.items():
        pages = [page for page in site.pages if getattr(page.meta, "form", "") == name]
        shells = {page.source.language: shell(site, page, assets, jinja) for page in pages}
        if shells:
            file = form_file(site, form, shells, page_headers(assets))
            for path, text in (("form.json", to_json(file)), *contract(site, file)):
                yield Output(f"forms/{name}/{path}", text.encode(), f"content/forms/{name}.yaml")


def shell(site: Site, page: Page, assets: Assets, jinja: Environment) -> Shell:
    """Return the page round a form, with the measures of the page as it is published."""
    published = render_page(site, page, assets, jinja)
    document = read_document(published.body.decode())
    measured = measure(with_parts(site, sizes_of_parts(site, assets), published, document))
    return cut(written(page_html(site, page, assets, jinja), measured.figures), page.address)


def contract(site: Site, file: FormFile) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the files that tell programs what the form takes."""
    form, origin = file.definition, site.settings.origin
    yield "openapi.json", pretty(openapi(form, file.action, origin))
    yield "answers.schema.json", pretty(answers_schema(form, origin + site.settings.base_path))


def pretty(data: object) -> str:
    """Return JSON that people can read, in ASCII: patterns hold characters that nobody sees."""
    return json.dumps(data, indent=1) + "\n"
