"""The console as an ASGI application."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from processors.city import City
from stadsgesprek.console.pages.errors import Failures, draft_unusable, refused, store_away
from stadsgesprek.console.pages.handling import handle
from stadsgesprek.console.pages.health import health
from stadsgesprek.console.pages.message import message
from stadsgesprek.console.pages.messages import messages
from stadsgesprek.console.pages.rules import rules as rules_page
from stadsgesprek.console.pages.rules_log import logged_rules
from stadsgesprek.console.pages.rules_outcomes import outcome, outcomes, save_outcome
from stadsgesprek.console.pages.rules_replies import preview_reply, rules_replies, rules_reply, save_reply
from stadsgesprek.console.pages.rules_steps import (
    begin_draft,
    check_draft,
    discard_draft,
    expect_case,
    name_draft,
    put_draft,
    test_draft,
    try_draft,
)
from stadsgesprek.console.pages.rules_thresholds import rules_thresholds, save_thresholds
from stadsgesprek.console.pages.schema import picture_style, schema
from stadsgesprek.console.pages.schema_try import try_message
from stadsgesprek.console.pages.today import today
from stadsgesprek.console.progress import Progress
from stadsgesprek.console.rules_desk import RulesDesk
from stadsgesprek.console.security import MAX_BODY, SecurityHeaders
from stadsgesprek.console.site import FOLDER, Site
from stadsgesprek.draft import DraftError
from streams.ports import Publisher, RecordReader, StoreError

_EDITOR: Final = (
    Route("/regels", rules_page),
    *(
        Route(f"/regels{path}", endpoint, methods=["POST"], max_body_size=MAX_BODY)
        for path, endpoint in {
            "/versie": name_draft,
            "/weg": discard_draft,
            "/controle": check_draft,
            "/test": test_draft,
            "/geval": expect_case,
            "/proef": try_draft,
            "/inwerking": put_draft,
            "/log/{id:uuid}/ontwerp": begin_draft,
            "/uitkomst/{id}/bewaar": save_outcome,
            "/drempels/bewaar": save_thresholds,
            "/antwoorden/{template}/bewaar": save_reply,
            "/antwoorden/{template}/voorbeeld": preview_reply,
        }.items()
    ),
    Route("/regels/log/{id:uuid}", logged_rules),
    Route("/regels/uitkomsten", outcomes),
    Route("/regels/uitkomst/{id}", outcome),
    Route("/regels/drempels", rules_thresholds),
    Route("/regels/antwoorden", rules_replies),
    Route("/regels/antwoorden/{template}", rules_reply),
)


def console_app(
    *,
    reader: RecordReader,
    city: Callable[[], City],
    clock: Callable[[], datetime],
    publisher: Publisher | None,
    progress: Callable[[], Progress | None] | None = None,
    rules: RulesDesk | None = None,
    personal: bool = False,
) -> Starlette:
    """The console of a city.

    `city` gives it with the rules that are in force now; it is asked once for each request. `clock` gives the moment
    that pages call now (aware). Without a publisher nothing can be changed: the pages have no forms. While `progress`
    gives something, the pages show how far a replay is. With `rules`, and a publisher, people can edit the rules
    and put them in force. With `personal` the pages show personal data, which they hide otherwise.
    """
    desk = rules if publisher is not None else None
    app = Starlette(
        routes=[
            Route("/", today),
            Route("/berichten", messages),
            Route("/berichten/{id:uuid}", message),
            Route("/berichten/{id:uuid}/afhandeling", handle, methods=["POST"], max_body_size=MAX_BODY),
            Route("/schema", schema),
            Route("/schema/probeer", try_message, methods=["POST"], max_body_size=MAX_BODY),
            *_EDITOR,
            Route("/gezond", health),
            Route("/static/reactieschema.css", picture_style),
            Mount("/static", StaticFiles(directory=FOLDER / "static")),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(Failures)],
        exception_handlers={HTTPException: refused, StoreError: store_away, DraftError: draft_unusable},
    )
    app.state.site = lambda: Site(reader, city(), clock, publisher, progress, desk, personal)
    return app
