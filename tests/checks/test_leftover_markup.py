"""No markup is shown to readers as text."""

import pytest

from tests.conftest import WATER, Build, page

CASES = {
    "::: in a line": ("Read ::: note", "Read ::: note"),
    "a name that no fact can have": ("Keep {{ Water Now }}", "Keep {{ Water Now }}"),
    "a contact with a capital": ("Call {{ contact.Office.phone }}", "Call {{ contact.Office.phon"),
    "template code": ("Keep {% if wet %}", "Keep {% if wet %}"),
    "an id that is not at the end": ("Keep {#dry} it", "Keep {#dry} it"),
    "a link by a name that is not defined": ("Read [the kit][kit]", "Read [the kit][kit]"),
    "a link that is not closed": ("Read [the kit](/storm/", "Read [the kit](/storm/"),
    "a link with a space in it": ("Read [the kit] (/storm/)", "Read [the kit] (/storm/)"),
    "a link the wrong way round": ("Read (the kit)[/storm/]", "Read (the kit)[/storm/]"),
    "one brace in place of two": ("Keep { water-per-day } dry", "Keep { water-per-day } dry"),
    "one brace without spaces": ("Keep {water} dry", "Keep {water} dry"),
    "a box to tick": ("- [ ] Water", "[ ] Water"),
    "a ticked box": ("- [x] Water", "[x] Water"),
    "struck out words": ("Keep ~~dry~~ wet", "Keep ~~dry~~ wet"),
    "bold with a space": ("Keep ** dry ** now", "Keep ** dry ** now"),
    "bold that is not closed": ("Keep __dry", "Keep __dry"),
    "a heading inside a paragraph": ("> ## Water\n> - a\n>\n> &#35; Food", "# Food"),
    "a caption without a table": ("Table: What to keep", "Table: What to keep"),
    "a link with its parts turned round": ("Read (the guide)[about us] now.", "(the guide)[about us] now."),
    "a link with a space and no slash": ("Read [it] (about-this-site).", "Read [it] (about-this-site)."),
    "a link whose bracket is not closed": ("Read [it(/about-this-site/).", "Read [it(/about-this-site/)."),
    "a link in braces": ("Read {it}(/about-this-site/).", "Read {it}(/about-this-site/)."),
    "a marker pen": ("Keep ==dry==.", "Keep ==dry==."),
    "raised letters": ("Keep 5 km^2^.", "Keep 5 km^2^."),
    "a sign by its name": ("Keep dry :warning:", "Keep dry :warning:"),
    "a backslash at the end of a line": ("Keep dry.\\\nStay in.", "Keep dry.\\ Stay in."),
}


@pytest.mark.parametrize(("markup", "shown"), CASES.values(), ids=CASES)
def test_markup_that_readers_would_see_is_a_problem_at_its_line(site: Build, markup: str, shown: str) -> None:
    built = site(page(f"First of all.\n\n{markup}\n\nLast of all."))

    line = 12 if "Food" in shown else 9
    assert built.said == [f"content/en/storm.md:{line}: readers would see `{shown}` [leftover-markup]"]


@pytest.mark.parametrize("markup", [markup for markup, _ in CASES.values()], ids=CASES)
def test_the_same_signs_in_a_block_of_code_are_fine(site: Build, markup: str) -> None:
    built = site(page(f"Write:\n\n```\n{markup}\n```"))

    assert built.said == []


@pytest.mark.parametrize(
    "code", ["::: note", "{{ Water }}", "{% if %}", "{#dry}", "[a][b]", "](", "[ ] a", "~~", "**", "__", "# a"]
)
def test_the_same_signs_in_code_within_a_line_are_fine(site: Build, code: str) -> None:
    assert site(page(f"Write `{code}` there.")).said == []


@pytest.mark.parametrize(
    "words",
    ["A - B", "Monday to Friday - or later", "He said [sic] (twice)", "5 # 6", "The table: long", "a_b_c", "x * y * z"],
)
def test_plain_words_with_such_signs_are_fine(site: Build, words: str) -> None:
    assert site(page(words)).said == []


