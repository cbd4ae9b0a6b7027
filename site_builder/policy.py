"""Knows the safety headers that every file goes out with, and the policy that each page also carries itself."""

from markupsafe import Markup

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'{style}'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Only our own files, and the one style sheet by its hash.

Source: Content Security Policy Level 3, "Directives".
"""
HEADERS_ONLY = ("frame-ancestors",)
"""What browsers ignore in a `<meta>`. Source: Content Security Policy Level 3, "The meta element"."""
HEADERS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def safety_headers(style_hash: str) -> dict[str, str]:
    """Return the headers that go with every file, whatever it is."""
    return {**HEADERS, "Content-Security-Policy": written(POLICY, style_hash)}


def meta_policy(style_hash: str) -> Markup:
    """Return the policy for a page's own `<meta>`, for hosts that send no headers of ours."""
    return Markup(written({name: value for name, value in POLICY.items() if name not in HEADERS_ONLY}, style_hash))


def written(policy: dict[str, str], style_hash: str) -> str:
    """Return a policy as browsers read it."""
    return "; ".join(f"{name} {value}" for name, value in policy.items()).format(style=style_hash)
