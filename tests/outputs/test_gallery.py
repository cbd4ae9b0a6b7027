"""The gallery shows each component, in what its template really draws, and nothing leads a reader to it."""

import re

from site_builder.model import Built
from site_builder.project import read_project
from tests.conftest import ROOT, Build

PROJECT = read_project(ROOT)


def gallery(built: Built) -> str:
    """Return the gallery as text."""
    return next(each for each in built.outputs if each.path == "gallery.html").body.decode()


def parts(html: str) -> dict[str, str]:
    """Return what the gallery shows of each component."""
    found = re.split(r'<h2 id="component-([\w-]+)">', html)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_component_is_shown(real_site: Built) -> None:
    folders = {path.split("/")[2] for path in PROJECT.under("templates/components")}
    examples = {name: part.count('class="example"') for name, part in parts(gallery(real_site)).items()}

    assert set(examples) == folders
    assert {name: count for name, count in examples.items() if count == 0} == {}


def test_what_a_template_draws_is_what_is_shown(site: Build) -> None:
    """A copy kept by hand would fall behind it."""
    note = '<div class="other note">{{ body }}</div>'
    field = PROJECT.files["templates/components/form/form.html"].decode().replace("field__label", "other__label")
    built = site(
        f"-- templates/components/note/note.html --\n{note}\n-- templates/components/form/form.html --\n{field}"
    )

    assert built.built is not None
    shown = parts(gallery(built.built))
    assert shown["note"].count('<div class="other note">') == 2
    assert 'class="other__label"' in shown["form"]
    assert 'class="field__label"' not in shown["form"]


def test_every_part_of_the_form_is_shown(real_site: Built) -> None:
    template = PROJECT.files["templates/components/form/form.html"].decode()
    used = set(re.findall(r"macro: (\w+)", PROJECT.files["templates/components/form/examples.yaml"].decode()))
    helpers = {"attributes", "optional", "notes", "form"}

    assert used == set(re.findall(r"{% macro (\w+)\(", template)) - helpers


def test_nobody_is_led_to_the_gallery(real_site: Built) -> None:
    paths = {each.path for each in real_site.outputs if b"gallery.html" in each.body}

    assert '<meta name="robots" content="noindex">' in gallery(real_site)
    assert paths - {"gallery.html"} == {"manifest.json"}


def test_a_slip_in_an_example_is_told_with_its_line(site: Build) -> None:
    said = site("-- templates/components/note/examples.yaml --\n- name: One\n  name: Two\n").said

    assert said == [
        "templates/components/note/examples.yaml:2:3: `name` is given twice: the first is on line 1 [duplicate-key]"
    ]