def test_markup_in_a_title_or_a_description_is_a_problem(site: Build) -> None:
    built = site("""
        -- content/en/storm.md --
        ---
        title: A **bad** storm
        description: What to know about {{ water }}, in as few words as fit.
        checked: 2026-11-01
        ---
        Words.
    """)

    assert built.said == [
        "content/en/storm.md:2: readers would see `A **bad** storm` [leftover-markup]",
        "content/en/storm.md:3: readers would see `know about {{ water }}, in as few` [leftover-markup]",
    ]


@pytest.mark.parametrize(
    ("insert", "shown"),
    [("{{ water }}", "{{ water }}"), ("{{ contact.office.phone }}", "{{ contact.office.phon")],
)
def test_a_name_that_raw_html_keeps_from_its_value_is_a_problem(site: Build, insert: str, shown: str) -> None:
    """Also when the same name has its value elsewhere on the page."""
    built = site(WATER + page(f"Keep {insert} and {{{{ water }}}}.\n\n<p>Store {insert}</p>"))

    assert built.said == [f"content/en/storm.md:9: readers would see `Store {shown}` [leftover-markup]"]


def test_an_unknown_fact_or_contact_is_the_problem_of_another_check(site: Build) -> None:
    built = site(page("Keep {{ watr }}, call {{ contact.ofice.phone }}."))

    assert built.said == [
        "content/en/storm.md:7: `ofice` is not among the contacts [unknown-contact]",
        "content/en/storm.md:7: `watr` is not a fact [unknown-fact]",
    ]


def test_markup_in_a_template_is_a_problem_at_the_template(site: Build) -> None:
    built = site("""
        -- templates/kinds/page.html --
        {% extends "base.html" %}
        {% block answer %}
        <p>Keep ~~dry~~ wet</p>
        {% endblock %}
    """)

    assert built.said == ["templates/kinds/page.html:3: readers would see `Keep ~~dry~~ wet` [leftover-markup]"]


TORN = {
    "a fact behind tangled marks": "Keep *a**a*{{ water }} there.",
    "a fact in a heading": "## *a**a*{{ water }}",
    "code behind tangled marks": "- Keep *a**b*`c` there.",
    "a link behind tangled marks": "Read *a**b*[the story](/about-this-site/).",
    "marks over two lines": "Keep *a\nand **a*{{ water }} there.",
    "a footnote": "Keep[^1] it.\n\n[^1]: See *a**a*{{ water }}.",
    "an element in the words of a picture": "![[a <b>b</b>](/storm/)](/images/map.png)",
}


@pytest.mark.parametrize("markup", TORN.values(), ids=TORN)
def test_text_of_which_markdown_would_lose_a_part_is_a_problem_at_its_line(site: Build, markup: str) -> None:
    built = site(page(f"First of all.\n\n```\n*a**a*{{{{ x }}}}\n```\n\n{markup}\n\nLast of *all*."))

    line = 13 + markup.count("\n")
    message = "Markdown cannot tell which marks belong together here, and would leave a part of the text out"
    assert built.said == [f"content/en/storm.md:{line}: {message} [leftover-markup]"]


def test_marks_closed_one_after_the_other_are_fine(site: Build) -> None:
    built = site(WATER + page("Keep *a* **a** {{ water }}, *a*{{ water }} and klzzwxh:0000 there."))

    assert built.said == []
    assert "Keep a a 1 gallon, a1 gallon and klzzwxh:0000 there." in built.text("storm/index.txt")


def test_marks_in_the_words_of_a_picture_are_a_problem(site: Build) -> None:
    built = site("-- content/images/a.png --\n" + page("Words.\n\n![Keep {{ Water }}](/images/a.png)"))

    assert built.said == ["content/en/storm.md:9: readers would see `Keep {{ Water }}` [leftover-markup]"]
