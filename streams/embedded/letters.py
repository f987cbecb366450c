"""The dead letters of an embedded run."""

import sqlite3
from collections.abc import Iterator, Sequence

from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from streams.embedded.database import Database
from streams.embedded.queue import DurableQueue

_PAGE = 100


class EmbeddedDeadLetters:
    """DeadLetters of one database file; `inbox` is where they go again."""

    def __init__(self, database: Database, inbox: DurableQueue) -> None:
        self._database = database
        self._inbox = inbox

    def letters(self) -> Iterator[DeadLetter]:
        """All that were not replayed, oldest first. Raises StoreError."""
        last = 0
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(
                    "SELECT seq, json FROM letters WHERE seq > ? ORDER BY seq LIMIT ?", (last, _PAGE)
                ).fetchall()
            for _, json in rows:
                yield DeadLetter.model_validate_json(json)
            if len(rows) < _PAGE:
                return
            last = rows[-1][0]

    def replay(self, letter: DeadLetter) -> None:
        """Put its bytes back on its topic and take it from the list, both or neither; once, however often asked.

        Raises QueueFullError when the inbox takes no more, StoreError when the disk does not.
        """
        headers = tuple((name, value.encode()) for name, value in letter.headers.items())
        event = Envelope(topic=letter.topic, key=b"", headers=headers, body=letter.body)
        with self._database.writing() as connection:
            gone = connection.execute("DELETE FROM letters WHERE id = ?", (letter.id.bytes,)).rowcount
            if gone:
                self._inbox.put_with(connection, [event])
        self._inbox.notify()


def put_with(connection: sqlite3.Connection, letters: Sequence[DeadLetter]) -> None:
    """Add them within a transaction of the caller's; one that is there already stays as it is."""
    connection.executemany(
        "INSERT INTO letters (id, json) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        [(letter.id.bytes, letter.model_dump_json().encode()) for letter in letters],
    )
