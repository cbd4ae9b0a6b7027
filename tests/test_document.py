"""HTML is read into facts about it."""

import pytest

from site_builder.document import (
    INSERTED,
    Document,
    Element,
    Heading,
    Image,
    Link,
    Passage,
)
from site_builder.html_reader import read_document


def passages(html: str) -> list[tuple[str, str, str]]:
    """Return the element, marker and text of each passage."""
    return [(each.element, each.marker, each.text) for each in read_document(html).passages]


def test_a_whole_page_is_read_in_one_pass() -> None:
    html = (
        "<!doctype html><html><head><title>Storm\n &amp; rain</title>"
        '<meta name="description" content="What to do"><style>p { color: red }</style></head>'
        '<body><!-- a note --><h1 id="top">Storm <b>now</b></h1>'
        '<div data-block="note"><p>Go <a href="/in/">in &lt; side</a>.</p></div>'
        '<img src="/a.png" alt="A map"></body></html>'
    )

    assert read_document(html) == Document(
        title="Storm & rain",
        description="What to do",
        links=(Link("a", "href", "/in/", "in < side", ("note",)), Link("img", "src", "/a.png")),
        ids=("top",),
        headings=(Heading(1, "top", "Storm now"),),
        images=(Image("/a.png", "A map"),),
        comments=("a note",),
        passages=(
            Passage("h1", (), "Storm now", "Storm now"),
            Passage("p", ("note",), "Go in < side.", "Go in < side."),
        ),
        elements=(
            Element("html", ()),
            Element("head", ()),
            Element("title", ()),
            Element("meta", (("content", "What to do"), ("name", "description"))),
            Element("style", ()),
            Element("body", ()),
            Element("h1", (("id", "top"),)),
            Element("b", ()),
            Element("div", (("data-block", "note"),)),
            Element("p", ()),
            Element("a", (("href", "/in/"),)),
            Element("img", (("alt", "A map"), ("src", "/a.png"))),
        ),
        facts=(),
        contacts=(),
    )


def test_a_fragment_names_its_facts_and_contacts_once_each() -> None:
    document = read_document(
        '<p>Keep <x-fact name="water"></x-fact>, <x-fact name="food"></x-fact>, <x-fact name="water"></x-fact>.</p>'
        '<p>Call <x-contact name="office" part="phone"></x-contact>.</p>'
        '<x-block id="" name="contact" title="county"></x-block>'
    )

    assert document.facts == ("water", "food")
    assert document.contacts == ("office", "county")
    assert [each.text for each in document.passages] == [
        f"Keep {INSERTED}, {INSERTED}, {INSERTED}.",
        f"Call {INSERTED}.",
    ]


def test_a_fragment_names_the_facts_and_contacts_in_the_words_of_pictures_and_links() -> None:
    document = read_document(
        '<a href="/" title="{{ food }}">A</a><img src="/a.png" alt="{{water}}, {{ contact.office.phone }}, {{ No }}">'
    )

    assert (document.facts, document.contacts) == (("food", "water"), ("office",))
    assert [each for each in document.elements if each.name.startswith("x-")] == [
        Element("x-fact", (("name", "food"),)),
        Element("x-fact", (("name", "water"),)),
        Element("x-contact", (("name", "office"), ("part", "phone"))),
    ]


@pytest.mark.parametrize(
    ("html", "addresses"),
    [
        ('<a href="/a/">A</a>', ["/a/"]),
        ("<A HREF=/a/>A</A>", ["/a/"]),
        ('<a href="/a/?b=1&amp;c=2#d">A</a>', ["/a/?b=1&c=2#d"]),
        ('<img src="/a.png" srcset="/b.png 1x, /c.png 2x">', ["/a.png", "/b.png", "/c.png"]),
        ('<picture><source srcset="/a.avif"><img src="/a.png"></picture>', ["/a.avif", "/a.png"]),
        ('<video src="/a.mp4" poster="/a.jpg"></video>', ["/a.mp4", "/a.jpg"]),
        ('<link rel="icon" href="/a.svg"><script src="/a.js"></script>', ["/a.svg", "/a.js"]),
        ('<form action="/send/"></form>', ["/send/"]),
        ('<iframe src="/a/"></iframe><audio src="/a.mp3"></audio>', ["/a/", "/a.mp3"]),
        ("<a>No address</a>", []),
    ],
)
def test_every_kind_of_address_is_found(html: str, addresses: list[str]) -> None:
    assert [link.address for link in read_document(html).links] == addresses


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ('<a href="/"><b>Go</b>\n in </a>', "Go in"),
        ('<a href="/"></a>', ""),
        ('<a href="/" aria-label="Go in"></a>', "Go in"),
        ('<a href="/"><img src="/a.png" alt="A map"></a>', "A map"),
        ('<a href="/"><svg><title>Hidden</title></svg>Go in</a>', "Go in"),
        ('<p>Before <a href="/"><code>go</code> in</a> after</p>', "go in"),
        ('<a href="/">Go<br>in</a>', "Go in"),
    ],
)
def test_a_link_has_the_words_that_a_reader_gets(html: str, words: str) -> None:
    assert [link.text for link in read_document(html).links if link.element == "a"] == [words]


