"""What goes wrong, said calmly: never the text of a message, never a trace."""

import logging
import traceback
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stadsgesprek.console.site import Site

_log = logging.getLogger(__name__)
_KNOWN: Final = {400, 403, 404, 405}
_SHOWN: Final = {"dag", "van", "tot", "na", "q"}


def refused(request: Request, error: Exception) -> Response:
    """A request that cannot be answered."""
    assert isinstance(error, HTTPException)
    kind = str(error.status_code) if error.status_code in _KNOWN else "400"
    parameter = error.detail if error.status_code == 400 and error.detail in _SHOWN else None
    headers = dict(error.headers or {})
    values = {"kind": kind, "reason": None, "parameter": parameter}
    return Site.of(request).page(request, "error.html", status=error.status_code, headers=headers, **values)


def store_away(request: Request, error: Exception) -> Response:
    """The record store does not answer. What it said has no message text (see StoreError)."""
    _log.error("the record store does not answer: %s", error)
    return Site.of(request).page(
        request,
        "error.html",
        status=503,
        headers={"Retry-After": "10"},
        kind="503",
        reason=str(error),
        parameter=None,
    )


def draft_unusable(request: Request, error: Exception) -> Response:
    """The draft of the rules cannot be read or written. What it says is which file, and what to do."""
    _log.error("%s", error)
    return Site.of(request).page(request, "error.html", status=500, kind="500", reason=str(error), parameter=None)


class Failures:
    """A mistake of ours gives a page, too.

    Where it happened and the exception's name are logged; its text is not, for it could quote a message.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("a page failed with %s\n%s", type(error).__name__, where)
            if scope["type"] != "http" or started:
                raise ConnectionError("the page failed after its first bytes; the log says where") from None
            request = Request(scope)
            response = Site.of(request).page(request, "error.html", status=500, kind="500", reason=None, parameter=None)
            await response(scope, receive, send)
