"""Knows the safety headers that every file goes out with, and the policy that each page also carries itself."""

from markupsafe import Markup

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "{styles}",
    "img-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Only our own files, and our style sheets by their hashes.

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


def safety_headers(*style_hashes: str) -> dict[str, str]:
    """Return the headers that go with every file, whatever it is."""
    return {**HEADERS, "Content-Security-Policy": written(POLICY, style_hashes)}


def meta_policy(*style_hashes: str) -> Markup:
    """Return the policy for a page's own `<meta>`, for hosts that send no headers of ours."""
    return Markup(written({name: value for name, value in POLICY.items() if name not in HEADERS_ONLY}, style_hashes))


def written(policy: dict[str, str], style_hashes: tuple[str, ...]) -> str:
    """Return a policy as browsers read it."""
    styles = " ".join(f"'{each}'" for each in style_hashes)
    return "; ".join(f"{name} {value}" for name, value in policy.items()).format(styles=styles)
