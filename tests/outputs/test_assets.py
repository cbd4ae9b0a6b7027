"""Scripts from the templates and images from the content."""

import re

from site_builder.assets import shortened
from tests.conftest import Build, page

PICTURE = "-- content/images/maps/north.svg --\n<svg></svg>\n"


def test_an_image_is_published_as_it_is_under_its_own_name(site: Build) -> None:
    built = site(PICTURE + page("![The shelters in the north](/images/maps/north.svg)"))

    assert built.said == []
    assert built.output("images/maps/north.svg").body == b"<svg></svg>\n"
    assert built.output("images/maps/north.svg").source == "content/images/maps/north.svg"


def test_a_script_is_named_by_its_content(site: Build) -> None:
    """A name that changes with the content may be kept for ever."""
    names = [
        [
            path
            for path in site(f"-- templates/components/checklist/checklist.js --\n{script}\n").paths
            if path.startswith("assets/checklist.")
        ]
        for script in ("export default () => 1;", "export default () => 2;", "export default () => 1;")
    ]

    assert names[0] == names[2] != names[1]
    assert [bool(re.fullmatch(r"assets/checklist\.[0-9a-f]{12}\.js", *each)) for each in names] == [True] * 3


def test_the_one_script_of_a_page_names_each_script_that_is_published(site: Build) -> None:
    built = site()

    scripts = {
        path.removeprefix("assets/") for path in built.paths if path.startswith("assets/") and path.endswith(".js")
    }
    loaders = set(re.findall(r'<script type="module" src="/assets/([^"]+)">', built.text("index.html")))
    assert len(loaders) == 1
    named = set(re.findall(r'"\./([^"]+)"', built.text(f"assets/{min(loaders)}")))
    assert named
    assert scripts == named | loaders


def test_the_style_of_every_component_is_in_the_page(site: Build) -> None:
    built = site("""
        -- templates/tokens.css --
        :root { --paper: #ffffff; --band: #000000; --band-ink: #ffffff; --signal: #ffff00; }
        -- templates/base.css --
        p { color: var(--ink) }
        -- templates/components/note/note.css --
        .note { margin: 0 }
        -- templates/components/checklist/checklist.css --
        .checklist { margin: 0 }
        -- templates/components/offline/offline.css --
        .offline { margin: 0 }
        -- templates/print.css --
        @media print { p { color: #000 } }
    """)

    style = re.findall(r"<style>(.*?)</style>", built.text("index.html"))
    parts = ("--b:#000000", "p{color:var(--e)}", ".note{margin:0}", "@media print{p{color:#000}}")
    places = [style[0].index(part) for part in parts]
    assert len(style) == 1
    assert places == sorted(places)


def test_own_properties_are_published_under_one_letter_each() -> None:
    style = ":root{--ink:#000;--ink-2:#111}.a--ink{color:var(--ink);border-color:var(--ink-2)}"

    assert shortened(style) == ":root{--a:#000;--b:#111}.a--ink{color:var(--a);border-color:var(--b)}"
