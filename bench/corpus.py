"""The corpus: the bundled day, over and over, each time with native ids of its own."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Final
from uuid import UUID

import stadsgesprek.sample
from processors.read import read_message
from schemas.cloudevents import Envelope, binary_headers
from schemas.message import Message
from schemas.topics import MESSAGES
from schemas.vocabulary import Operation
from streams.envelopes import envelope

_SOURCE: Final = "/bench"


def corpus(size: int) -> list[Message]:
    """`size` different messages. Text, writers and times are those of the day; a copy's conversations are its own."""
    found = _endless()
    return [next(found) for _ in range(size)]


def envelopes(messages: list[Message]) -> list[Envelope]:
    """The messages as a listener publishes them."""
    return [envelope(MESSAGES, message, source=_SOURCE, time=message.published) for message in messages]


def _endless() -> Iterator[Message]:
    for copy in count():
        for message in _day():
            yield Message.model_validate(
                {
                    **dict(message),
                    "id": None,
                    "native_id": f"{message.native_id}.{copy}",
                    "in_reply_to": message.in_reply_to and f"{message.in_reply_to}.{copy}",
                }
            )


@cache
def _day() -> tuple[Message, ...]:
    """What was said on the day: no edit, no delete, nothing that came twice or cannot be read."""
    now = datetime.now(UTC)
    headers = binary_headers(kind=MESSAGES.kind, id="line", source=_SOURCE, time=now)
    found: dict[UUID, Message] = {}
    for line in (files(stadsgesprek.sample) / "dag.jsonl").read_bytes().splitlines():
        message = read_message(Envelope(MESSAGES.name, b"", headers, line), "dag.jsonl", now)
        if isinstance(message, Message) and message.operation is Operation.created:
            found.setdefault(message.id, message)
    return tuple(found.values())
