"""What the form and the API of the counter share: the desks, and putting messages where they are durable."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import anyio
import anyio.to_thread

from schemas.message import Message
from schemas.topics import MESSAGES
from streams.envelopes import EventTooLargeError, envelope
from streams.listeners.counter.contact import Contact, Removal, is_plausible
from streams.listeners.counter.problems import ProblemError, Wrong
from streams.ports import Publisher, PublishError

SOURCE = "/listeners/counter"

_AT_ONCE = 16
_WAITING = 256
_RETRY_SECONDS = "5"


@dataclass(frozen=True)
class Desks:
    """The counter of one city. `publish` blocks, so it runs in threads: few, and not too many wait for one."""

    city: str
    desks: tuple[str, ...]
    key: bytes
    publisher: Publisher
    clock: Callable[[], datetime]
    _threads: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_AT_ONCE))

    def wrong(self, told: Contact | Removal) -> tuple[Wrong, ...]:
        """What only the counter itself can see: a desk that is not there, a moment that cannot be."""
        found = []
        if told.desk not in self.desks:
            found.append(Wrong("desk", "no_desk", {"desks": ", ".join(self.desks)}))
        now = self.clock()
        for name, moment in (("published", told.published), ("updated", told.updated)):
            if moment is not None and not is_plausible(moment, now):
                found.append(Wrong(name, "implausible"))
        return tuple(found)

    async def note(self, messages: Sequence[Message]) -> None:
        """Return when the messages are durable. Raises ProblemError: 503 when they are not, 413 when too large."""
        if self._threads.statistics().tasks_waiting >= _WAITING:
            raise ProblemError(503, "unavailable", headers={"Retry-After": _RETRY_SECONDS})
        now = self.clock()
        try:
            events = [envelope(MESSAGES, message, source=SOURCE, time=now) for message in messages]
            await anyio.to_thread.run_sync(self.publisher.publish, events, limiter=self._threads)
        except EventTooLargeError:
            raise ProblemError(413, "too-large") from None
        except PublishError:
            raise ProblemError(503, "unavailable", headers={"Retry-After": _RETRY_SECONDS}) from None
