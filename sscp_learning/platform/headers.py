"""The headers of every answer, errors and static files included."""

from collections.abc import Callable, Iterable
from typing import Any

# Nothing inline, nothing from elsewhere (DECISIONS 44). Pictures may be data addresses: a QR code is one.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
    )
)

ALWAYS = (
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)
ONLY_ON_HTTPS = (("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),)

# A page that was made for somebody, or that gives them a cookie, is kept by nobody: not by a shared browser's “Back”
# after they have gone, not by a proxy on the way. Pages that may be kept say so themselves.
FOR_ONE_READER = ("Cache-Control", "private, no-store")

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def with_headers(wsgi: Wsgi, *, https: bool) -> Wsgi:
    """Wraps the whole application, static files and all."""
    extra = ALWAYS + (ONLY_ON_HTTPS if https else ())

    def wrapped(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401  WSGI's own.
            present = {name.lower() for name, _ in headers}
            is_for_one = "HTTP_COOKIE" in environ or "set-cookie" in present
            added = (*extra, FOR_ONE_READER) if is_for_one else extra
            return start_response(
                status, headers + [pair for pair in added if pair[0].lower() not in present], exc_info
            )

        return wsgi(environ, start)

    return wrapped
