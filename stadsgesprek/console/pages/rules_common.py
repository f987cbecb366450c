"""What the pages of the editor share: who may come in, how a field is read, and how a change gets into the draft."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from processors.faults import Path
from stadsgesprek.console.forms import FORM_PAGE
from stadsgesprek.console.rules_desk import RulesDesk, Work
from stadsgesprek.console.site import Site
from stadsgesprek.draft import DraftMovedError
from stadsgesprek.pack.edit import EditError, Plain

MOVED: Final = "rules.wrong.moved"
"""The draft, or what is in force, is not what the page showed any more."""

UNWRITABLE: Final = "rules.wrong.unwritable"
"""A value that cannot be written in the file."""


def desk_of(request: Request) -> RulesDesk:
    """The desk. Raises a 404 where nothing can be changed."""
    desk = Site.of(request).rules
    if desk is None:
        raise HTTPException(404, "pagina")
    return desk


def work_of(request: Request) -> Work:
    """What is edited, read once for each request. Raises DraftError."""
    if not hasattr(request.state, "work"):
        request.state.work = desk_of(request).work(Site.of(request).clock())
    work = request.state.work
    assert isinstance(work, Work)
    return work


def text(form: FormData, name: str) -> str:
    """A field, with line ends as everywhere but in browsers; "" when it was not sent."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


def line(form: FormData, name: str) -> str:
    """A field of one line, its white space made single."""
    return " ".join(text(form, name).split())


def save(request: Request, seen: str, file: str, changes: Mapping[Path, Plain | None]) -> str | None:
    """Make changes to a file of the draft; the key of what is wrong, or None. Raises DraftError."""
    desk, work = desk_of(request), work_of(request)
    try:
        desk.draft.change(work.in_force, seen, file, changes)
    except DraftMovedError:
        return MOVED
    except EditError:
        return UNWRITABLE
    return None


def status_of(problem: str | None) -> int:
    """The HTTP status of a page that says what is wrong."""
    if problem is None:
        return 200
    return 409 if problem == MOVED else 422


def page(
    request: Request, template: str, *, problem: str | None = None, status: int | None = None, **values: Any
) -> Response:
    """A page of the editor."""
    return Site.of(request).page(
        request,
        template,
        status=status_of(problem) if status is None else status,
        headers=FORM_PAGE,
        work=work_of(request),
        problem=problem,
        done=request.query_params.get("bewaard") if request.method == "GET" else None,
        **values,
    )
