"""Gezond: for whoever watches the console."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stadsgesprek.console.site import Site
from streams.ports import StoreError
from streams.query import Query


def health(request: Request) -> Response:
    """200 when the record store answers, 503 when not."""
    try:
        Site.of(request).reader.search(Query(), size=1)
    except StoreError as error:
        return JSONResponse({"status": "store away", "reason": str(error)}, 503)
    return JSONResponse({"status": "ok"})
