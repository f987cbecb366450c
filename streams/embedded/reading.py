"""From what lies in the inbox to what the pipeline works on."""

from datetime import datetime

from pydantic import ValidationError

from processors.read import dead_letter, read_feedback, read_message
from schemas.cloudevents import wrong_attributes
from schemas.dead_letter import DeadLetter
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.topics import DEAD_LETTERS, FEEDBACK, MESSAGES
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
                return dead_letter(wrong, event, place, now)
            try:
                return DeadLetter.model_validate_json(event.body)
            except ValidationError:
                return dead_letter("body: is not a dead letter", event, place, now)
        case _:
            return dead_letter("topic: is none that the embedded run reads", event, place, now)


def place_of(queued: Queued) -> str:
    """Where it stands, as a dead letter has it."""
    return f"{queued.event.topic[:400]}@{queued.seq}"
