"""HTTP headers for hosts that read a `_headers` file."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest

from tests.conftest import Build, page


@pytest.mark.parametrize("base_url", ["https://example.org", "https://example.org/folder"])
def test_the_policy_allows_the_style_of_every_page_by_its_hash_and_no_other(site: Build, base_url: str) -> None:
    built = site(page("## Before\n\n::: note\nTake care.\n:::"), base_url=base_url)

    assert built.built is not None
    pages = [output.body.decode() for output in built.built.outputs if output.page]
    styles = {style for html in pages for style in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)}
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    assert len(pages) == 3
    assert [f"style-src 'sha256-{digest}'" for digest in digests] == re.findall(
        r"style-src [^;]+", built.text("_headers")
    )


def test_the_policy_allows_nothing_by_default_and_nothing_inline(site: Build) -> None:
    policy = re.findall(r"Content-Security-Policy: (.*)", site().text("_headers"))

    rules = dict(rule.split(" ", 1) for rule in policy[0].split("; "))
    assert len(policy) == 1
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert [rule for rule in rules.values() if "unsafe" in rule or "*" in rule] == []


@pytest.mark.parametrize(("base_url", "base"), [("https://example.org", ""), ("https://example.org/folder", "/folder")])
def test_only_files_named_by_their_content_are_kept_for_ever(site: Build, base_url: str, base: str) -> None:
    lines = site(base_url=base_url).text("_headers").splitlines()

    assert [line for line in lines if not line.startswith(" ")] == [f"{base}/*", f"{base}/assets/*"]
    assert lines[lines.index(f"{base}/assets/*") :] == [
        f"{base}/assets/*",
        "  ! Cache-Control",
        "  Cache-Control: public, max-age=31536000, immutable",
    ]
