"""From what lies in the inbox to what the pipeline works on."""

import base64
from datetime import datetime

from pydantic import ValidationError

from processors.read import read_feedback, read_message
from schemas.cloudevents import Envelope, wrong_attributes
from schemas.dead_letter import DeadLetter, dead_letter_id
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.topics import DEAD_LETTERS, FEEDBACK, MAX_DEAD_BYTES, MESSAGES
from streams.embedded.queue import Queued


def read(queued: Queued, now: datetime) -> Message | Feedback | DeadLetter:
    """The record of an event by its topic; a dead letter for one that cannot be read or is of another topic.

    A listener's own dead letter comes out as it went in.
    """
    event = queued.event
    place = place_of(queued)
    match event.topic:
        case MESSAGES.name:
            return read_message(event, place, now)
        case FEEDBACK.name:
            return read_feedback(event, place, now)
        case DEAD_LETTERS.name:
            wrong = wrong_attributes(dict(event.headers), DEAD_LETTERS.kind)
            if wrong is not None:
                return _dead(event, place, wrong, now)
            try:
                return DeadLetter.model_validate_json(event.body)
            except ValidationError:
                return _dead(event, place, "body: is not a dead letter", now)
        case _:
            return _dead(event, place, "topic: is none that the embedded run reads", now)


def place_of(queued: Queued) -> str:
    """Where it stands, as a dead letter has it."""
    return f"{queued.event.topic[:400]}@{queued.seq}"


def _dead(event: Envelope, place: str, reason: str, now: datetime) -> DeadLetter:
    return DeadLetter(
        id=dead_letter_id(place, event.body),
        at=now,
        place=place,
        topic=event.topic,
        reason=reason,
        headers={name: value.decode("utf-8", errors="replace") for name, value in event.headers},
        body=base64.b64encode(event.body[:MAX_DEAD_BYTES]),
    )
