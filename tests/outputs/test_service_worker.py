"""The copy on a reader's device is of one version, and holds what matters most first."""

import hashlib
import json
import re

import pytest

from tests.conftest import Build, Tried, page

LOST = page(path="en/404.md", title="Not found")


def lists(built: Tried) -> tuple[dict[str, str], dict[str, str]]:
    """Return what is kept always, and what else, each address with its digest."""
    text = built.text("service-worker.js")
    first, rest = (re.findall(rf"const {name} = (.*);", text)[0] for name in ("ESSENTIAL", "REST"))
    return dict(json.loads(first)), dict(json.loads(rest))


@pytest.mark.parametrize("base", ["", "/folder"])
def test_home_hazards_contacts_and_scripts_come_first_and_all_else_after(site: Build, base: str) -> None:
    built = site(LOST + page(), base_url=f"https://example.org{base}")
    first, rest = lists(built)
    scripts = {f"{base}/{path}" for path in built.paths if path.startswith("assets/") and path.endswith(".js")}

    assert set(first) == {f"{base}/", f"{base}/404.html", *scripts}
    assert {f"{base}/about-this-site/", f"{base}/storm/", f"{base}/storm/index.txt", f"{base}/search/en.json"} <= set(
        rest
    )
    assert not set(first) & set(rest)


def test_the_pocket_edition_is_kept_after_all_else(site: Build) -> None:
    """It holds again what the pages hold; where there is little room they are worth more."""
    assert list(lists(site(page()))[1])[-1] == "/pocket.html"


def test_each_file_is_kept_by_the_digest_of_its_content(site: Build) -> None:
    built = site(page())

    assert lists(built)[1]["/storm/"] == hashlib.sha256(built.output("storm/index.html").body).hexdigest()[:12]


def test_another_word_makes_another_version_and_the_same_words_the_same(site: Build) -> None:
    workers = [site(page(words)).text("service-worker.js") for words in ("Words.", "Other words.", "Words.")]

    assert workers[0] == workers[2] != workers[1]
    assert "$" not in re.sub(r"\$\{[^}]*\}", "", workers[0])


def test_the_kill_switch_takes_the_place_of_the_worker(site: Build) -> None:
    text = site(offline="false").text("service-worker.js")

    assert "unregister()" in text
    assert "ESSENTIAL" not in text
