"""The pocket edition needs nothing but itself, and every link in it leads on."""

import re
from collections import Counter

from site_builder.document import Document
from site_builder.html_reader import read_document
from site_builder.model import Built
from site_builder.outputs.pocket import fitting
from tests.conftest import Build, Tried, page

MAP = '<img src="/images/map.png" alt="The way out" width="1" height="1">'


def book(built: Tried | Built, path: str = "pocket.html") -> str:
    """Return the pocket edition as text."""
    whole = built.built if isinstance(built, Tried) else built
    assert whole is not None
    return next(each for each in whole.outputs if each.path == path).body.decode()


def chapter(text: str, address: str) -> str:
    """Return the editor's part of one page in the book."""
    article = text.partition(f'id="{address}">')[2].partition("</article>")[0]
    assert article
    return "".join(re.findall(r'<div class="prose">\n(.*?)\n</div>\n', article, re.DOTALL)).strip()


def read(built: Built) -> Document:
    """Return what the book holds."""
    return read_document(book(built))


def test_links_and_ids_carry_the_address_of_their_page(site: Build) -> None:
    text = """
        ## Before {#before}

        [Here](#before), [there](/kit/#water), [the kit](/kit/), [home](/), [far](https://example.net/a#b).
    """
    built = site(page(text) + page("## Water {#water}", path="en/kit.md", title="Kit"))

    assert chapter(book(built), "/storm/") == (
        '<h2 id="/storm/:before">Before</h2>\n'
        '<p><a href="#/storm/:before">Here</a>, <a href="#/kit/:water">there</a>, <a href="#/kit/">the kit</a>,'
        ' <a href="https://example.org/">home</a>, <a href="https://example.net/a#b">far</a>.</p>'
    )


def test_what_looks_like_an_attribute_in_a_text_is_left_alone(site: Build) -> None:
    text = "Table: What to get for id=1 and href=2\n\n| A |\n| --- |\n| B |"
    built = site(page(text))

    assert 'aria-label="What to get for id=1 and href=2"' in chapter(book(built), "/storm/")


def test_a_picture_is_told_in_its_words(site: Build) -> None:
    built = site(page(f"See {MAP}.") + "-- content/images/map.png --\nx\n")

    assert chapter(book(built), "/storm/") == "<p>See The way out.</p>"


def test_a_folder_before_the_addresses_changes_no_link_within_the_book(site: Build) -> None:
    text = page("[Us](/about-this-site/)")

    assert chapter(book(site(text, base_url="https://example.org/folder")), "/storm/") == chapter(
        book(site(text)), "/storm/"
    )


def test_a_form_is_told_by_its_address(real_site: Built) -> None:
    text = book(real_site)
    address = f"{real_site.site.settings.base_url}/request/"

    assert "<form" not in text
    assert f'<p>Fill in the form on the web: <a href="{address}">{address}</a></p>' in text


def test_each_language_has_its_own(site: Build) -> None:
    spanish = "-- content/es/index.md --\n---\ntitle: Inicio\ndescription: La primera página de este sitio pequeño.\n"
    spanish += "checked: 2026-11-01\nkind: home\n---\nHola.\n"
    built = site(
        page() + spanish + page("Viento.", path="es/viento.md", title="Viento"),
        languages="{en: English, es: Español}",
    )

    assert "Viento" in book(built, "es/pocket.html")
    assert "Viento" not in book(built)


def test_hazards_come_first_and_what_is_below_a_page_follows_it(real_site: Built) -> None:
    chapters = re.findall(r'<article class="[^"]*" id="([^"]*)"', book(real_site))
    listed = {each.address for each in real_site.site.pages if each.is_listed}
    sections = [address for address in chapters if address in real_site.site.settings.navigation]

    assert set(chapters) == listed - {"/"}
    assert chapters[:2] == ["/hazards/", "/hazards/tornado/"]
    assert sections == list(real_site.site.settings.navigation)
    assert chapters.index("/prepare/") == len([each for each in listed if each.startswith("/hazards/")])


def test_every_link_within_the_book_leads_to_one_place(real_site: Built) -> None:
    document = read(real_site)
    ids = Counter(document.ids)
    targets = {link.address[1:] for link in document.links if link.address.startswith("#")}

    assert len(targets) > 80
    assert {each: count for each, count in ids.items() if count > 1} == {}
    assert targets - set(ids) == set()


def test_the_book_names_nothing_that_a_browser_would_fetch(real_site: Built) -> None:
    document = read(real_site)
    kinds = Counter((link.element, link.attribute) for link in document.links)
    schemes = {re.split(r"(?<=:)|(?<=#)", link.address)[0] for link in document.links}

    assert set(kinds) == {("a", "href")}
    assert schemes == {"#", "http:", "https:", "tel:"}
    assert "url(" not in book(real_site)


def test_links_to_other_sites_are_sources_and_contacts(real_site: Built) -> None:
    site = real_site.site
    known = {each.link for each in site.shared.facts.sources.values()}
    known |= {each.website for each in site.settings.contacts.values()}
    outside = {each.address for each in read(real_site).links if each.address.startswith("https:")}
    own = {each for each in outside if each.startswith(site.settings.base_url)}

    assert len(outside) > 25
    assert outside - own - known == set()


def test_the_book_says_what_every_page_says(real_site: Built) -> None:
    text, words = book(real_site), real_site.site.shared.strings["en"]
    wanted = ("unofficial", "emergency", "pocket_how")

    assert [each for each in wanted if words[each] not in text] == []
    assert "Last checked: <time datetime=" in text


def test_the_book_fits_in_two_megabytes(real_site: Built) -> None:
    assert 100_000 < len(book(real_site).encode()) <= 2_000_000


def test_as_many_pages_are_taken_as_there_is_room_for(site: Build) -> None:
    built = site(page()).built
    assert built is not None
    first, second, third = built.site.pages

    sizes = [(first, 4), (second, 5), (third, 3)]
    assert fitting(sizes, 9) == [first, second]
    assert fitting(sizes, 8) == [first]


def test_a_first_page_of_any_kind_has_its_place(site: Build) -> None:
    built = site(page(path="en/index.md", title="First"))

    assert "pocket.html" in built.paths
