"""The log of rules of an embedded run."""

from collections.abc import Sequence

from schemas.rules import RulesEntry
from streams.embedded.database import Database


class EmbeddedRulesLog:
    """RulesLog of one database file; processes beside each other see what any of them put."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def entries(self, after: int = 0) -> Sequence[RulesEntry]:
        """See RulesLog. Raises StoreError."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT json FROM rules WHERE seq > ? ORDER BY seq", (after,)).fetchall()
        return [RulesEntry.model_validate_json(json) for (json,) in rows]

    def append(self, entry: RulesEntry) -> None:
        """See RulesLog. Raises StoreError."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO rules (id, json) VALUES (?, ?)", (entry.id.bytes, entry.model_dump_json().encode())
            )
