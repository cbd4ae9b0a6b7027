"""Old addresses lead to the new one, on any host."""

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize(("base_url", "base"), [("https://example.org", ""), ("https://example.org/folder", "/folder")])
def test_each_old_address_is_a_line_for_hosts_that_read_one(site: Build, base_url: str, base: str) -> None:
    built = site(
        page(more="moved_from: [/wind/, /old/storms/]\n")
        + page(path="en/rain.md", title="Rain", more="moved_from: [/drops/]\n"),
        base_url=base_url,
    )

    assert built.said == []
    assert built.text("_redirects").splitlines() == [
        f"{base}/drops/ {base}/rain/ 301",
        f"{base}/old/storms/ {base}/storm/ 301",
        f"{base}/wind/ {base}/storm/ 301",
    ]


@pytest.mark.parametrize(("base_url", "base"), [("https://example.org", ""), ("https://example.org/folder", "/folder")])
def test_a_page_at_the_old_address_leads_on_by_itself(site: Build, base_url: str, base: str) -> None:
    """Hosts that know no redirects serve it."""
    built = site(page(more="moved_from: [/old/storms/]\n"), base_url=base_url)

    assert built.built is not None
    document = built.built.documents["old/storms/index.html"]
    metas = [dict(each.attributes) for each in document.elements if each.name == "meta"]
    assert {"http-equiv": "refresh", "content": f"0; url={base_url}/storm/"} in metas
    assert [(link.element, link.address) for link in document.links] == [
        ("link", f"{base_url}/storm/"),
        ("a", f"{base}/storm/"),
    ]


@pytest.mark.parametrize("more", ["moved_from: []\n", "moved_from: [/wind/]\ndraft: true\n"])
def test_without_old_addresses_there_is_no_such_file(site: Build, more: str) -> None:
    built = site(page(more=more))

    assert [path for path in built.paths if path in ("_redirects", "wind/index.html")] == []
