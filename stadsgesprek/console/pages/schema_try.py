"""Probeer: a text that somebody types goes through the reactieschema, and nothing of it is kept."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from processors.process import process
from processors.replies_suggest import suggest
from schemas.message import Message
from stadsgesprek.console.forms import FormError, fields_of, posted
from stadsgesprek.console.pages.schema import shown
from stadsgesprek.console.site import Site

_LONGEST: Final = 10_000
_MOST_FOLLOWERS: Final = 10**9


def _try(request: Request, form: FormData) -> Response:
    """The page of the reactieschema with the way of what was typed."""
    fields = fields_of(form)
    site = Site.of(request)
    now = site.clock().astimezone(site.city.timezone)
    try:
        message = Message.model_validate(_message(fields) | {"published": now})
    except FormError as error:
        return shown(request, status=422, draft=fields, problem=error.problem)
    except ValidationError:
        return shown(request, status=422, draft=fields, problem="try.invalid")
    result = process([message], site.city, now)[0]
    return shown(request, decision=result.decision, draft=fields, tried=result, suggestion=suggest(result, site.city))


try_message = posted(_try, fields=10)


def _message(fields: Mapping[str, str]) -> dict[str, Any]:
    # A browser sends line ends as CR LF.
    text = fields.get("tekst", "").replace("\r\n", "\n")
    if not text.strip():
        raise FormError("try.empty")
    if len(text) > _LONGEST:
        raise FormError("try.long")
    return {
        "channel": fields.get("kanaal"),
        "account": "probeer",
        "native_id": "probeer",
        "visibility": fields.get("zichtbaarheid"),
        "content": text,
        "author": {"pseudonym": "probeer", "followers": _followers(fields.get("volgers", ""))},
    }


def _followers(text: str) -> int | None:
    """How many read along; None when left empty."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text[:12]) > _MOST_FOLLOWERS:
        raise FormError("try.followers")
    return int(text)
