"""The questions of the record store as SQL."""

# ruff: noqa: S608  (what is put together are names and marks; what the asker gives travels as parameters)

import sqlite3
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from processors.stored_features import Decided
from schemas.record import Record
from streams.embedded.database import instant, micros
from streams.query import Bucket, CursorError, Facet, Interval, Page, Query
from streams.words import words

_MICROSECOND: Final = timedelta(microseconds=1)
_CURSOR_BYTES: Final = 24  # a signed instant of 8 and an identity of 16


def get(connection: sqlite3.Connection, id: UUID) -> Record | None:
    """One record, once its message is there."""
    row = connection.execute(
        "SELECT json FROM records JOIN bodies USING (seq) WHERE id = ? AND shown = 1", (id.bytes,)
    ).fetchone()
    return Record.model_validate_json(row[0]) if row else None


def answers(connection: sqlite3.Connection, ids: Sequence[UUID], n: int) -> list[Record]:
    """The oldest n that answer one of these."""
    rows = connection.execute(
        "SELECT json FROM records JOIN bodies USING (seq) WHERE shown = 1 AND parent IS NOT NULL "
        f"AND parent IN ({_marks(ids)}) ORDER BY published, id LIMIT ?",
        (*(id.bytes for id in ids), n),
    )
    return [Record.model_validate_json(json) for (json,) in rows]


def search(connection: sqlite3.Connection, query: Query, *, size: int, after: str | None) -> Page:
    """See RecordReader.search."""
    where, values = _where(query)
    here, start = where, values
    if after is not None:
        here, start = f"{where} AND (published, id) < (?, ?)", [*values, *_read_cursor(after)]
    rows = connection.execute(
        # The page first, so that no body is sorted.
        "SELECT published, id, json FROM "
        f"(SELECT seq, published, id FROM records WHERE {here} ORDER BY published DESC, id DESC LIMIT ?) "
        "JOIN bodies USING (seq) ORDER BY published DESC, id DESC",
        (*start, size + 1),
    ).fetchall()
    (total,) = connection.execute(f"SELECT count(*) FROM records WHERE {where}", values).fetchone()
    shown = rows[:size]
    return Page(
        records=tuple(Record.model_validate_json(json) for _, _, json in shown),
        total=total,
        after=_cursor(*shown[-1][:2]) if len(rows) > size else None,
    )


def count(connection: sqlite3.Connection, query: Query, by: Facet) -> tuple[Bucket, ...]:
    """See RecordReader.count."""
    where, values = _where(query)
    table, column = _source(by)
    rows = connection.execute(
        f"SELECT {column}, count(*) FROM {table} WHERE {where} AND {column} IS NOT NULL "
        f"GROUP BY {column} ORDER BY count(*) DESC, {column}",
        values,
    )
    return tuple(Bucket(value, number) for value, number in rows)


def timeline(
    connection: sqlite3.Connection, query: Query, *, since: datetime, until: datetime, step: timedelta, by: Facet | None
) -> tuple[Interval, ...]:
    """See RecordReader.timeline."""
    start, end, width = micros(since), micros(until), step // _MICROSECOND
    if width <= 0:
        raise ValueError(f"step: is {step}; it must be longer than nothing")
    where, values = _where(query)
    where += " AND published >= ? AND published < ?"
    values += [start, end]
    counts = dict(
        connection.execute(
            f"SELECT (published - ?) / ?, count(*) FROM records WHERE {where} GROUP BY 1", (start, width, *values)
        ).fetchall()
    )
    split: dict[int, dict[str, int]] = {}
    if by is not None:
        table, column = _source(by)
        rows = connection.execute(
            f"SELECT (published - ?) / ?, {column}, count(*) FROM {table} "
            f"WHERE {where} AND {column} IS NOT NULL GROUP BY 1, 2",
            (start, width, *values),
        )
        for slot, value, number in rows:
            split.setdefault(slot, {})[value] = number
    slots = range(-((start - end) // width))
    return tuple(Interval(instant(start + slot * width), counts.get(slot, 0), split.get(slot, {})) for slot in slots)


def decided(connection: sqlite3.Connection, query: Query) -> Iterator[Decided]:
    """See RecordReader.decided."""
    where, values = _where(query)
    rows = connection.execute(
        f"SELECT id, published, outcome, json FROM records LEFT JOIN features USING (seq) WHERE {where} "
        "AND outcome IS NOT NULL ORDER BY published DESC, id DESC",
        values,
    )
    for id, published, outcome, json in rows:
        yield Decided(UUID(bytes=id), instant(published), outcome, None if json is None else orjson.loads(json))


def _where(query: Query) -> tuple[str, list[Any]]:
    """The condition on the table `records`, and the values of its parameters."""
    conditions = ["shown = 1"]
    values: list[Any] = []
    if found := words(query.text):
        conditions.append("records.seq IN (SELECT rowid FROM texts WHERE texts MATCH ?)")
        # A word has letters and digits alone, so quotes make it a string whatever it says (AND, NEAR, …).
        values.append(" ".join(f'"{word}"' for word in found))
    for facet, several in query.where.items():
        if facet is Facet.department:
            conditions.append(
                "EXISTS (SELECT 1 FROM departments AS of WHERE of.record = records.seq "
                f"AND of.value IN ({_marks(several)}))"
            )
        else:
            conditions.append(f"{facet} IN ({_marks(several)})")
        values += sorted(several)
    for condition, bound in (
        ("published >= ?", query.since),
        ("published < ?", query.until),
        ("deadline < ?", query.due_before),
    ):
        if bound is not None:
            conditions.append(condition)
            values.append(micros(bound))
    return " AND ".join(conditions), values


def _source(by: Facet) -> tuple[str, str]:
    """The table that has a row for each record and value of a facet, and the column of the value."""
    if by is Facet.department:
        return "records JOIN departments ON departments.record = records.seq", "departments.value"
    return "records", by.value


def _marks(values: Sequence[Any] | frozenset[Any]) -> str:
    return ", ".join("?" * len(values))


def _cursor(published: int, id: bytes) -> str:
    return urlsafe_b64encode(published.to_bytes(8, "big", signed=True) + id).decode()


def _read_cursor(after: str) -> tuple[int, bytes]:
    try:
        content = urlsafe_b64decode(after)
    except (ValueError, Base64Error):
        content = b""
    if len(content) != _CURSOR_BYTES:
        raise CursorError("after: is not a place that this record store gave; start from the first page")
    return int.from_bytes(content[:8], "big", signed=True), content[8:]
