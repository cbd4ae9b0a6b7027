"""The table of `headers` in the words of each host: one writer a host. What a host cannot read it ignores."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from site_builder.assets import Assets
from site_builder.model import Output, Site
from site_builder.outputs.headers import (
    ENDPOINT,
    LONG,
    LOST,
    NAMED_BY_CONTENT,
    NEVER,
    SHORT,
    TYPES,
    Rules,
    rules_for_hosts,
)

FOLDER = "_hosts/"
APACHE, AZURE = ".htaccess", "staticwebapp.config.json"
NGINX, CLOUDFRONT = f"{FOLDER}nginx.conf", f"{FOLDER}cloudfront-function.js"
FOR_HOSTS = frozenset(("_headers", "_redirects", APACHE, AZURE, NGINX, CLOUDFRONT))
"""Files that are for hosts: readers are not shown them, and many hosts refuse them to everybody."""
HIDDEN = rf"(_|\.(?!well-known/)|{re.escape(AZURE)}$)"
"""What begins with `_` or a dot is for hosts too: no page's address can."""
CLOUDFLARE_RULES = 100
"""Source: Cloudflare Pages documentation, "Headers": at most 100 rules."""
AZURE_BYTES = 20_000
"""Source: Azure Static Web Apps documentation, "Quotas": the configuration file is at most 20 kB."""
CLOUDFRONT_BYTES = 10_000
"""Source: Amazon CloudFront documentation, "Quotas": a function is at most 10 kB."""


