"""The counter as one ASGI application, to run on its own or to mount under /loket."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from streams.listeners.counter.api import api_route
from streams.listeners.counter.desk import Desks
from streams.listeners.counter.guard import Guard
from streams.listeners.counter.page import page_routes, spoken
from streams.listeners.counter.problems import ProblemError
from streams.ports import Publisher


def _now() -> datetime:
    return datetime.now(UTC)


def counter_app(
    publisher: Publisher,
    *,
    city: str,
    desks: Sequence[str],
    token: str | None,
    pseudonym_key: bytes,
    clock: Callable[[], datetime] = _now,
) -> Starlette:
    """The form at `/` and the API at `/api/contacten/{uuid}`.

    `city` is the name to show, `desks` the ids of the desks (they become the messages' `account`). With a `token`
    every request must carry it, as bearer or as the password of a Basic login; without one, listen on the loopback
    address alone. `clock` gives an aware time. The caller closes the publisher.
    """
    parts = Desks(city=city, desks=tuple(desks), key=pseudonym_key, publisher=publisher, clock=clock)
    return Starlette(
        routes=[*page_routes(parts), api_route(parts)],
        middleware=[Middleware(Guard, token=token)],
        exception_handlers={ProblemError: _problem, HTTPException: _http_problem},
    )


_ABOUT = {HTTPStatus.NOT_FOUND: "not-found", HTTPStatus.METHOD_NOT_ALLOWED: "method"}


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)  # registered for it alone
    return error.response(spoken(request))


async def _http_problem(request: Request, error: Exception) -> Response:
    """What Starlette itself refuses."""
    assert isinstance(error, HTTPException)
    about = _ABOUT.get(HTTPStatus(error.status_code), "refused")
    return ProblemError(error.status_code, about, headers=error.headers).response(spoken(request))
