"""One file, one address."""

from tests.conftest import Build, page


def test_two_sources_of_one_page_are_a_problem_at_the_second(site: Build) -> None:
    built = site(page() + page(path="en/storm/index.md", title="Storms"))

    assert built.said == [
        "content/en/storm/index.md: `/storm/` already comes from `content/en/storm.md` [same-address]",
        "content/en/storm/index.md: `/storm/index.txt` already comes from `content/en/storm.md` [same-address]",
    ]


def test_two_files_whose_names_differ_only_in_capitals_are_a_problem(site: Build) -> None:
    built = site("""
        -- content/images/Map.png --
        x
        -- content/images/map.png --
        y
    """)

    assert built.said == [
        "content/images/map.png: `/images/map.png` already comes from `content/images/Map.png` [same-address]"
    ]


def test_an_old_address_that_another_page_has_now_is_a_problem(site: Build) -> None:
    built = site(page(more="moved_from: [/about-this-site/]\n"))

    assert built.said == [
        "content/en/storm.md: `/about-this-site/` already comes from `content/en/about-this-site.md` [same-address]"
    ]


def test_an_old_address_that_two_pages_claim_is_a_problem(site: Build) -> None:
    claim = "moved_from: [/wind/]\n"
    built = site(page(more=claim) + page(path="en/rain.md", title="Rain", more=claim))

    assert built.said == ["content/en/storm.md: `/wind/` already comes from `content/en/rain.md` [same-address]"]


def test_files_with_addresses_of_their_own_are_fine(site: Build) -> None:
    built = site(page(more="moved_from: [/wind/, /storms/]\n") + "-- content/images/storm.png --\nx\n")

    assert built.said == []


def test_a_page_that_moved_from_its_own_address_is_told_so(site: Build) -> None:
    [problem] = site(page("Go in.", more="moved_from: [/storm/]\n")).problems

    assert str(problem) == (
        "content/en/storm.md: `/storm/` is the address of this page, and stands in its `moved_from` [same-address]\n"
        "    Take it out of `moved_from`"
    )
