"""What the form noted lately, so that a double click or a form that is sent again counts once."""

import os
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from streams.listeners.counter.contact import Contact

_KEPT = 10_000


@dataclass(frozen=True)
class _Seen:
    desk: str
    fingerprint: bytes
    published: datetime
    revision: int
    updated: datetime | None


class Noted:
    """The last 10,000 forms, without what was said in them. For one process and one thread.

    After a restart identity alone makes the second copy of a form count once, with the time of that copy.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[UUID, _Seen] = OrderedDict()
        self._key = os.urandom(32)

    def desk(self, native_id: UUID) -> str | None:
        """Where this form was noted before, if it was; at another desk it would be another contact."""
        known = self._seen.get(native_id)
        return known.desk if known else None

    def contact(self, native_id: UUID, sent: Contact) -> Contact:
        """What a form that was sent means: a first contact, the same again, or (it says something else now) an edit.

        `published` of `sent` is the time of sending.
        """
        known, now = self._seen.get(native_id), sent.published
        told = repr((sent.desk, sent.content, sent.visitor)).encode()
        fingerprint = blake2b(told, key=self._key).digest()
        if known is None:
            seen = _Seen(sent.desk, fingerprint, published=now, revision=0, updated=None)
        elif known.fingerprint == fingerprint:
            seen = known
        else:
            # Milliseconds, so that an edit is above every earlier one, whatever this process remembers.
            revision = max(int(now.timestamp() * 1000), known.revision + 1)
            seen = _Seen(sent.desk, fingerprint, known.published, revision, updated=now)
        self._seen[native_id] = seen
        if len(self._seen) > _KEPT:
            self._seen.popitem(last=False)
        told_again = {"published": seen.published, "revision": seen.revision, "updated": seen.updated}
        return sent.model_copy(update=told_again)
