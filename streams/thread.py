"""The conversation around a record: one walk for every record store."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from schemas.record import Record

MOST: Final = 100
"""Records that a thread shows."""


def thread(
    record: Record,
    get: Callable[[UUID], Record | None],
    answers: Callable[[Sequence[UUID], int], Sequence[Record]],
) -> tuple[Record, ...]:
    """Its ancestors, the record itself and the answers to it and to those answers, oldest first.

    `get` gives one record; `answers(ids, n)` the oldest n records, by `published` then id, that answer one of `ids`.
    Where there are more than MOST, the nearest ancestors stay, then the answers, level by level, the older ones.
    Other answers to its ancestors are not part of it, and a circle of answers ends where it closes.
    """
    found = {record.id: record}
    above = record
    while len(found) < MOST and above.current and above.current.in_reply_to:
        parent = get(above.current.in_reply_to)
        if parent is None or parent.id in found:
            break
        found[parent.id] = above = parent
    level: Sequence[UUID] = (record.id,)
    while level and len(found) < MOST:
        # Some of them may be known already, in a circle; no more than there are.
        new = [each for each in answers(level, MOST + len(found)) if each.id not in found][: MOST - len(found)]
        found.update((each.id, each) for each in new)
        level = [each.id for each in new]
    return tuple(sorted(found.values(), key=lambda each: (each.published, each.id)))
