"""What the console and the watcher ask of the record store, and what they get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schemas.record import Record


class Facet(StrEnum):
    """A field of `Record.current` that records can be filtered on and counted by."""

    channel = "channel"
    intent = "intent"
    topic = "topic"
    department = "departments"
    status = "status"
    urgency = "urgency"
    sentiment = "sentiment"
    language = "language"
    outcome = "outcome"
    action = "action"
    way = "way"


@dataclass(frozen=True, slots=True)
class Query:
    """Which records. Every condition must hold; a facet with several values holds for any of them.

    `text`: every word must stand in the message, without regard to case and accents. `since` and `until` (not
    included) are of `published`; `due_before` of the deadline. Times are aware.
    """

    text: str = ""
    where: Mapping[Facet, frozenset[str]] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    due_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Records, newest first. `total` counts all that match; `after` asks for the next page, None at the end."""

    records: tuple[Record, ...]
    total: int
    after: str | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """How many records have this value of a facet."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Interval:
    """How many records were published from `start` on, before the next interval starts; `by` splits them."""

    start: datetime
    count: int
    by: Mapping[str, int]


class CursorError(ValueError):
    """An `after` that this store did not give."""
