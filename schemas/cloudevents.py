"""CloudEvents 1.0 in Kafka's binary mode: attributes in `ce_*` headers, the record as JSON in the body.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

SPEC_VERSION: Final = b"1.0"
CONTENT_TYPE: Final = b"application/json"
_TYPE_PREFIX: Final = "be.stadsgesprek."


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event as it lies on a topic, in the inbox or in the spool: bytes, not yet read."""

    topic: str
    key: bytes
    headers: tuple[tuple[str, bytes], ...]
    body: bytes

    def header(self, name: str) -> bytes | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key == name), None)


def event_type(kind: str) -> str:
    """The CloudEvents type of a kind of record, for instance `be.stadsgesprek.message.v1`."""
    return f"{_TYPE_PREFIX}{kind}.v1"


def binary_headers(*, kind: str, id: str, source: str, time: datetime) -> tuple[tuple[str, bytes], ...]:
    """The headers of an event; `source` is a URI reference that names the producer, `time` is aware."""
    return (
        ("ce_specversion", SPEC_VERSION),
        ("ce_id", id.encode()),
        ("ce_source", source.encode()),
        ("ce_type", event_type(kind).encode()),
        ("ce_time", time.isoformat().encode()),
        ("content-type", CONTENT_TYPE),
    )


def wrong_attributes(headers: Mapping[str, bytes | None], kind: str) -> str | None:
    """What is wrong with an event's headers, in words, or None. An event without any `ce_*` header is refused."""
    if headers.get("ce_specversion") != SPEC_VERSION:
        return "ce_specversion: is not 1.0; only CloudEvents 1.0 in binary mode are read"
    if headers.get("ce_type") != event_type(kind).encode():
        return f"ce_type: is not {event_type(kind)}"
    if not headers.get("ce_id") or not headers.get("ce_source"):
        return "ce_id, ce_source: must both be there and not be empty"
    return None
