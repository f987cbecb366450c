"""The record store on SQLite."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from processors.fold import Event, fold
from processors.stored_features import Decided
from schemas.decision import Value
from schemas.original import Original
from schemas.record import Record
from streams.embedded import originals
from streams.embedded.database import Database, micros
from streams.embedded.search import answers, count, decided, get, search, timeline
from streams.masking import Masked, by_record
from streams.query import Bucket, Facet, Interval, Page, Query
from streams.thread import thread
from streams.words import words

_COLUMNS: Final = (
    "seq", "id", "published", "shown", "parent", "deadline",
    "channel", "intent", "topic", "status", "urgency", "sentiment", "language", "outcome", "action", "way",
)  # fmt: skip
_INSERT: Final = f"INSERT INTO records ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
_UPDATE: Final = " ".join(
    [
        _INSERT,
        "ON CONFLICT (seq) DO UPDATE SET",
        ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS if column not in {"seq", "id"}),
    ]
)


class EmbeddedRecords:
    """RecordWriter and RecordReader of one database file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, events: Sequence[Event]) -> None:
        """See RecordWriter."""
        with self._database.writing() as connection:
            write_with(connection, events)

    def get(self, id: UUID) -> Record | None:
        """See RecordReader; so for all below."""
        with self._database.reading() as connection:
            return get(connection, id)

    def thread(self, record: Record) -> tuple[Record, ...]:
        with self._database.reading() as connection:
            return thread(record, lambda id: get(connection, id), lambda ids, n: answers(connection, ids, n))

    def search(self, query: Query, *, size: int = 50, after: str | None = None) -> Page:
        with self._database.reading() as connection:
            return search(connection, query, size=size, after=after)

    def count(self, query: Query, by: Facet) -> tuple[Bucket, ...]:
        with self._database.reading() as connection:
            return count(connection, query, by)

    def timeline(
        self, query: Query, *, since: datetime, until: datetime, step: timedelta, by: Facet | None = None
    ) -> tuple[Interval, ...]:
        with self._database.reading() as connection:
            return timeline(connection, query, since=since, until=until, step=step, by=by)

    def decided(self, query: Query) -> Iterator[Decided]:
        with self._database.reading() as connection:
            yield from decided(connection, query)

    def originals(self, ids: Sequence[UUID]) -> Mapping[UUID, Original]:
        with self._database.reading() as connection:
            return dict(originals.read(connection, ids))


def write_with(connection: sqlite3.Connection, events: Iterable[Event]) -> None:
    """Fold the events into their records within a transaction of the caller's."""
    of = by_record(events)
    known = _known(connection, [id.bytes for id in of])
    (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM records").fetchone()
    new: list[tuple[int, Record]] = []
    changed: list[tuple[int, Record, Record]] = []
    kept: list[tuple[int, Record, list[Masked]]] = []
    for id, of_one in of.items():
        seq, before = known.get(id.bytes, (None, None))
        record = fold(before, [each.event for each in of_one])
        if seq is None or before is None:
            last += 1
            new.append((last, record))
            kept.append((last, record, of_one))
        elif record != before:
            changed.append((seq, before, record))
            kept.append((seq, record, of_one))
    _insert(connection, new)
    _replace(connection, changed)
    originals.keep(connection, kept)


def _known(connection: sqlite3.Connection, ids: list[bytes]) -> dict[bytes, tuple[int, Record]]:
    found: dict[bytes, tuple[int, Record]] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT id, seq, json FROM records JOIN bodies USING (seq) WHERE id IN ({marks})",  # noqa: S608
            some,
        )
        found |= {id: (seq, Record.model_validate_json(json)) for id, seq, json in rows}
    return found


def _insert(connection: sqlite3.Connection, new: list[tuple[int, Record]]) -> None:
    connection.executemany(_INSERT, [_row(seq, record) for seq, record in new])
    connection.executemany("INSERT INTO bodies VALUES (?, ?)", [(seq, _json(record)) for seq, record in new])
    _keep_features(connection, new)
    connection.executemany(
        "INSERT INTO departments VALUES (?, ?)", [pair for seq, record in new for pair in _departments(seq, record)]
    )
    connection.executemany(
        "INSERT INTO texts (rowid, words) VALUES (?, ?)", [(seq, _words(record)) for seq, record in new]
    )


def _replace(connection: sqlite3.Connection, changed: list[tuple[int, Record, Record]]) -> None:
    connection.executemany(_UPDATE, [_row(seq, record) for seq, _, record in changed])
    connection.executemany("UPDATE bodies SET json = ? WHERE seq = ?", [(_json(new), seq) for seq, _, new in changed])
    connection.executemany(
        "DELETE FROM features WHERE seq = ?", [(seq,) for seq, _, new in changed if _features(new) is None]
    )
    _keep_features(connection, [(seq, new) for seq, before, new in changed if _features(new) != _features(before)])
    connection.executemany("DELETE FROM departments WHERE record = ?", [(seq,) for seq, _, _ in changed])
    connection.executemany(
        "INSERT INTO departments VALUES (?, ?)", [pair for seq, _, new in changed for pair in _departments(seq, new)]
    )
    connection.executemany(
        "UPDATE texts SET words = ? WHERE rowid = ?",
        [(_words(new), seq) for seq, before, new in changed if _words(new) != _words(before)],
    )


def _row(seq: int, record: Record) -> tuple[Any, ...]:
    current = record.current
    if current is None:
        return seq, record.id.bytes, micros(record.published), 0, *[None] * (len(_COLUMNS) - 4)
    return (
        seq,
        record.id.bytes,
        micros(record.published),
        1,
        current.in_reply_to and current.in_reply_to.bytes,
        current.deadline and micros(current.deadline),
        current.channel,
        current.intent,
        current.topic,
        current.status,
        current.urgency,
        current.sentiment,
        current.language,
        current.outcome,
        current.action,
        current.way,
    )


def _keep_features(connection: sqlite3.Connection, records: list[tuple[int, Record]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO features VALUES (?, ?)",
        [(seq, orjson.dumps(found)) for seq, record in records if (found := _features(record)) is not None],
    )


def _features(record: Record) -> dict[str, Value] | None:
    decision = record.result.decision if record.result else None
    return decision.features if decision else None


def _json(record: Record) -> bytes:
    return record.model_dump_json().encode()


def _departments(seq: int, record: Record) -> list[tuple[int, str]]:
    return [(seq, value) for value in dict.fromkeys(record.current.departments)] if record.current else []


def _words(record: Record) -> str:
    return " ".join(words(record.result.text)) if record.result else ""
