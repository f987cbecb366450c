"""Probeer: a text that somebody types goes through the reactieschema, and nothing of it is kept."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from processors.process import process
from processors.replies_suggest import suggest
from schemas.message import Message
from stadsgesprek.console.pages.schema import shown
from stadsgesprek.console.security import from_this_site
from stadsgesprek.console.site import Site

_LONGEST: Final = 10_000
_MOST_FOLLOWERS: Final = 10**9


class _BadFormError(Exception):
    """A form that cannot be taken; `problem` is a key of the words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


async def try_message(request: Request) -> Response:
    """The page of the reactieschema with the way of what was typed."""
    if not from_this_site(request):
        raise HTTPException(403, "herkomst")
    async with request.form(max_files=0, max_fields=10) as form:
        fields = {name: value for name, value in form.items() if isinstance(value, str)}
    return await run_in_threadpool(_try, request, fields)


def _try(request: Request, fields: Mapping[str, str]) -> Response:
    site = Site.of(request)
    now = site.clock().astimezone(site.city.timezone)
    try:
        message = Message.model_validate(_message(fields) | {"published": now})
    except _BadFormError as error:
        return shown(request, status=422, draft=fields, problem=error.problem)
    except ValidationError:
        return shown(request, status=422, draft=fields, problem="try.invalid")
    result = process([message], site.city, now)[0]
    return shown(request, decision=result.decision, draft=fields, tried=result, suggestion=suggest(result, site.city))


def _message(fields: Mapping[str, str]) -> dict[str, Any]:
    # A browser sends line ends as CR LF.
    text = fields.get("tekst", "").replace("\r\n", "\n")
    if not text.strip():
        raise _BadFormError("try.empty")
    if len(text) > _LONGEST:
        raise _BadFormError("try.long")
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
        raise _BadFormError("try.followers")
    return int(text)
