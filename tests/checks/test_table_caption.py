"""Every table says what it shows."""

from tests.conftest import Build, page

TABLE = "| What | Why |\n| --- | --- |\n| Water | To drink |"


def test_each_table_without_a_caption_is_a_problem_at_its_line(site: Build) -> None:
    built = site(
        page(f"Table: One\n\n{TABLE}\n\nWords.\n\n{TABLE}\n\nWords.\n\n{TABLE.replace('| --- | --- |', '---|---')}")
    )

    assert built.said == [f"content/en/storm.md:{line}: the table has no caption [table-caption]" for line in (16, 22)]


def test_a_table_in_html_without_a_caption_is_a_problem(site: Build) -> None:
    built = site(page("Words.\n\n<table><tr><td>Water</td></tr></table>"))

    assert built.said == ["content/en/storm.md:9: the table has no caption [table-caption]"]


def test_a_table_with_its_caption_is_fine(site: Build) -> None:
    built = site(page(f"Table: What to pack\n\n{TABLE}\n\n<table><caption>Water</caption><tr><td>1</td></tr></table>"))

    assert built.said == []
