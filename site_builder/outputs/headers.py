"""HTTP headers for hosts that read a `_headers` file."""

from collections.abc import Iterator

from site_builder.assets import Assets
from site_builder.model import Output, Site

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "{style}",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "public, max-age=300, stale-if-error=604800",
}
FOREVER = "public, max-age=31536000, immutable"


def security_policy(assets: Assets) -> str:
    """Return the content security policy: only our own files, and the one style sheet by its hash.

    Source: Content Security Policy Level 3, "Directives".
    """
    return "; ".join(f"{name} {value}" for name, value in POLICY.items()).format(style=f"'{assets.style_hash}'")


def page_headers(assets: Assets) -> dict[str, str]:
    """Return the headers that go with every page."""
    return {**HEADERS, "Content-Security-Policy": security_policy(assets)}


def headers_file(site: Site, assets: Assets) -> Iterator[Output]:
    """Yield `_headers`: safety for every file, a long life for files named by their content."""
    base = site.settings.base_path
    lines = [f"{base}/*", *(f"  {name}: {value}" for name, value in page_headers(assets).items())]
    lines += [f"{base}/assets/*", "  ! Cache-Control", f"  Cache-Control: {FOREVER}"]
    yield Output("_headers", "\n".join([*lines, ""]).encode())
