"""A record as the pages show it: the same facts in the list, in a conversation and among what is urgent."""

from dataclasses import dataclass
from datetime import datetime

from schemas.record import Current, Record
from schemas.vocabulary import Status

_WAITING = (Status.open, Status.bezig)


@dataclass(frozen=True, slots=True)
class Due:
    """When something must be done. `late` only while the work is open."""

    at: datetime
    waiting: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One message in brief. `lang` is None where the language is not known."""

    id: str
    at: datetime
    text: str
    lang: str | None
    attachments: int
    current: Current
    due: Due | None


def row(record: Record, now: datetime) -> Row:
    """The row of a record. Raises ValueError for a record whose message has not arrived; the store gives none."""
    result, current = record.result, record.current
    if result is None or current is None:
        raise ValueError(f"record {record.id}: has no message yet")
    return Row(
        id=str(record.id),
        at=record.published,
        text=result.text,
        lang=current.language if current.language != "und" else None,
        attachments=len(result.message.attachments),
        current=current,
        due=due(current, now),
    )


def due(current: Current, now: datetime) -> Due | None:
    """The deadline of a message, if it has one."""
    if current.deadline is None:
        return None
    waiting = current.status in _WAITING
    return Due(current.deadline, waiting, waiting and current.deadline < now)
