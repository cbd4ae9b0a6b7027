"""The search index is small, in pieces, and named by its content."""

import json

from site_builder.outputs.search_index import Found, index_files, shared_letters, written
from tests.conftest import Build, page

STORM = page(
    """
    ::: do-now
    1. Get in.
    2. Text `quit`.
    :::

    ## Before the wind
    """,
    more="also: [gale, big wind]\n",
)


def test_each_word_names_its_pages_with_the_best_place_it_has_there(site: Build) -> None:
    built = site(STORM)
    paths = [path for path in built.paths if "search" in path and not path.endswith(".js")]
    folder = json.loads(built.text("search/en.json"))["folder"]

    assert paths == ["search/en.json", f"{folder}/words-0.txt", f"{folder}/pages-0.json"]
    assert json.loads(built.text("search/en.json")) == {"folder": folder, "count": 3, "size": 32, "starts": ["a"]}
    assert json.loads(built.text(f"{folder}/pages-0.json")) == [
        ["", ["Home"], []],
        ["about-this-site/", ["About this site"], []],
        ["storm/", ["Storm"], ["gale", "big wind"]],
    ]
    assert "\n0gale c2\n" in built.text(f"{folder}/words-0.txt")
    assert "\n1torm d2\n" in built.text(f"{folder}/words-0.txt")
    assert "\n1ind c2\n" in built.text(f"{folder}/words-0.txt")
    assert "\n0quit a2\n" in built.text(f"{folder}/words-0.txt")


def test_a_lost_page_and_a_draft_are_not_found(site: Build) -> None:
    built = site(page(path="en/404.md") + page(title="Rain", path="en/rain.md", more="draft: true\n"))

    assert json.loads(built.text("search/en.json"))["count"] == 2


def test_each_language_has_an_index_of_its_own(site: Build) -> None:
    built = site(
        page(title="Inicio", path="es/index.md", kind="home") + page(title="Tormenta", path="es/storm.md"),
        languages="{en: English, es: Español}",
    )

    assert json.loads(built.text("search/es.json"))["count"] == 2
    assert json.loads(built.text("search/en.json"))["count"] == 2


def test_a_word_on_very_many_pages_keeps_only_its_better_places() -> None:
    postings = [(number, "b" if number == 5 else "a") for number in range(10)]

    assert written(postings, 20) == "*10b5"
    assert written(postings[:8], 20) == "aaaaabaa"


def test_no_word_has_more_than_three_hundred_pages() -> None:
    postings = [(number, "d" if number % 2 else "b") for number in range(800)]

    assert written(postings, 800) == "*800" + "d1" * 300


def test_words_are_cut_into_files_that_begin_where_the_directory_says() -> None:
    pages = [Found(f"{number}/", (f"word{number:05}",), (), (), ()) for number in range(3000)]
    directory, *files = index_files("en", pages)
    starts = json.loads(directory.body)["starts"]
    words = [file.body.decode() for file in files if "/words-" in file.path]

    assert len(words) > 2
    assert [text.split(" ")[0] for text in words] == [f"0{start}" for start in starts]
    assert starts == sorted(starts)


def test_shared_letters_are_one_digit() -> None:
    assert (shared_letters("gale", "gate"), shared_letters("a" * 12, "a" * 12), shared_letters("", "a")) == (2, 9, 0)
