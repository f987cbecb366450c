"""The originals of masked messages, in the file of the records: what only people with the right may read."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from schemas.original import Original
from schemas.record import Record
from streams.batches import batches
from streams.masking import Masked

_AT_ONCE = 500


def keep(connection: sqlite3.Connection, records: Iterable[tuple[int, Record, Sequence[Masked]]]) -> None:
    """Of each record (its `seq`, itself, the events that came in) keep what the revision that counts said, or nothing.

    A record whose result is none of the events has its original already, if there is one.
    """
    changed = [
        (seq, each.original)
        for seq, record, events in records
        for each in events
        if each.event is record.result  # the fold gives the very one that it chose
    ]
    connection.executemany(
        "DELETE FROM originals WHERE seq = ?", [(seq,) for seq, original in changed if original is None]
    )
    connection.executemany(
        "INSERT OR REPLACE INTO originals VALUES (?, ?)",
        [(seq, original.model_dump_json().encode()) for seq, original in changed if original is not None],
    )


def read(connection: sqlite3.Connection, ids: Sequence[UUID]) -> Iterator[tuple[UUID, Original]]:
    """Those that exist."""
    for some in batches(ids, _AT_ONCE):
        marks = ", ".join("?" * len(some))
        rows = connection.execute(
            f"SELECT json FROM originals JOIN records USING (seq) WHERE id IN ({marks})",  # noqa: S608
            [id.bytes for id in some],
        )
        for (json,) in rows:
            original = Original.model_validate_json(json)
            yield original.id, original
