"""How the files of one form are made."""

import json

from form_endpoint.contract import openapi
from form_endpoint.form import FormFile, Shell, to_json
from form_endpoint.page import cut
from form_endpoint.schema import answers_schema
from site_builder.assets import Assets
from site_builder.form_pages import form_file
from site_builder.html_reader import read_document
from site_builder.measures import measure, with_parts, written
from site_builder.model import Output, Page, Site
from site_builder.outputs.form_files import ShownForm
from site_builder.outputs.headers import page_headers
from site_builder.render import environment, page_html, render_page


def files_of(site: Site, assets: Assets, shown: ShownForm) -> tuple[Output, ...]:
    """Return the files of one form."""
    shells = {each.page.source.language: shell(site, each.page, assets, shown) for each in shown.drawings}
    file = form_file(site, site.forms[shown.name], shells, page_headers(assets))
    texts = {"form.json": to_json(file), **contract(site, file)}
    source = f"content/forms/{shown.name}.yaml"
    return tuple(Output(f"forms/{shown.name}/{path}", text.encode(), source) for path, text in texts.items())


def shell(site: Site, page: Page, assets: Assets, shown: ShownForm) -> Shell:
    """Return the page round a form, with the measures of the page as it is published."""
    jinja = environment(assets)
    published = render_page(site, page, assets, jinja)
    document = read_document(published.body.decode())
    measured = measure(with_parts(site, dict(shown.sizes), published, document))
    return cut(written(page_html(site, page, assets, jinja), measured.figures), page.address)


def contract(site: Site, file: FormFile) -> dict[str, str]:
    """Return the texts of the files that tell programs what the form takes, by name."""
    form, origin = file.definition, site.settings.origin
    return {
        "openapi.json": pretty(openapi(form, file.action, origin)),
        "answers.schema.json": pretty(answers_schema(form, origin + site.settings.base_path)),
    }


def pretty(data: object) -> str:
    """Return JSON that people can read, in ASCII: patterns hold characters that nobody sees."""
    return json.dumps(data, indent=1) + "\n"
