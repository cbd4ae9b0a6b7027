"""What is published beside the page of a form."""

import json

from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from form_endpoint.form import from_json
from form_endpoint.page import draw
from site_builder.model import Built


def form_files(built: Built) -> dict[str, str]:
    """Return the text of each file about a form, by path."""
    return {output.path: output.body.decode() for output in built.outputs if output.path.startswith("forms/")}


def test_a_form_is_published_for_the_endpoint_and_for_programs(real_site: Built) -> None:
    files = form_files(real_site)
    document = json.loads(files["forms/speaker-request/openapi.json"])
    schema = json.loads(files["forms/speaker-request/answers.schema.json"])

    assert sorted(files) == [f"forms/speaker-request/{name}.json" for name in ("answers.schema", "form", "openapi")]
    validate(document)
    Draft202012Validator.check_schema(schema)
    assert document["servers"] == [{"url": real_site.site.settings.origin}]
    assert schema["$id"] == f"{real_site.site.settings.base_url}/forms/speaker-request/answers.schema.json"
    assert all(text.isascii() for path, text in files.items() if not path.endswith("form.json"))


def test_the_empty_page_of_the_endpoint_is_the_published_page(real_site: Built) -> None:
    file = from_json(form_files(real_site)["forms/speaker-request/form.json"])
    pages = {output.path: output.body.decode() for output in real_site.outputs if output.path.endswith(".html")}

    assert {language: draw(file, language, {}, {}) for language in file.pages} == {
        language: pages[f"{shell.address.strip('/')}/index.html"] for language, shell in file.pages.items()
    }
    assert file.pages


def test_what_only_programs_read_is_not_kept_on_the_devices_of_readers(real_site: Built) -> None:
    worker = next(output.body.decode() for output in real_site.outputs if output.path == "service-worker.js")

    assert "/request/" in worker
    assert "/forms/" not in worker