def host_files(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield the files that tell each host how to serve the site."""
    rules = rules_for_hosts(site, assets)
    yield Output("_headers", headers_file(rules).encode())
    if rules.moved:
        yield Output("_redirects", redirects_file(rules).encode())
    yield Output(APACHE, apache(rules).encode())
    yield Output(NGINX, nginx(rules).encode())
    yield Output(AZURE, within(azure, rules, AZURE_BYTES).encode())
    yield Output(CLOUDFRONT, within(cloudfront, rules, CLOUDFRONT_BYTES).encode())


def within(writer: Callable[[Rules], str], rules: Rules, max_bytes: int) -> str:
    """Return what a writer makes; without redirects where it would be too large for its host.

    The pages at the old addresses lead on by themselves.
    """
    text = writer(rules)
    return text if len(text.encode()) <= max_bytes else writer(replace(rules, moved=()))


def headers_file(rules: Rules) -> str:
    """Return `_headers`, for Netlify and Cloudflare.

    Netlify joins the values of all rules that fit an address, so no two rules here give one header to one file. The
    files at the root and what is beyond the rules that Cloudflare reads are checked anew each time.
    """
    lines = [f"{rules.base}/*", *(f"  {name}: {value}" for name, value in rules.headers.items())]
    kept = [("", SHORT), (f"{NAMED_BY_CONTENT}*", LONG), *((f"{top}/*", SHORT) for top in rules.tops)]
    for path, value in kept[: CLOUDFLARE_RULES - 1]:
        lines += [f"{rules.base}/{path}", f"  Cache-Control: {value}"]
    return "\n".join([*lines, ""])


def redirects_file(rules: Rules) -> str:
    """Return `_redirects`, for Netlify and Cloudflare: one line for each old address."""
    return "".join(f"{old} {new} 301\n" for old, new in rules.moved)


def nginx(rules: Rules) -> str:
    """Return what a `server` of nginx includes. Its `root` is the folder in which the path of the site begins."""
    base = re.escape(rules.base)
    return "\n".join(
        (
            "charset utf-8;",
            f"charset_types {' '.join(TEXTS)};",
            "gzip on;",
            f"gzip_types {' '.join(SMALLER)};",
            "gzip_vary on;",
            "absolute_redirect off;",
            "server_tokens off;",
            f"types {{ {' '.join(f'{bare(kind)} {ending};' for ending, kind in TYPES.items())} }}",
            f"error_page 404 {rules.base}/{LOST};",
            *(f'add_header {name} "{value}" always;' for name, value in rules.headers.items()),
            f'set $kept "{SHORT}";',
            f'if ($uri ~ "^{base}/{NAMED_BY_CONTENT}") {{ set $kept "{LONG}"; }}',
            f'if ($uri ~ "^{base}/{ENDPOINT}") {{ set $kept ""; }}',
            "add_header Cache-Control $kept;",
            f'location ~ "^{base}/{HIDDEN}" {{ return 404; }}',
            *(f"location = {old} {{ return 301 {new}; }}" for old, new in rules.moved),
            "",
        )
    )


def apache(rules: Rules) -> str:
    """Return `.htaccess`. It needs the modules alias, deflate, dir, headers and mime, and `AllowOverride All`."""
    base = re.escape(rules.base)
    return "\n".join(
        (
            "Options -Indexes -MultiViews",
            "DirectoryIndex index.html",
            f"ErrorDocument 404 {rules.base}/{LOST}",
            "AddDefaultCharset utf-8",
            f"AddCharset utf-8 {' '.join(f'.{ending}' for ending, kind in TYPES.items() if bare(kind) in TEXTS)}",
            *(f"AddType {bare(kind)} .{ending}" for ending, kind in TYPES.items()),
            f"AddOutputFilterByType DEFLATE text/html {' '.join(SMALLER)}",
            *(f'Header always set {name} "{value}"' for name, value in rules.headers.items()),
            f'Header set Cache-Control "{SHORT}"',
            f'<If "%{{REQUEST_URI}} =~ m#^{base}/{NAMED_BY_CONTENT}#">',
            f'    Header set Cache-Control "{LONG}"',
            "</If>",
            f'RedirectMatch 404 "^{base}/{HIDDEN}"',
            *(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"' for old, new in rules.moved),
            "",
        )
    )


def azure(rules: Rules) -> str:
    """Return `staticwebapp.config.json`, for Azure Static Web Apps."""
    kept = {"route": f"{rules.base}/{NAMED_BY_CONTENT}*", "headers": {"Cache-Control": LONG}}
    asked = {"route": f"{rules.base}/{ENDPOINT}*", "headers": {"Cache-Control": NEVER}}
    hidden = [{"route": f"{rules.base}/{each}", "statusCode": 404} for each in (f"{FOLDER}*", APACHE)]
    moved = [{"route": old, "redirect": new, "statusCode": 301} for old, new in rules.moved]
    settings = {
        "globalHeaders": {**rules.headers, "Cache-Control": SHORT},
        "routes": [kept, asked, *hidden, *moved],
        "responseOverrides": {"404": {"rewrite": f"{rules.base}/{LOST}"}},
        "mimeTypes": {f".{ending}": kind for ending, kind in TYPES.items()},
        "trailingSlash": "always",
    }
    return json.dumps(settings, indent=1) + "\n"


def cloudfront(rules: Rules) -> str:
    """Return a CloudFront function: the same text stands at the viewer's request and at the viewer's response."""
    headers = {name.lower(): {"value": value} for name, value in rules.headers.items()}
    answers = {
        "$HEADERS": json.dumps(headers, indent=1),
        "$TYPES": json.dumps(TYPES, indent=1),
        "$MOVED": json.dumps(dict(rules.moved), indent=1),
        "$NAMED": json.dumps(f"{rules.base}/{NAMED_BY_CONTENT}"),
        "$LONG": json.dumps(LONG),
        "$SHORT": json.dumps(SHORT),
    }
    return re.sub(r"\$[A-Z]+", lambda match: answers[match[0]], CLOUDFRONT_TEXT)


def bare(kind: str) -> str:
    """Return a media type without its charset."""
    return kind.partition(";")[0]


TEXTS = tuple(sorted({bare(kind) for kind in TYPES.values() if "charset" in kind} - {"text/html"}))
SMALLER = (*TEXTS, "application/json", "application/manifest+json", "application/xml", "image/svg+xml")
"""Types that are worth compressing beside HTML, which hosts compress without being told."""
CLOUDFRONT_TEXT = """\
const headers = $HEADERS;
const moved = $MOVED;
const types = $TYPES;

function handler(event) {
  const uri = event.request.uri;
  return event.context.eventType === "viewer-request" ? ask(event.request, uri) : answer(event.response, uri);
}

function ask(request, uri) {
  const name = uri.substring(uri.lastIndexOf("/") + 1);
  if (moved[uri]) return lead(moved[uri]);
  if (name && !name.includes(".")) return lead(uri + "/");
  if (!name) request.uri = uri + "index.html";
  return request;
}

function lead(there) {
  return { statusCode: 301, statusDescription: "Moved Permanently", headers: { location: { value: there } } };
}

function answer(response, uri) {
  for (const name in headers) response.headers[name] = headers[name];
  const kept = uri.startsWith($NAMED) ? $LONG : $SHORT;
  if (response.statusCode >= 400) return response;
  const kind = uri.endsWith("/") ? types.html : types[uri.substring(uri.lastIndexOf(".") + 1)];
  if (kind && response.statusCode === 200) response.headers["content-type"] = { value: kind };
  response.headers["cache-control"] = { value: kept };
  return response;
}
"""
