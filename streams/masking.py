"""What the record stores keep: events with personal data masked, and beside them what that took out."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from processors.fold import Event
from processors.mask import masked, original
from schemas.original import Original
from schemas.result import Result


class Masked(NamedTuple):
    """An event as everybody may read it; with its original if it is a result in which something is masked."""

    event: Event
    original: Original | None


def by_record(events: Iterable[Event]) -> dict[UUID, list[Masked]]:
    """The events of each record, masked. What colleagues did is theirs to word, and stays as it is."""
    of: dict[UUID, list[Masked]] = {}
    for event in events:
        if isinstance(event, Result):
            result = masked(event)
            of.setdefault(event.message.id, []).append(Masked(result, None if result is event else original(event)))
        else:
            of.setdefault(event.message, []).append(Masked(event, None))
    return of
