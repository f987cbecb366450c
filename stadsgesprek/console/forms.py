"""Forms: who may send one, how large it may be, and what is said of one that cannot be taken."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from stadsgesprek.console.security import from_this_site

FORM_PAGE: Final = {"Referrer-Policy": "same-origin"}
"""Headers of a page with a form. With no-referrer a browser sends `Origin: null` with it, and over plain HTTP there is
nothing else to know our own form by. No address leaves the site either way.
"""


class FormError(Exception):
    """A form that cannot be taken; `problem` is a key of the words."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def posted(
    handle: Callable[[Request, FormData], Response], *, fields: int = 40
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a form with so many fields at most, which only a page of this site may send."""

    async def endpoint(request: Request) -> Response:
        if not from_this_site(request):
            raise HTTPException(403, "herkomst")
        async with request.form(max_files=0, max_fields=fields) as form:
            return await run_in_threadpool(handle, request, form)

    return endpoint


def fields_of(form: FormData) -> dict[str, str]:
    """The fields that are text."""
    return {name: value for name, value in form.items() if isinstance(value, str)}
