"""Afhandeling: what a colleague did with a message goes to the topic of feedback."""

import logging
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from processors.city import City
from schemas.feedback import Correction, Feedback
from schemas.record import Current, Record
from schemas.topics import FEEDBACK
from schemas.vocabulary import Topic
from stadsgesprek.console.forms import FormError, fields_of, posted
from stadsgesprek.console.pages.message import Draft, find, shown
from stadsgesprek.console.site import Site
from streams.envelopes import envelope
from streams.ports import Publisher, PublishError

_log = logging.getLogger(__name__)
_SOURCE: Final = "/console"
_CORRECTABLE: Final = ("intent", "topic", "urgency", "sentiment")


def _handle(request: Request, form: FormData) -> Response:
    """Take one act, and go back to the message. Sent twice, it counts once: its id came with the form."""
    site = Site.of(request)
    if site.publisher is None:
        raise HTTPException(404, "pagina")
    record = find(site, request.path_params["id"])
    fields = fields_of(form)
    try:
        act = read_act(fields, record, site)
        _publish(site.publisher, act, site)
    except FormError as error:
        return shown(request, record, draft=_draft(fields, error.problem), status=422)
    except PublishError as error:
        _log.error("feedback was not published: %s", error)
        return shown(request, record, draft=_draft(fields, "handling.unavailable"), status=503)
    return RedirectResponse(f"/berichten/{record.id}?verwerkt=1", 303)


handle = posted(_handle, fields=20)


def _publish(publisher: Publisher, act: Feedback, site: Site) -> None:
    publisher.publish([envelope(FEEDBACK, act, source=_SOURCE, time=site.clock())])


def read_act(fields: Mapping[str, str], record: Record, site: Site) -> Feedback:
    """What the form says. Raises FormError with the key of what is wrong in words."""
    current = record.current
    assert current is not None
    if current.deleted:
        raise FormError("handling.deleted")
    by = fields.get("dienst", "")
    if by not in site.city.departments:
        raise FormError("handling.who")
    try:
        return Feedback(
            id=UUID(fields.get("id", "")),
            message=record.id,
            published=record.published,
            at=site.clock(),
            by=by,
            **_act(fields, current, site.city),
        )
    except ValidationError:
        raise FormError("handling.invalid") from None
    except ValueError:  # no UUID
        raise FormError("handling.invalid") from None


def _act(fields: Mapping[str, str], current: Current, city: City) -> dict[str, Any]:
    match fields.get("handeling"):
        case "antwoord":
            # A browser sends line ends as CR LF.
            reply = fields.get("antwoord", "").replace("\r\n", "\n").strip()
            if not reply:
                raise FormError("handling.empty")
            if len(reply) > 10_000:
                raise FormError("handling.long")
            return {"reply": reply}
        case "status":
            return {"status": fields.get("status", "")}
        case "verbetering":
            return {"correction": _correction(fields, current, city)}
        case _:
            raise FormError("handling.invalid")


def _correction(fields: Mapping[str, str], current: Current, city: City) -> Correction:
    """Only what differs from what holds now. Another topic means the department that the city made responsible."""
    changed: dict[str, Any] = {
        field: fields[field] for field in _CORRECTABLE if fields.get(field) and fields[field] != getattr(current, field)
    }
    if not changed:
        raise FormError("handling.same")
    if changed.get("topic") in city.responsible:
        changed["departments"] = (city.responsible[Topic(changed["topic"])],)
    return Correction(**changed)


def _draft(fields: Mapping[str, str], problem: str) -> Draft:
    return Draft(
        act=fields.get("handeling", ""), by=fields.get("dienst", ""), reply=fields.get("antwoord", ""), problem=problem
    )
