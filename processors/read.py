"""From the bytes on a topic to a record, or to a dead letter that says why not."""

import base64
import difflib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from schemas.base import Frozen
from schemas.classification import Classification
from schemas.cloudevents import Envelope, wrong_attributes
from schemas.dead_letter import DeadLetter, dead_letter_id
from schemas.decision import Decision, Step
from schemas.feedback import Correction, Feedback
from schemas.message import Attachment, Author, Message
from schemas.result import Result
from schemas.rules import RulesEntry
from schemas.topics import DECISIONS, FEEDBACK, MAX_DEAD_BYTES, MESSAGES, RULES, TopicSpec

EARLIEST: Final = datetime(2005, 1, 1, tzinfo=UTC)
"""Before this there was nothing to read; an earlier date is a clock or a unit gone wrong."""

LATEST: Final = timedelta(hours=24)
"""How far a channel's clock may run ahead of ours."""

_Record = TypeVar("_Record", bound=Frozen)
_REASON = 2000
_PLACE = 500


def read_message(envelope: Envelope, place: str, now: datetime) -> Message | DeadLetter:
    """The message, or why there is none. `place` is where the event stood, for instance `messages/3@1841`."""
    message = _read(envelope, MESSAGES, Message, place, now)
    if isinstance(message, DeadLetter):
        return message
    return _dated(message, _message_dates(message, ""), envelope, place, now)


def read_result(envelope: Envelope, place: str, now: datetime) -> Result | DeadLetter:
    """The result, or why there is none."""
    result = _read(envelope, DECISIONS, Result, place, now)
    if isinstance(result, DeadLetter):
        return result
    return _dated(result, _message_dates(result.message, "message."), envelope, place, now)


def read_feedback(envelope: Envelope, place: str, now: datetime) -> Feedback | DeadLetter:
    """The feedback, or why there is none."""
    feedback = _read(envelope, FEEDBACK, Feedback, place, now)
    if isinstance(feedback, DeadLetter):
        return feedback
    return _dated(feedback, {"published": feedback.published, "at": feedback.at}, envelope, place, now)


def read_rules(envelope: Envelope, place: str, now: datetime) -> RulesEntry | DeadLetter:
    """The entry of the log of rules, or why there is none."""
    return _read(envelope, RULES, RulesEntry, place, now)


def _read(envelope: Envelope, spec: TopicSpec, model: type[_Record], place: str, now: datetime) -> _Record | DeadLetter:
    if len(envelope.body) > spec.max_event_bytes:
        return dead_letter(f"body: is larger than {spec.max_event_bytes} bytes", envelope, place, now)
    wrong = wrong_attributes(_first_headers(envelope), spec.kind)
    if wrong is not None:
        return dead_letter(wrong, envelope, place, now)
    try:
        return model.model_validate_json(envelope.body)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False, include_input=False)
        return dead_letter("; ".join(dict.fromkeys(map(_in_words, details))), envelope, place, now)


def _first_headers(envelope: Envelope) -> Mapping[str, bytes]:
    headers: dict[str, bytes] = {}
    for name, value in envelope.headers:
        headers.setdefault(name, value)
    return headers


def _message_dates(message: Message, above: str) -> dict[str, datetime]:
    dates = {f"{above}published": message.published}
    return dates if message.updated is None else {**dates, f"{above}updated": message.updated}


def _dated(
    record: _Record, dates: Mapping[str, datetime], envelope: Envelope, place: str, now: datetime
) -> _Record | DeadLetter:
    latest = now + LATEST
    for field, date in dates.items():
        if date < EARLIEST:
            return dead_letter(f"{field}: is before {EARLIEST.year}", envelope, place, now)
        if date > latest:
            return dead_letter(
                f"{field}: is more than {LATEST // timedelta(hours=1)} hours ahead", envelope, place, now
            )
    return record


_FIELDS: Final = frozenset(
    chain.from_iterable(
        model.model_fields
        for model in (Message, Author, Attachment, Result, Classification, Decision, Step, Feedback, Correction)
    )
)


def _in_words(error: ErrorDetails) -> str:
    """One problem by field and kind. Never a value: what a field holds may be what somebody said, or a name."""
    kind, message = error["type"], error["msg"].removeprefix("Value error, ")
    location = list(error["loc"])
    match kind:
        case "json_invalid":
            return "body: is not JSON, or cut off"
        case "extra_forbidden":
            close = difflib.get_close_matches(str(location.pop()), _FIELDS, n=1)
            return f"{_path(location)}: has an unknown field" + (f" (meant {close[0]}?)" if close else "")
        case "uuid_parsing":  # whose message quotes a character
            return f"{_path(location)}: is not a UUID"
        case "value_error" if not location:  # a check over several fields; ours begin with a field's name
            return message
    return f"{_path(location)}: {message[0].lower()}{message[1:]}"


def _path(location: list[int | str]) -> str:
    """The way to a field. A key that no record of ours has is text of somebody else's, and left out."""
    return ".".join(str(part) if isinstance(part, int) or part in _FIELDS else "…" for part in location) or "body"


def dead_letter(reason: str, envelope: Envelope, place: str, now: datetime) -> DeadLetter:
    """An event set aside, with as much of its bytes as is kept (MAX_DEAD_BYTES). `reason` never quotes them."""
    body = envelope.body[:MAX_DEAD_BYTES]
    return DeadLetter(
        id=dead_letter_id(place[:_PLACE], envelope.body),
        at=now,
        place=place[:_PLACE],
        topic=envelope.topic,
        reason=reason[:_REASON],
        headers={name: value.decode("utf-8", errors="replace") for name, value in _first_headers(envelope).items()},
        body=base64.b64encode(body),
    )
