"""The ports around `process`: each has an embedded and a distributed implementation, and one contract suite."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from processors.fold import Event
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.record import Record
from streams.query import Bucket, Facet, Interval, Page, Query


class EngineAwayError(Exception):
    """An engine does not answer, or refuses. The text says which and what to do, never what a message holds."""


class PublishError(EngineAwayError):
    """Events could not be made durable: neither the broker nor the disk took them. Nothing was accepted."""


class Publisher(Protocol):
    """Where listeners, console and commands put events."""

    def publish(self, events: Sequence[Envelope]) -> None:
        """Return when all events are durable (acknowledged by the broker, or on this machine's disk).

        Raises PublishError when they are not; the caller then does not answer its channel or move its cursor.
        """

    def close(self) -> None:
        """Wait for what is under way, and let go."""


class RecordWriter(Protocol):
    """Where events become records."""

    def write(self, events: Sequence[Event]) -> None:
        """Fold the events into their records; when this returns, every record holds them durably.

        Safe to repeat, and safe beside other writers. Raises StoreError when the store does not answer or refuses.
        """


class RecordReader(Protocol):
    """What the console and the watcher ask. Records whose message has not arrived yet are never among the answers.

    Every method raises StoreError when the store does not answer.
    """

    def get(self, id: UUID) -> Record | None:
        """One record."""

    def thread(self, record: Record) -> tuple[Record, ...]:
        """The conversation around a record, oldest first: its ancestors, itself and its answers (100 at most)."""

    def search(self, query: Query, *, size: int = 50, after: str | None = None) -> Page:
        """A page of records, newest first. Raises query.CursorError for an `after` of another making."""

    def count(self, query: Query, by: Facet) -> tuple[Bucket, ...]:
        """How many records for each value of a facet, most first, then by value; a record may count in several."""

    def timeline(
        self, query: Query, *, since: datetime, until: datetime, step: timedelta, by: Facet | None = None
    ) -> tuple[Interval, ...]:
        """Counts for each step of time from `since` on; steps without records are there with 0."""


class StoreError(EngineAwayError):
    """The record store does not answer, or refuses. `str(error)` says which and what to do; never message text."""


class DeadLetters(Protocol):
    """What could not be read, for the people who mend it."""

    def letters(self) -> Iterator[DeadLetter]:
        """All that were not replayed, oldest first."""

    def replay(self, letter: DeadLetter) -> None:
        """Put its bytes back on its topic and take it from the list."""
