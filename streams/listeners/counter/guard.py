"""What stands before the counter: the token, the origin of what changes something, and headers on every answer."""

import binascii
import hmac
from base64 import b64decode
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from streams.listeners.counter.language import preferred
from streams.listeners.counter.problems import ProblemError

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser sends `Origin: null` along with the form, and the origin check would refuse it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware. Refuses with 401 what lacks the token (when one is set) and with 403 what another site sent."""

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        self._app, self._token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        try:
            if self._token is not None and not is_authorised(headers.get("authorization", ""), self._token):
                # Not both in one header: Chromium would not see the second. A browser asks for the password itself.
                scheme = "Bearer" if "/api/" in scope["path"] else "Basic"
                challenge = f'{scheme} realm="loket", charset="UTF-8"'
                raise ProblemError(401, "unauthorised", headers={"WWW-Authenticate": challenge})
            if scope["method"] not in _SAFE_METHODS and is_cross_origin(headers):
                raise ProblemError(403, "cross-origin")
        except ProblemError as problem:
            language = preferred(headers.get("accept-language", ""))
            await problem.response(language)(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def is_authorised(authorization: str, token: str) -> bool:
    """Whether the header holds the token, as bearer (RFC 6750) or as the password of a Basic login (RFC 7617)."""
    scheme, _, given = authorization.partition(" ")
    secret = given.strip().encode("latin-1", "backslashreplace")  # the bytes as they came: headers are read as latin-1
    if scheme.lower() == "basic":
        try:
            _, _, secret = b64decode(secret, validate=True).partition(b":")
        except (binascii.Error, ValueError):
            return False
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(secret, token.encode())


def is_cross_origin(headers: Headers) -> bool:
    """Whether a browser sent this for another site. No browser at all is no such thing.

    The rule of https://pkg.go.dev/net/http#CrossOriginProtection: `Sec-Fetch-Site` decides; where it is absent (an
    older browser, no TLS) the host of `Origin` must be that of `Host`; without both it was no browser.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site not in ("same-origin", "none")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc != headers.get("host", "")
    except ValueError:
        return True
