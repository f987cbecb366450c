"""What each department must take up or let go: the embedded run's `feed.<department>` topics, compacted."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from schemas.feed import FeedItem
from schemas.record import Record
from schemas.vocabulary import Operation
from streams.embedded.database import Database

_PUT: Final = """
INSERT INTO outbox (position, department, message, revision, offered) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (department, message) DO UPDATE
SET position = excluded.position, revision = excluded.revision, offered = excluded.offered
WHERE excluded.revision >= outbox.revision
"""

_ITEMS: Final = """
SELECT position, message, revision, offered, json
FROM outbox JOIN records ON records.id = outbox.message JOIN bodies USING (seq)
WHERE department = ? AND position > ? ORDER BY position LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Offered:
    """An item of a department's feed, and where it stands."""

    position: int
    item: FeedItem


class Outbox:
    """One item for each department and message; a higher or equal revision replaces it and moves it to the end."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def items(self, department: str, *, after: int = 0, n: int = 500) -> list[Offered]:
        """The first n items of a department that stand after that position. Raises StoreError."""
        with self._database.reading() as connection:
            rows = connection.execute(_ITEMS, (department, after, n)).fetchall()
        return [
            Offered(position, _item(department, UUID(bytes=message), revision, bool(offered), json))
            for position, message, revision, offered, json in rows
        ]


def put_with(connection: sqlite3.Connection, items: Sequence[FeedItem]) -> None:
    """Add them within a transaction of the caller's that writes their results to the records as well.

    Their results are not kept here: every revision after the first tells every department, so the record has the one
    that the item is of.
    """
    # No row ever leaves, so the highest position only grows.
    (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM outbox").fetchone()
    connection.executemany(
        _PUT,
        [
            (position, item.department, item.message.bytes, item.revision, item.kind == "offered")
            for position, item in enumerate(items, last + 1)
        ],
    )


def _item(department: str, message: UUID, revision: int, offered: bool, json: bytes) -> FeedItem:
    result = Record.model_validate_json(json).result if offered else None
    # An edit that came after the delete of its message is offered to nobody: a delete wins.
    if result is None or result.message.operation is Operation.deleted:
        return FeedItem(department=department, message=message, revision=revision, kind="withdrawn")
    return FeedItem(department=department, message=message, revision=revision, kind="offered", result=result)
