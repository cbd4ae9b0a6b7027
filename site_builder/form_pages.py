"""Knows how the page of a form is drawn.

It is drawn by the endpoint's own code, so that the published form and one that comes back with errors are the same to
the byte.
"""

from collections.abc import Mapping

from form_endpoint.form import ContactLine, Form, FormFile, Shell
from form_endpoint.page import FORM_MARK, INTRO_MARK, cut, draw
from site_builder.model import Page, Site
from site_builder.navigation import in_words

TEMPLATE = "templates/components/form/form.html"


def draw_page(site: Site, page: Page, html: str) -> str:
    """Return the page of a form with the empty form in it; a page of an unknown form is left without."""
    form = site.forms.get(getattr(page.meta, "form", ""))
    if form is None:
        return html.replace(INTRO_MARK, "").replace(FORM_MARK, "")
    language = page.source.language
    return draw(form_file(site, form, {language: cut(html, page.address)}, {}), language, {}, {})


def form_file(site: Site, form: Form, shells: Mapping[str, Shell], headers: Mapping[str, str]) -> FormFile:
    """Return all that the endpoint needs to know of the site to run a form."""
    return FormFile(
        definition=form,
        action=f"{site.settings.base_path}/api/{form.id}",
        pages=dict(shells),
        template=site.project.files[TEMPLATE].decode(),
        contact={language: contact_lines(site, language) for language in site.settings.languages},
        headers=dict(headers),
    )


def contact_lines(site: Site, language: str) -> tuple[ContactLine, ...]:
    """Return how to reach the office without the form."""
    office = site.settings.contacts[site.settings.office_contact]
    words = site.shared.strings[language]
    lines = (
        ContactLine("", in_words(office.name, language, site)),
        ContactLine(words["phone"], office.phone, f"tel:{office.dial}" if office.dial else ""),
        ContactLine(words["postal"], office.postal),
        ContactLine(
            words["website"], office.website.rpartition("//")[2].removeprefix("www.").rstrip("/"), office.website
        ),
    )
    return tuple(line for line in lines if line.value)
