"""A durable queue of events: the inbox of an embedded run, and the spool of a publisher whose broker is away."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Condition
from typing import Final

import orjson

from schemas.cloudevents import Envelope
from streams.embedded.database import Database
from streams.ports import PublishError, StoreError

DEFAULT_LIMIT: Final = 1 << 30
"""Bytes of events that wait; about half a million messages."""


class QueueFullError(PublishError):
    """The events do not fit; none of them was taken."""


@dataclass(frozen=True, slots=True)
class Queued:
    """An event that waits, and its number in the queue: it grows, and none is given twice."""

    seq: int
    event: Envelope


class DurableQueue:
    """First in, first out. Every thread may use it; what `put` returned for survives the end of the process."""

    def __init__(self, database: Database, limit: int = DEFAULT_LIMIT) -> None:
        """`limit` is the number of bytes (topic, key, headers and body) that may wait."""
        self._database = database
        self._limit = limit
        self._arrival = Condition()
        self._arrivals = 0

    def put(self, events: Sequence[Envelope]) -> None:
        """Add them all; they are on the disk when this returns.

        Raises QueueFullError, or PublishError when the disk does not take them; then none of them was added.
        """
        if not events:
            return
        try:
            with self._database.writing() as connection:
                self.put_with(connection, events)
        except StoreError as error:
            raise PublishError(str(error)) from error
        self.notify()

    def put_with(self, connection: sqlite3.Connection, events: Sequence[Envelope]) -> None:
        """Add them within a transaction of the caller's, who calls `notify` after it."""
        rows = [_row(event) for event in events]
        added = sum(row[-1] for row in rows)
        (waiting,) = connection.execute("SELECT bytes FROM queue_size").fetchone()
        if waiting + added > self._limit:
            raise QueueFullError(
                f"{self._database.path}: {waiting} bytes wait and {added} more would pass the limit of {self._limit}; "
                "see that what takes them runs"
            )
        connection.executemany("INSERT INTO queue (topic, key, headers, body, bytes) VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute("UPDATE queue_size SET events = events + ?, bytes = bytes + ?", (len(rows), added))

    def take(self, n: int) -> list[Queued]:
        """The n that have waited longest; they stay until they are dropped. Raises StoreError."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT seq, topic, key, headers, body FROM queue ORDER BY seq LIMIT ?", (n,))
            return [
                Queued(seq, Envelope(topic, key, _headers(headers), body)) for seq, topic, key, headers, body in rows
            ]

    def drop(self, seqs: Sequence[int]) -> None:
        """Remove these; those that are gone already do no harm. Raises StoreError."""
        with self._database.writing() as connection:
            self.drop_with(connection, seqs)

    def drop_with(self, connection: sqlite3.Connection, seqs: Sequence[int]) -> None:
        """Remove these within a transaction of the caller's."""
        if not seqs:
            return
        wanted = (orjson.dumps(list(seqs)).decode(),)
        gone = connection.execute(
            "DELETE FROM queue WHERE seq IN (SELECT value FROM json_each(?)) RETURNING bytes", wanted
        ).fetchall()
        connection.execute(
            "UPDATE queue_size SET events = events - ?, bytes = bytes - ?", (len(gone), sum(size for (size,) in gone))
        )

    def __len__(self) -> int:
        with self._database.reading() as connection:
            (events,) = connection.execute("SELECT events FROM queue_size").fetchone()
        return int(events)

    def notify(self) -> None:
        """Wake up who waits."""
        with self._arrival:
            self._arrivals += 1
            self._arrival.notify_all()

    @property
    def arrivals(self) -> int:
        """How often something was put, or somebody woken, by this process."""
        return self._arrivals

    def wait(self, seen: int, timeout: float) -> None:
        """Return when `arrivals` is more than `seen`, or after so many seconds (another process may have put some)."""
        with self._arrival:
            self._arrival.wait_for(lambda: self._arrivals != seen, timeout)

    def close(self) -> None:
        """Close the database file, for a queue that has it to itself."""
        self._database.close()


def _row(event: Envelope) -> tuple[str, bytes, bytes, bytes, int]:
    headers = orjson.dumps([(name, value.decode("latin-1")) for name, value in event.headers])
    size = len(event.topic) + len(event.key) + len(headers) + len(event.body)
    return event.topic, event.key, headers, event.body, size


def _headers(stored: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, value.encode("latin-1")) for name, value in orjson.loads(stored))
