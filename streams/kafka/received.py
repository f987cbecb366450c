"""What a client gives for an event, as an envelope and the place where it stood."""

from typing import Any, NamedTuple

from schemas.cloudevents import Envelope


class Record(NamedTuple):
    """The parts of a record of kafka-python or aiokafka, or of a message of Faust, that are ours."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Any


def record(raw: Any) -> Record:
    """Of any of the three clients."""
    return Record(raw.topic, raw.partition, raw.offset, raw.key, raw.value, raw.headers)


def received(raw: Any) -> tuple[Envelope, str]:
    """The event and its place. A missing key, body or header value is an empty one."""
    envelope = Envelope(
        topic=raw.topic,
        key=raw.key or b"",
        headers=tuple([(name, value or b"") for name, value in raw.headers or ()]),
        body=raw.value or b"",
    )
    return envelope, f"{raw.topic}/{raw.partition}@{raw.offset}"
