"""The form for the people at the desk: plain HTML, without scripts."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlencode
from uuid import UUID, uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from schemas.message import MAX_CONTENT
from streams.listeners.counter.body import read_body, require_media_type
from streams.listeners.counter.contact import Contact, contact_message
from streams.listeners.counter.desk import Desks
from streams.listeners.counter.language import Language, preferred
from streams.listeners.counter.noted import Noted
from streams.listeners.counter.problems import ProblemError, Wrong, wrong_fields
from streams.listeners.counter.texts import PAGE, PROBLEMS

_HERE = Path(__file__).parent
_TEMPLATE = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=False
).get_template("page.html.jinja")
_MAX_FIELDS = 20
_FIELDS = {"desk": "loket", "content": "tekst", "visitor": "naam"}


@dataclass(frozen=True)
class _Filled:
    """A form as it was sent; `native_id` was made with the form."""

    native_id: UUID
    desk: str
    content: str
    visitor: str


def page_routes(desks: Desks) -> list[Route]:
    """The form and its style sheet. All addresses in it are relative, so that it can be mounted anywhere."""
    noted = Noted()

    async def show(request: Request) -> Response:
        language, query = spoken(request), request.query_params
        last = _uuid(query.get("genoteerd", ""))
        return _page(desks, language, _Filled(uuid4(), query.get("loket", ""), "", ""), noted=last)

    async def note(request: Request) -> Response:
        require_media_type(request, "application/x-www-form-urlencoded")
        form = _form(await read_body(request))
        language = preferred(request.headers.get("accept-language", ""), form.get("taal"))
        # A form always has its id; one that lost it is a new form.
        native_id = _uuid(form.get("contact", "")) or uuid4()
        filled = _Filled(
            native_id,
            desk=form.get("loket", ""),
            content=form.get("tekst", "").replace("\r\n", "\n").strip(),
            visitor=form.get("naam", ""),
        )
        wrong: tuple[Wrong, ...] = ()
        if noted.desk(native_id) not in (None, filled.desk):
            wrong = (Wrong("desk", "moved"),)
        try:
            contact = Contact(desk=filled.desk, content=filled.content, visitor=filled.visitor, published=desks.clock())
            wrong = desks.wrong(contact) or wrong
            contact_message(native_id, contact, desks.key)
        except ValidationError as error:
            wrong = wrong_fields(error)
        if wrong:
            return _page(desks, language, filled, wrong, status=422)
        message = contact_message(native_id, noted.contact(native_id, contact), desks.key)
        try:
            await desks.note([message])
        except ProblemError as problem:
            text = PROBLEMS[problem.about]
            page = _page(desks, language, filled, said=f"{text.title[language]}. {text.detail[language]}")
            page.status_code = problem.status
            page.headers.update(problem.headers)
            return page
        query = urlencode({"genoteerd": native_id, "loket": filled.desk, "taal": language})
        return RedirectResponse(f"./?{query}", status_code=303)

    async def style(_: Request) -> Response:
        return FileResponse(_HERE / "loket.css", media_type="text/css", headers={"Cache-Control": "max-age=300"})

    return [
        Route("/", show, methods=["GET"]),
        Route("/", note, methods=["POST"]),
        Route("/loket.css", style, methods=["GET"]),
    ]


def spoken(request: Request) -> Language:
    """The language of a request."""
    return preferred(request.headers.get("accept-language", ""), request.query_params.get("taal"))


def _page(
    desks: Desks,
    language: Language,
    filled: _Filled,
    wrong: tuple[Wrong, ...] = (),
    *,
    said: str = "",
    noted: UUID | None = None,
    status: int = 200,
) -> HTMLResponse:
    errors = {"": said, **dict.fromkeys(_FIELDS.values(), "")}
    errors |= {_FIELDS.get(each.field, "tekst"): each.said(language) for each in wrong}
    html = _TEMPLATE.render(
        city=desks.city,
        language=language,
        t=PAGE[language],
        desks=desks.desks,
        desk=filled.desk if filled.desk in desks.desks else "",
        contact=filled.native_id,
        content=filled.content,
        visitor=filled.visitor,
        errors=errors,
        failed=any(errors.values()),
        noted=noted,
        max_content=MAX_CONTENT,
    )
    return HTMLResponse(html, status, headers={"Content-Language": language, "Vary": "Accept-Language"})


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise ProblemError(400, "refused") from None
    return dict(fields)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
