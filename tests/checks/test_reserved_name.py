"""Every file can be kept on every computer."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize("name", ["con", "aux", "nul", "prn", "com1", "lpt9"])
def test_a_page_with_the_name_of_a_device_of_windows_is_a_problem(site: Build, name: str) -> None:
    built = site(page(path=f"en/{name}.md"))

    told = "cannot be kept on Windows"
    assert built.said == [
        f"content/en/{name}.md: `{name}/index.html` {told}: `{name}` is no name there [reserved-name]",
        f"content/en/{name}.md: `{name}/index.txt` {told}: `{name}` is no name there [reserved-name]",
    ]


def test_an_old_address_with_such_a_name_is_a_problem_on_its_line(site: Build) -> None:
    built = site(page(more="moved_from: [/wind/, /aux/]\n"))

    assert built.said == [
        "content/en/storm.md:6: `aux/index.html` cannot be kept on Windows: `aux` is no name there [reserved-name]"
    ]


@pytest.mark.parametrize("name", ["aux.png", "maps./north.png"])
def test_a_picture_with_such_a_name_is_a_problem(site: Build, name: str) -> None:
    codes = [problem.code for problem in site(f"-- content/images/{name} --\nx\n").problems]

    assert "reserved-name" in codes


def test_names_that_only_begin_so_are_fine(site: Build) -> None:
    built = site(page(path="en/contact.md") + page(path="en/auxiliary/com10.md", title="Ten", more="order: 1\n"))

    assert [said for said in built.said if "reserved-name" in said] == []
