"""A record in its envelope: how whatever is published gets its key, its CloudEvents headers and its body."""

from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from schemas.base import Frozen
from schemas.cloudevents import Envelope, binary_headers
from schemas.dead_letter import DeadLetter
from schemas.feed import FeedItem
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.result import Result
from schemas.rules import RulesEntry
from schemas.topics import TopicSpec


class EventTooLargeError(ValueError):
    """A record whose JSON is larger than its topic takes. The text holds its kind, id and size, never its content."""


def envelope(spec: TopicSpec, model: Frozen, *, source: str, time: datetime) -> Envelope:
    """The event that carries `model` on the topic `spec`.

    The body is the record's JSON with every field, so that it reads back equal. `source` is a URI reference that
    names the producer, `time` is aware. The same record from the same source gives the same `ce_id`, another record
    (a later revision, another decision, the feed of another department) another one.

    Raises TypeError for a record of another kind than the topic has, EventTooLargeError for one that does not fit.
    """
    if not isinstance(model, spec.model):
        raise TypeError(f"{spec.name}: takes a {spec.model.__name__}, not a {type(model).__name__}")
    return packed(spec, str(_key(model)), model.model_dump_json().encode(), source=source, time=time)


def packed(spec: TopicSpec, key: str, body: bytes, *, source: str, time: datetime) -> Envelope:
    """The event around a record that is JSON already. Raises EventTooLargeError."""
    if len(body) > spec.max_event_bytes:
        raise EventTooLargeError(
            f"{spec.kind} {key}: is {len(body)} bytes of JSON; {spec.name} takes {spec.max_event_bytes} at most"
        )
    headers = binary_headers(kind=spec.kind, id=event_id(key, body), source=source, time=time)
    return Envelope(topic=spec.name, key=key.encode(), headers=headers, body=body)


def event_id(key: str, body: bytes) -> str:
    """The `ce_id` of an event: its key and a fingerprint of its bytes."""
    return f"{key}.{blake2b(body, digest_size=8).hexdigest()}"


def _key(model: Frozen) -> UUID:
    """What orders the events of one thing, and puts them on one partition."""
    match model:
        case Message() | DeadLetter() | RulesEntry():
            return model.id
        case Result():
            return model.message.id
        case Feedback() | FeedItem():
            return model.message
        case _:
            raise TypeError(f"{type(model).__name__}: is on no topic")
