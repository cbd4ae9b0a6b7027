"""A site may be published in a folder of its host."""

import re

import pytest

from tests.conftest import WATER, Build, Tried, page

OF_THE_ADDRESS = re.compile(r"weighs [\d.]+ kB|<svg[^>]* class=\"code\">.*?</svg>")
"""What a page says of its address in other signs: a longer one weighs more and has another code."""
FOLDER = "https://example.org/folder"
EVERYTHING = (
    WATER
    + page("Words.", "en/hazards/index.md", "Hazards", "section")
    + page(
        """
        ::: do-now
        1. Get in.
        :::

        ::: contrast
        Low is safe. [All ways](/about-this-site/)
        :::

        ## Before

        Read [the start](/), [this part](#before) and <a href='/about-this-site/'>what this is</a>.

        ![The nearest shelters](/images/map.png)

        <img src=/images/map.png srcset="/images/map.png 1x, /images/map.png 2x" alt="The nearest shelters">

        ::: checklist
        - Keep {{ water }}.
        :::

        ::: contact office
        :::

        ## During

        ## After
        """,
        "en/hazards/storm.md",
        kind="hazard",
        more="happening: A storm comes\nmoved_from: [/wind/]\n",
    )
    + page("Words.", "en/a-z.md", "All pages", "a-z")
    + page("Words.", "en/contacts.md", "Contacts", "contacts")
    + page("Words.", "en/sources.md", "Sources of all this", "sources")
    + page("Words.", "en/glossary.md", "Glossary", "glossary")
    + page("Words.", "en/notice.md", "Notice", "notice", "expires: 2027-01-01\n")
    + page("Words.", "en/order.md", "Order", "order", 'number: "1"\n')
    + page("Words.", "en/404.md", "Not found")
    + page("Words.", "en/over.md", "Over", more="expires: 2026-01-01\n")
    + "-- content/images/map.png --\nx\n"
)
SETTINGS = {"navigation": "[/hazards/, /contacts/]", "footer": "[/a-z/, /sources/, /glossary/]", "official": "false"}


def root_addresses(built: Tried) -> dict[str, list[str]]:
    """Return, for each HTML output, each attribute that begins with an address from the root."""
    assert built.built is not None
    return {
        path: [value for element in document.elements for _, value in element.attributes if value.startswith("/")]
        for path, document in built.built.documents.items()
    }


def test_every_address_from_the_root_begins_with_the_folder(site: Build) -> None:
    built = site(EVERYTHING, base_url=FOLDER, **SETTINGS)

    found = root_addresses(built)
    assert built.said == []
    assert len(found) == 13
    assert [path for path, addresses in found.items() if not addresses] == []
    outside = {
        path: [each for each in addresses if not each.startswith("/folder/")] for path, addresses in found.items()
    }
    assert {path: addresses for path, addresses in outside.items() if addresses} == {}


def test_the_folder_is_put_before_each_candidate_of_a_set_of_images(site: Build) -> None:
    html = site(EVERYTHING, base_url=FOLDER, **SETTINGS).text("hazards/storm/index.html")

    assert re.findall(r'srcset="([^"]*)"', html) == ["/folder/images/map.png 1x, /folder/images/map.png 2x"]


def test_the_folder_changes_nothing_but_addresses(site: Build) -> None:
    """Take the folder out again, and the bytes are those of a site without one."""
    plain, folder = site(EVERYTHING, **SETTINGS), site(EVERYTHING, base_url=FOLDER, **SETTINGS)

    pages = [path for path in plain.paths if path.endswith(".html")]
    assert len(pages) == 15
    assert plain.paths == folder.paths
    without = {path: folder.text(path).replace("/folder/", "/").replace("org/folder", "org") for path in pages}
    assert {path: OF_THE_ADDRESS.sub("", text) for path, text in without.items()} == {
        path: OF_THE_ADDRESS.sub("", plain.text(path)) for path in pages
    }


@pytest.mark.parametrize("words", ['`<a href="/kit/">`', '"/kit/" is the kit', 'href="/kit/"'])
def test_an_address_shown_as_text_is_left_alone(site: Build, words: str) -> None:
    built = site(page(words), base_url=FOLDER)

    assert built.built is not None
    assert "/folder/kit/" not in built.text("storm/index.html")
    assert "/kit/" in built.text("storm/index.html")
