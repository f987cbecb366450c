"""The console as an ASGI application."""

from collections.abc import Callable
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from processors.city import City
from stadsgesprek.console.pages.errors import Failures, refused, store_away
from stadsgesprek.console.pages.handling import handle
from stadsgesprek.console.pages.health import health
from stadsgesprek.console.pages.message import message
from stadsgesprek.console.pages.messages import messages
from stadsgesprek.console.pages.schema import schema
from stadsgesprek.console.pages.today import today
from stadsgesprek.console.progress import Progress
from stadsgesprek.console.security import MAX_BODY, SecurityHeaders
from stadsgesprek.console.site import FOLDER, Site
from streams.ports import Publisher, RecordReader, StoreError


def console_app(
    *,
    reader: RecordReader,
    city: City,
    clock: Callable[[], datetime],
    publisher: Publisher | None,
    progress: Callable[[], Progress | None] | None = None,
) -> Starlette:
    """The console of a city.

    `clock` gives the moment that pages call now (aware). Without a publisher nothing can be changed: the pages have
    no forms. While `progress` gives something, the pages show how far a replay is.
    """
    app = Starlette(
        routes=[
            Route("/", today),
            Route("/berichten", messages),
            Route("/berichten/{id:uuid}", message),
            Route("/berichten/{id:uuid}/afhandeling", handle, methods=["POST"], max_body_size=MAX_BODY),
            Route("/schema", schema),
            Route("/gezond", health),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(Failures)],
        exception_handlers={HTTPException: refused, StoreError: store_away},
    )
    app.state.site = Site(reader, city, clock, publisher, progress)
    return app
