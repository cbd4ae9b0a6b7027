"""The site served by real servers with the files that it brings for them, and by one that knows nothing of it."""

import http.client
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from site_builder.model import Built, Output
from site_builder.outputs.headers import LONG, SHORT
from site_builder.outputs.hosts import FOR_HOSTS
from site_builder.publish import publish
from site_builder.verify import verify
from tests.browser.conftest import serving

NGINX = """
pid {folder}/pid; error_log {folder}/log; {user}
events {{ }}
http {{
    access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/site; include {folder}/site/_hosts/nginx.conf;
        location /api/ {{ return 200; }} }}
}}
"""
APACHE = """
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/log
DefaultRuntimeDir {folder}
{user}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule deflate_module {modules}/mod_deflate.so
LoadModule filter_module {modules}/mod_filter.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule mime_module {modules}/mod_mime.so
TypesConfig /dev/null
DocumentRoot {folder}/site
<Directory {folder}/site>
    AllowOverride All
</Directory>
"""
MODULES = "/usr/lib/apache2/modules"
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.effectiveDirective));
"""
SEED = (
    b'<p id="seed" onclick="window.ran = 1">Words.</p><script>window.ran = 1</script><script src="%s"></script></body>'
)


@dataclass(frozen=True)
class Host:
    """A running server: its port, and the folder that it serves."""

    port: int
    site: Path

    def ask(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers by lower-case name, and the body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@contextmanager
def running(name: str, outputs: tuple[Output, ...]) -> Iterator[Host]:
    """Publish a site and run nginx or Apache over it. Both return once they listen."""
    with tempfile.TemporaryDirectory(prefix="host-") as where, socket() as free:
        folder = Path(where)
        folder.chmod(0o755)
        publish(outputs, folder / "site")
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        is_root = os.geteuid() == 0
        if name == "nginx":
            text = NGINX.format(folder=folder, port=port, user="user root;" if is_root else "")
            start = [shutil.which("nginx") or "/usr/sbin/nginx", "-p", where, "-c", str(folder / "conf")]
            stop = [*start, "-s", "quit"]
        else:
            user = "User www-data\nGroup www-data" if is_root else ""
            text = APACHE.format(folder=folder, port=port, user=user, modules=MODULES)
            start = [shutil.which("apache2") or "/usr/sbin/apache2", "-f", str(folder / "conf"), "-k"]
            start, stop = [*start, "start"], [*start, "stop"]
        (folder / "conf").write_text(text)
        subprocess.run(start, check=True)
        try:
            yield Host(port, folder / "site")
        finally:
            subprocess.run(stop, check=True)


@pytest.fixture(scope="module", params=["nginx", "apache"])
def host(request: pytest.FixtureRequest, real_site: Built) -> Iterator[Host]:
    """Serve the real site with each server."""
    if request.param in request.config.getoption("--without"):
        pytest.skip(f"left out with --without {request.param}")
    with running(request.param, real_site.outputs) as host:
        yield host


@contextmanager
def watched(chromium: Browser) -> Iterator[Page]:
    """Open a page that notes what the security policy refuses."""
    context: BrowserContext = chromium.new_context(service_workers="block")
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def safety(files: dict[str, bytes]) -> dict[str, str]:
    """Return the headers that every file goes out with, by lower-case name."""
    lines = files["_headers"].decode().split("\n/\n")[0].splitlines()[1:]
    return {name.lower(): value for name, value in (line.strip().split(": ", 1) for line in lines)}


def files_of(built: Built) -> dict[str, bytes]:
    """Return the outputs of a build by path."""
    return {output.path: output.body for output in built.outputs}


def test_every_answer_has_the_safety_headers(host: Host, real_site: Built) -> None:
    asked = ("/", "/hazards/flood/", "/index.txt", "/feed.xml", "/service-worker.js", "/not-there/", "/_headers")
    wanted = safety(files_of(real_site))

    answers = {path: host.ask(path)[1] for path in asked}

    assert len(wanted) == 7
    assert {path: {name: got.get(name) for name in wanted} for path, got in answers.items()} == dict.fromkeys(
        asked, wanted
    )


def test_each_file_is_kept_as_long_as_it_may_be_and_has_its_type(host: Host, real_site: Built) -> None:
    script = next(path for path in files_of(real_site) if path.startswith("assets/"))
    asked = ("/", "/index.txt", "/feed.xml", "/service-worker.js", f"/{script}", "/forms/speaker-request/form.json")

    answers = [host.ask(path) for path in asked]

    assert [(status, got["content-type"], got["cache-control"]) for status, got, _ in answers] == [
        (200, "text/html; charset=utf-8", SHORT),
        (200, "text/plain; charset=utf-8", SHORT),
        (200, "application/xml", SHORT),
        (200, "text/javascript; charset=utf-8", SHORT),
        (200, "text/javascript; charset=utf-8", LONG),
        (200, "application/json", SHORT),
    ]


def test_what_is_not_there_is_answered_with_our_page_and_is_not_kept_for_ever(host: Host, real_site: Built) -> None:
    lost = files_of(real_site)["404.html"]
    refused = sorted(path for path in FOR_HOSTS if path in files_of(real_site))

    answers = {path: host.ask(f"/{path}") for path in ("assets/site.0.js", "no/page/", ".made-by-build", *refused)}

    assert len(refused) == 6
    assert {path: (status, body) for path, (status, _, body) in answers.items()} == dict.fromkeys(answers, (404, lost))
    assert [path for path, (_, got, _) in answers.items() if got.get("cache-control") == LONG] == []


def test_what_the_endpoint_answers_is_not_kept(host: Host) -> None:
    """Under nginx it stands in the same `server`; the endpoint itself says `no-store`. Apache has none in this test."""
    status, answer, _ = host.ask("/api/health")

    assert (status, answer.get("cache-control")) in ((200, None), (404, SHORT))


def test_old_addresses_lead_on(host: Host, real_site: Built) -> None:
    moved = [line.split() for line in files_of(real_site)["_redirects"].decode().splitlines()]

    answers = [(host.ask(old)[0], host.ask(old)[1]["location"]) for old, _, _ in moved]

    assert moved
    assert [(status, there.removeprefix(f"http://127.0.0.1:{host.port}")) for status, there in answers] == [
        (301, new) for _, new, _ in moved
    ]


def test_a_live_site_is_found_to_be_what_was_built(host: Host, real_site: Built) -> None:
    path = host.site / "privacy" / "index.html"
    body = path.read_bytes()

    before = verify(f"http://127.0.0.1:{host.port}")
    path.write_bytes(body.replace(b"</body>", b"<p>Evil words.</p></body>"))
    after = verify(f"http://127.0.0.1:{host.port}")
    path.write_bytes(body)

    assert before == (len(real_site.outputs) - 1, ())
    assert [(each.path, each.code) for each in after[1]] == [(f"http://127.0.0.1:{host.port}/privacy/", "changed-file")]


def test_a_page_goes_out_compressed(host: Host) -> None:
    status, got, body = host.ask("/hazards/flood/", **{"Accept-Encoding": "gzip"})

    assert (status, got["content-encoding"]) == (200, "gzip")
    assert len(body) < 20_000


def refusals(page: Page, urls: list[str]) -> dict[str, list[str]]:
    """Return what was refused on each page."""
    found = {}
    for url in urls:
        page.goto(url, wait_until="networkidle")
        found[url] = page.evaluate("window.refused")
    return found


def test_no_page_asks_for_what_the_policy_refuses(
    host: Host, real_site: Built, chromium: Browser, request: pytest.FixtureRequest
) -> None:
    """Every page with `--thorough`; its own policy, which the next test tries on every page, says the same."""
    step = 1 if request.config.getoption("--thorough") else 7
    urls = [f"http://127.0.0.1:{host.port}{page.address}" for page in real_site.site.pages[::step]]

    with watched(chromium) as page:
        found = refusals(page, urls)

    assert len(found) >= 7
    assert found == {url: [] for url in urls}


def test_no_page_asks_for_what_its_own_policy_refuses_where_a_host_sends_none(
    real_site: Built, chromium: Browser
) -> None:
    with serving({**files_of(real_site), "_headers": b""}) as url, watched(chromium) as page:
        urls = [f"{url}{each.address}" for each in real_site.site.pages]
        found = refusals(page, urls)

    assert len(found) >= 45
    assert found == {url: [] for url in urls}


def try_seed(page: Page, url: str) -> tuple[list[str], object]:
    """Open a page with the seed, press it; return what was refused, and what ran."""
    page.goto(url, wait_until="networkidle")
    page.locator("#seed").click()
    return sorted(page.evaluate("window.refused")), page.evaluate("window.ran")


REFUSED = ["script-src-attr", "script-src-elem", "script-src-elem"]


def test_a_script_that_somebody_put_into_a_page_does_not_run(host: Host, chromium: Browser) -> None:
    """The page of a host may be changed by others than us."""
    path = host.site / "privacy" / "index.html"
    body = path.read_bytes()
    with serving({"evil.js": b"window.ran = 1", "_headers": b""}) as elsewhere, watched(chromium) as page:
        path.write_bytes(body.replace(b"</body>", SEED % f"{elsewhere}/evil.js".encode()))
        result = try_seed(page, f"http://127.0.0.1:{host.port}/privacy/")
    path.write_bytes(body)

    assert result == (sorted(REFUSED * 2), None), "refused by the header and by the page's own policy"


def test_nor_does_it_run_where_only_the_page_has_the_policy(real_site: Built, chromium: Browser) -> None:
    files = {**files_of(real_site), "_headers": b"", "evil.js": b"window.ran = 1"}
    with serving(files) as elsewhere, serving(files) as url, watched(chromium) as page:
        seeded = files["privacy/index.html"].replace(b"</body>", SEED % f"{elsewhere}/evil.js".encode())
        files["privacy/index.html"] = seeded
        result = try_seed(page, f"{url}/privacy/")

    assert result == (REFUSED, None)


def test_it_would_run_with_no_policy_at_all(chromium: Browser) -> None:
    """Else the two tests above could not fail."""
    html = b"<!doctype html><title>Seed</title><body></body>"
    with serving({"evil.js": b"window.ran = 1", "_headers": b""}) as elsewhere, watched(chromium) as page:
        seeded = html.replace(b"</body>", SEED % f"{elsewhere}/evil.js".encode())
        with serving({"index.html": seeded, "_headers": b""}) as url:
            result = try_seed(page, f"{url}/")

    assert result == ([], 1)