def test_a_new_line_in_a_heading_parts_its_words() -> None:
    assert read_document("<h2>Before<br>it</h2>").headings == (Heading(2, "", "Before it"),)


@pytest.mark.parametrize(("attribute", "alt"), [("", None), (' alt=""', ""), (' alt="A map"', "A map")])
def test_an_image_without_words_differs_from_one_with_empty_words(attribute: str, alt: str | None) -> None:
    assert read_document(f'<img src="/a.png"{attribute}>').images == (Image("/a.png", alt),)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<ol><li>In</li><li>Down</li></ol>", [("li", "1.", "In"), ("li", "2.", "Down")]),
        ('<ol start="3"><li>Out</li><li>Up</li></ol>', [("li", "3.", "Out"), ("li", "4.", "Up")]),
        ('<ol><li value="3">Out</li><li>Up</li></ol>', [("li", "3.", "Out"), ("li", "4.", "Up")]),
        (f'<ol start="{"9" * 5000}"><li>In</li></ol>', [("li", "1.", "In")]),
        ("<ul><li>Water</li></ul>", [("li", "-", "Water")]),
        (
            "<ol><li>In<ul><li>Fast</li></ul></li><li>Down</li></ol>",
            [("li", "1.", "In"), ("li", "-", "Fast"), ("li", "2.", "Down")],
        ),
        ("<ol><li><p>In</p><p>Stay</p></li></ol>", [("p", "1.", "In"), ("p", "", "Stay")]),
        (
            "<table><caption>Kit</caption><tr><th>What</th><th>Why</th></tr></table>",
            [("caption", "", "Kit"), ("th", "|", "What"), ("th", "", "Why")],
        ),
        ("<dl><dt>Kit</dt><dd>A bag</dd></dl>", [("dt", "", "Kit"), ("dd", "", "A bag")]),
        ("<p>One<p>Two", [("p", "", "One"), ("p", "", "Two")]),
        ("<p>One<br>two</p>", [("p", "", "One two")]),
        ("<p>Word<sup>1</sup></p>", [("p", "", "Word 1")]),
        ("Loose <b>words</b>", [("", "", "Loose words")]),
        ("<p>Type <code>git</code> now</p>", [("p", "", "Type git now")]),
        ("<ol><li><code>In</code></li><li>Down</li></ol>", [("li", "1.", "In"), ("li", "2.", "Down")]),
        ("<pre><code>go\n  in  now\n</code></pre>", [("pre", "", "go\n  in  now")]),
        (
            "<p>A</p><script>b()</script><style>c</style><template>d</template><svg><text>e</text></svg>",
            [("p", "", "A")],
        ),
        ("<p> \n </p>", []),
    ],
)
def test_the_words_of_each_block_are_a_passage(html: str, found: list[tuple[str, str, str]]) -> None:
    assert passages(html) == found


@pytest.mark.parametrize(
    ("html", "prose"),
    [
        ("<p>Type <code>git <b>it</b></code> now</p>", "Type now"),
        ("<p><code>go</code></p>", ""),
        ("<p>Press <kbd>Esc</kbd></p>", "Press Esc"),
        ("<pre>go\nin</pre>", ""),
    ],
)
def test_what_stands_in_code_is_no_prose(html: str, prose: str) -> None:
    assert [each.prose for each in read_document(html).passages] == [prose]


def test_a_passage_knows_the_components_round_it() -> None:
    document = read_document(
        '<div data-block="body"><x-block name="note" title=""><p>A</p><x-block name="steps" title="">'
        "<p>B</p></x-block></x-block><p>C</p></div><p>D</p>"
    )

    assert [each.inside for each in document.passages] == [("body", "note"), ("body", "note", "steps"), ("body",), ()]


def test_an_end_tag_that_closes_nothing_changes_nothing() -> None:
    assert passages("<p>One</b> two</p></div><p>Three</p>") == [("p", "", "One two"), ("p", "", "Three")]


def test_an_element_left_open_ends_with_the_one_round_it() -> None:
    document = read_document('<div data-block="note"><p><a href="/a/">A</div><p>B</p>')

    assert [link.text for link in document.links] == ["A"]
    assert [each.inside for each in document.passages] == [("note",), ()]
