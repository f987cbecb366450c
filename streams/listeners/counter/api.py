"""The counter's API, for a desk's own software.

`PUT /api/contacten/{uuid}` notes a contact (body: contact.Contact) or edits it with a higher revision;
`DELETE /api/contacten/{uuid}?desk=…&published=…&revision=…` takes it back. Both answer 202 once the message is durable,
and the same to the same request.
"""

from uuid import UUID

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from streams.listeners.counter.body import read_body, require_media_type
from streams.listeners.counter.contact import Contact, Removal, contact_message, removal_message
from streams.listeners.counter.desk import Desks
from streams.listeners.counter.problems import ProblemError, Wrong, wrong_fields


def api_route(desks: Desks) -> Route:
    """The route of a contact."""

    async def contact(request: Request) -> JSONResponse:
        native_id = _native_id(request)
        try:
            if request.method == "PUT":
                require_media_type(request, "application/json")
                contact = Contact.model_validate_json(await read_body(request), strict=True)
                _refuse(desks.wrong(contact))
                message = contact_message(native_id, contact, desks.key)
            else:
                removal = Removal.model_validate(dict(request.query_params))
                _refuse(desks.wrong(removal))
                message = removal_message(native_id, removal)
        except ValidationError as error:
            raise _problem(error) from None
        await desks.note([message])
        told = {"id": str(message.id), "revision": message.revision, "operation": message.operation}
        return JSONResponse(told, 202)

    return Route("/api/contacten/{contact}", contact, methods=["PUT", "DELETE"])


def _native_id(request: Request) -> UUID:
    try:
        return UUID(request.path_params["contact"])
    except ValueError:
        raise ProblemError(422, "wrong-fields", wrong=(Wrong("contact", "no_uuid"),)) from None


def _refuse(wrong: tuple[Wrong, ...]) -> None:
    if wrong:
        raise ProblemError(422, "wrong-fields", wrong=wrong)


def _problem(error: ValidationError) -> ProblemError:
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return ProblemError(400, "not-json")
    return ProblemError(422, "wrong-fields", wrong=wrong_fields(error))
