"""A record as the pages show it: the same facts in the list, in a conversation and among what is urgent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.original import Original
from schemas.record import Current, Record
from schemas.vocabulary import Status
from stadsgesprek.console.marked import Piece, hidden, shown

_WAITING = (Status.open, Status.bezig)


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done. `late` only while the work is open."""

    at: datetime
    waiting: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One message in brief, its words in pieces. `lang` is None where the language is not known."""

    id: str
    at: datetime
    words: tuple[Piece, ...]
    lang: str | None
    attachments: int
    current: Current
    due: Due | None


def row(record: Record, now: datetime, originals: Mapping[UUID, Original]) -> Row:
    """The row of a record, with the words of its original if that is there.

    Raises ValueError for a record whose message has not arrived; the store gives none.
    """
    result, current = record.result, record.current
    if result is None or current is None:
        raise ValueError(f"record {record.id}: has no message yet")
    return Row(
        id=str(record.id),
        at=record.published,
        words=shown(original.text) if (original := original_of(record, originals)) else hidden(result.text),
        lang=current.language if current.language != "und" else None,
        attachments=len(result.message.attachments),
        current=current,
        due=due(current, now),
    )


def original_of(record: Record, originals: Mapping[UUID, Original]) -> Original | None:
    """The original of the revision that the record has; an edit reaches the two a moment apart."""
    original = originals.get(record.id)
    return original if original and record.current and original.revision == record.current.revision else None


def due(current: Current, now: datetime) -> Due | None:
    """The deadline of a message, if it has one."""
    if current.deadline is None:
        return None
    waiting = current.status in _WAITING
    return Due(current.deadline, waiting, waiting and current.deadline < now)
