"""The ports around `process`: each has an embedded and a distributed implementation, and one contract suite."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from processors.city import City
from processors.fold import Event
from processors.stored_features import Decided
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.original import Original
from schemas.record import Record
from schemas.rules import RulesEntry
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

        Personal data in results is masked first; what that takes out is kept apart, and only of the revision that
        counts: of a message that was taken back nothing is left.

        Safe to repeat, and safe beside other writers. Raises StoreError when the store does not answer or refuses.
        """


class RecordReader(Protocol):
    """What the console and the watcher ask; personal data in records is masked.

    Records whose message has not arrived yet are never among the answers.

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

    def decided(self, query: Query) -> Iterator[Decided]:
        """Every message that was decided on, newest first, each once; read from the stored features alone.

        What is published meanwhile is not among them. A message that was taken back has no decision, and is not there.
        """

    def originals(self, ids: Sequence[UUID]) -> Mapping[UUID, Original]:
        """What those of these messages said that are masked.

        Raises StoreError, naming the role, when the store knows users and this one may not read originals.
        """


class StoreError(EngineAwayError):
    """The record store does not answer, or refuses. `str(error)` says which and what to do; never message text."""


class DeadLetters(Protocol):
    """What could not be read, for the people who mend it."""

    def letters(self) -> Iterator[DeadLetter]:
        """All that were not replayed, oldest first."""

    def replay(self, letter: DeadLetter) -> None:
        """Put its bytes back on its topic and take it from the list."""


class RulesLog(Protocol):
    """Which packs were put in force, by whom and from when. Entries are only added, never changed or taken away."""

    def entries(self, after: int = 0) -> Sequence[RulesEntry]:
        """All but the first `after` entries, in the order in which they were put; cheap when there is nothing new.

        Raises EngineAwayError.
        """

    def append(self, entry: RulesEntry) -> None:
        """Return when it is durable, and among `entries`; a repetition does nothing. Raises EngineAwayError."""


class Pack(Protocol):
    """A city's pack: the city, and the files of which another process can make it."""

    @property
    def city(self) -> City:
        """What `process` works with."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Name to content."""

    @property
    def hash(self) -> str:
        """Tells one content from another."""
