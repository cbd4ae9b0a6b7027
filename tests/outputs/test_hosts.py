"""One table of headers and redirects, in the words of each host. tests/browser/test_hosts.py serves them."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest

from site_builder.outputs.headers import LONG, SHORT, TYPES, Rules
from site_builder.outputs.hosts import CLOUDFLARE_RULES, FOR_HOSTS, cloudfront, headers_file, within
from tests.conftest import Build, Tried, page

OLD = page(more="moved_from: [/wind/, /old/storms/]\n")
POLICY = "Content-Security-Policy"
BASES = pytest.mark.parametrize(
    ("base_url", "base"), [("https://example.org", ""), ("https://example.org/folder", "/folder")]
)


def policies(built: Tried) -> list[str]:
    """Return the policy that each file for a host sets."""
    azure = json.loads(built.text("staticwebapp.config.json"))["globalHeaders"][POLICY]
    cloudfront = re.findall(rf'"{POLICY.lower()}": {{\s+"value": "(.*?)"', built.text("_hosts/cloudfront-function.js"))
    netlify = re.findall(rf"{POLICY}: (.*)", built.text("_headers"))
    apache = re.findall(rf'{POLICY} "(.*)"', built.text(".htaccess"))
    nginx = re.findall(rf'{POLICY} "(.*)" always', built.text("_hosts/nginx.conf"))
    return [azure, *cloudfront, *netlify, *apache, *nginx]


def test_every_host_is_told_the_same_policy(site: Build) -> None:
    told = policies(site())

    assert len(told) == 5
    assert len(set(told)) == 1


@pytest.mark.parametrize("base_url", ["https://example.org", "https://example.org/folder"])
def test_the_policy_allows_the_style_of_every_page_by_its_hash_and_no_other(site: Build, base_url: str) -> None:
    built = site(page("## Before\n\n::: note\nTake care.\n:::"), base_url=base_url)

    assert built.built is not None
    pages = [output.body.decode() for output in built.built.outputs if output.page or output.path == "pocket.html"]
    styles = {style for html in pages for style in re.findall(r"<style>(.*?)</style>", html, re.DOTALL)}
    digests = {b64encode(sha256(style.encode()).digest()).decode() for style in styles}
    allowed = re.findall(r"style-src ([^;]+)", built.text("_headers"))[0]
    assert len(pages) == 4
    assert len(digests) == 2
    assert {f"'sha256-{digest}'" for digest in digests} == set(allowed.split())


def test_the_policy_allows_nothing_by_default_and_nothing_inline(site: Build) -> None:
    policy = policies(site())[0]

    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert [rule for rule in rules.values() if "unsafe" in rule or "*" in rule] == []


def test_each_page_carries_the_policy_itself_but_for_what_only_a_header_can_say(site: Build) -> None:
    built = site(OLD + page(path="en/rain.md", title="Rain", more="expires: 2026-11-02\n"))

    assert built.built is not None
    carried = {
        path: [dict(each.attributes).get("content") for each in document.elements if each.name == "meta"][1]
        for path, document in built.built.documents.items()
    }
    assert {"storm/index.html", "wind/index.html", "rain/index.html"} <= set(carried)
    header = policies(built)[0].removesuffix("; frame-ancestors 'none'")
    of_the_pocket_edition = re.findall(r" 'sha256-[^']+'(?=;)", header)[0]
    assert set(carried.values()) == {header.replace(of_the_pocket_edition, "")}


@BASES
def test_no_two_rules_of_headers_give_one_header_to_one_file(site: Build, base_url: str, base: str) -> None:
    """Netlify would join the two values with a comma."""
    lines = site(OLD, base_url=base_url).text("_headers").splitlines()

    kept = [(each, cache.strip()) for each, cache in pairwise(lines) if "Cache-Control" in cache]
    assert lines[0] == f"{base}/*"
    assert [each for each in lines[1 : lines.index(f"{base}/")] if "Cache-Control" in each] == []
    assert kept == [
        (f"{base}/", f"Cache-Control: {SHORT}"),
        (f"{base}/assets/*", f"Cache-Control: {LONG}"),
        (f"{base}/about-this-site/*", f"Cache-Control: {SHORT}"),
        (f"{base}/old/*", f"Cache-Control: {SHORT}"),
        (f"{base}/storm/*", f"Cache-Control: {SHORT}"),
        (f"{base}/wind/*", f"Cache-Control: {SHORT}"),
    ]


def test_cloudflare_is_given_no_more_rules_than_it_reads() -> None:
    tops = tuple(f"page-{number}" for number in range(500))

    lines = headers_file(Rules("", {"X-Content-Type-Options": "nosniff"}, (), tops)).splitlines()

    assert len([line for line in lines if line.startswith("/")]) == CLOUDFLARE_RULES
    assert f"  Cache-Control: {LONG}" in lines


def test_redirects_that_would_not_fit_a_host_are_left_to_the_pages_at_the_old_addresses() -> None:
    moved = tuple((f"/old-{number}/", "/new/") for number in range(1000))
    few, many = Rules("", {}, moved[:3], ()), Rules("", {}, moved, ())

    assert within(cloudfront, few, 10_000) == cloudfront(few)
    assert within(cloudfront, many, 10_000) == cloudfront(Rules("", {}, (), ()))


@BASES
def test_azure_keeps_files_named_by_their_content_and_knows_redirects_and_types(
    site: Build, base_url: str, base: str
) -> None:
    told = json.loads(site(OLD, base_url=base_url).text("staticwebapp.config.json"))

    assert told["globalHeaders"]["Cache-Control"] == SHORT
    assert told["routes"] == [
        {"route": f"{base}/assets/*", "headers": {"Cache-Control": LONG}},
        {"route": f"{base}/api/*", "headers": {"Cache-Control": "no-store"}},
        {"route": f"{base}/_hosts/*", "statusCode": 404},
        {"route": f"{base}/.htaccess", "statusCode": 404},
        {"route": f"{base}/old/storms/", "redirect": f"{base}/storm/", "statusCode": 301},
        {"route": f"{base}/wind/", "redirect": f"{base}/storm/", "statusCode": 301},
    ]
    assert told["responseOverrides"] == {"404": {"rewrite": f"{base}/404.html"}}
    assert told["mimeTypes"] == {f".{ending}": kind for ending, kind in TYPES.items()}


HTML = {"content-type": {"value": TYPES["html"]}}


def run_function(text: str, uri: str, event: str, status: int = 200) -> dict[str, object]:
    """Return what the function answers to one event of CloudFront."""
    asked = {"context": {"eventType": event}, "request": {"uri": uri, "headers": {}}}
    asked |= {"response": {"statusCode": status, "headers": {}}} if event == "viewer-response" else {}
    program = f"{text}\nconsole.log(JSON.stringify(handler({json.dumps(asked)})));"
    node = shutil.which("node") or "node"
    return dict(
        json.loads(subprocess.run([node, "-"], input=program, capture_output=True, text=True, check=True).stdout)
    )


def test_the_function_of_cloudfront_leads_and_finds_the_page_of_a_folder(site: Build) -> None:
    text = site(OLD).text("_hosts/cloudfront-function.js")

    def lead(there: str) -> dict[str, object]:
        return {"statusCode": 301, "statusDescription": "Moved Permanently", "headers": {"location": {"value": there}}}

    asked = {
        uri: run_function(text, uri, "viewer-request") for uri in ("/", "/storm/", "/storm", "/wind/", "/feed.xml")
    }
    assert asked == {
        "/": {"uri": "/index.html", "headers": {}},
        "/storm/": {"uri": "/storm/index.html", "headers": {}},
        "/storm": lead("/storm/"),
        "/wind/": lead("/storm/"),
        "/feed.xml": {"uri": "/feed.xml", "headers": {}},
    }


@pytest.mark.parametrize(
    ("uri", "status", "cache"),
    [
        ("/storm/index.html", 200, {**HTML, "cache-control": {"value": SHORT}}),
        ("/storm/", 200, {**HTML, "cache-control": {"value": SHORT}}),
        ("/storm/", 304, {"cache-control": {"value": SHORT}}),
        ("/assets/site.0a.js", 200, {"content-type": {"value": TYPES["js"]}, "cache-control": {"value": LONG}}),
        ("/assets/site.0a.js", 404, {}),
    ],
)
def test_the_function_of_cloudfront_gives_every_answer_its_headers(
    site: Build, uri: str, status: int, cache: dict[str, object]
) -> None:
    built = site()

    answer = run_function(built.text("_hosts/cloudfront-function.js"), uri, "viewer-response", status)

    headers = [line.strip().split(": ", 1) for line in built.text("_headers").split("\n/\n")[0].splitlines()[1:]]
    assert answer == {
        "statusCode": status,
        "headers": {**{name.lower(): {"value": value} for name, value in headers}, **cache},
    }


def test_no_device_keeps_a_file_that_hosts_refuse(site: Build) -> None:
    """A copy of the site would never be complete."""
    worker = site(OLD).text("service-worker.js")

    assert "/storm/" in worker
    assert [path for path in FOR_HOSTS if path in worker] == []
