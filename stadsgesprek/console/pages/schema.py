"""Reactieschema: the tree as a picture to walk through, in words, with today's counts or one message's way on it."""

from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from schemas.decision import Decision
from stadsgesprek.console.forms import FORM_PAGE
from stadsgesprek.console.pages.message import find
from stadsgesprek.console.schema_view import counts_of_today, view
from stadsgesprek.console.site import Site, Speech
from stadsgesprek.pictures.notes import way_notes
from stadsgesprek.pictures.svg import STYLE_FILE
from stadsgesprek.pictures.way import way_of


def schema(request: Request) -> Response:
    """The page; with `?bericht=` the way of a stored message is on it."""
    asked = request.query_params.get("bericht")
    if asked is None:
        return shown(request)
    record = find(Site.of(request), _id(asked))
    decision = record.result.decision if record.result else None
    return shown(request, decision=decision, message=record.id)


def picture_style(_request: Request) -> Response:
    """The styles of the picture, which lie beside what draws it."""
    return FileResponse(STYLE_FILE)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise HTTPException(404, "bericht") from None


def shown(request: Request, *, decision: Decision | None = None, status: int = 200, **values: Any) -> Response:
    """The page with a decision's way on it, or with today's counts."""
    site = Site.of(request)
    speech = Speech.of(site, request)
    way = None if decision is None else way_of(site.city.tree, decision)
    counts = counts_of_today(site)
    drawn = view(site, speech, counts=counts, way=way)
    elsewhere = way_notes(drawn.scene, decision, None) if decision is not None and way is None else ()
    return site.page(
        request,
        "schema.html",
        status=status,
        headers=FORM_PAGE,
        view=drawn,
        scene=drawn.scene,
        tree=site.city.tree,
        counts=counts,
        elsewhere=elsewhere,
        **{"message": None, "decision": decision, "tried": None, "draft": {}, "problem": None, **values},
    )
