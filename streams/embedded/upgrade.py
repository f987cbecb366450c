"""What an upgrade of the file does beyond SQL."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Final

from processors.fold import fold
from processors.mask import masked, original
from schemas.record import Record
from streams.words import words


def mask_records(connection: sqlite3.Connection) -> None:
    """Mask personal data in all records, their search words with them, and keep the originals apart."""
    # Each by itself, as a city's records do not fit in memory; and what is updated is never met again.
    for seq, json in connection.execute("SELECT seq, json FROM bodies ORDER BY seq"):
        record = Record.model_validate_json(json)
        if record.result is None or (result := masked(record.result)) is record.result:
            continue
        changed = fold(record.model_copy(update={"result": result}), [])
        connection.execute("UPDATE bodies SET json = ? WHERE seq = ?", (changed.model_dump_json().encode(), seq))
        connection.execute("UPDATE texts SET words = ? WHERE rowid = ?", (" ".join(words(result.text)), seq))
        connection.execute(
            "INSERT INTO originals VALUES (?, ?)", (seq, original(record.result).model_dump_json().encode())
        )


AFTER: Final[Mapping[int, Callable[[sqlite3.Connection], None]]] = {3: mask_records}
"""What follows the script of a version."""
