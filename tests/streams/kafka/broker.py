"""What tests put on the broker, read from it, and wait for."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.cloudevents import Envelope
from schemas.message import Message
from schemas.topics import MESSAGES
from schemas.vocabulary import Channel
from streams.embedded.database import Database
from streams.embedded.queue import DurableQueue
from streams.envelopes import envelope
from streams.kafka.connection import KafkaConnection
from streams.kafka.publisher import KafkaPublisher
from streams.kafka.reading import TopicReader
from streams.kafka.received import received

NOW = datetime(2026, 3, 24, 9, tzinfo=UTC)
WITHIN = 60.0  # seconds


def message(native_id: str, content: str = "Is het zwembad vandaag open?", **fields: Any) -> Message:
    """A tweet to the city."""
    data = {
        "channel": Channel.twitter,
        "account": "stad_Antwerpen",
        "native_id": native_id,
        "content": content,
        "published": NOW,
    }
    return Message.model_validate(data | fields)


def event(some: Message) -> Envelope:
    """Its event on the topic `messages`."""
    return envelope(MESSAGES, some, source="/test", time=NOW)


def events(count: int, prefix: str = "m") -> list[Envelope]:
    """So many events, each of another message."""
    return [event(message(f"{prefix}{number}")) for number in range(count)]


@contextmanager
def publisher(bootstrap: str, spool: Path, *, limit: int = 1 << 30, within: float = 20.0) -> Iterator[KafkaPublisher]:
    """A publisher with its spool, closed in the end."""
    opened = KafkaPublisher(KafkaConnection(bootstrap), DurableQueue(Database(spool), limit), within=within)
    try:
        yield opened
    finally:
        opened.close()


def on_topic(bootstrap: str, topic: str) -> list[Envelope]:
    """All events of a topic."""
    with TopicReader(KafkaConnection(bootstrap), [topic]) as reader:
        return [received(record)[0] for record in reader.records()]


def until(
    condition: Callable[[], object],
    what: str,
    within: float = WITHIN,
    *,
    every: float = 0.05,
    logs: Callable[[], str] = lambda: "",
) -> None:
    """Wait until the condition holds; fail with `what` it was, and `logs`, when it does not within so many seconds."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"not within {within:.0f} s: {what}\n{logs()}"
        time.sleep(every)


def keys(some: Iterable[Envelope]) -> list[str]:
    """The keys of events, in order."""
    return [each.key.decode() for each in some]
