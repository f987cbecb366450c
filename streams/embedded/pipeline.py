"""The embedded run: inbox -> process -> records, outbox and dead letters, a batch a transaction."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event
from typing import Final

from processors.city import City
from processors.feeds import feed_items
from processors.process import process
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.topics import DEAD_LETTERS
from streams.embedded import letters, outbox, records
from streams.embedded.database import Database, StoreBusyError
from streams.embedded.queue import DurableQueue, Queued
from streams.embedded.reading import place_of, read

BATCH: Final = 500
MOST_DEAD: Final = 100
_POLL: Final = 1.0
"""Seconds until the inbox is looked at unasked: another process, such as `dead replay`, may have put something."""

_log = logging.getLogger(__name__)


class TooManyDeadLetters(Exception):  # noqa: N818  (a condition that stops the run, not a fault of the program)
    """More events in a row could not be read than is plausible. They stand in the inbox still."""


class EmbeddedPublisher:
    """The Publisher port on the inbox of an embedded run."""

    def __init__(self, inbox: DurableQueue) -> None:
        self._inbox = inbox

    def publish(self, events: Sequence[Envelope]) -> None:
        """See Publisher. Raises PublishError; QueueFullError, which is one, when too many wait."""
        self._inbox.put(events)

    def close(self) -> None:
        """Nothing is under way: what was published is on the disk. The database stays open for who else uses it."""


class EmbeddedPipeline:
    """Takes what lies in the inbox through `process`. One of them works on a database file at a time."""

    def __init__(
        self,
        database: Database,
        city: City,
        clock: Callable[[], datetime],
        *,
        inbox: DurableQueue | None = None,
        most_dead: int = MOST_DEAD,
    ) -> None:
        """`inbox` is the queue that this process's publisher puts into, so that what arrives wakes the run.

        `most_dead` events in a row may turn out unreadable; one more stops it.
        """
        self._database = database
        self._city = city
        self._clock = clock
        self._inbox = DurableQueue(database) if inbox is None else inbox
        self._most_dead = most_dead
        self._dead_in_a_row = 0

    def step(self) -> int:
        """Work on one batch and return how many events it had, 0 when the inbox is empty.

        What comes of them is written, and they leave the inbox, in one transaction: after any failure they are all
        there still and nothing of them was written. Raises StoreError and TooManyDeadLetters.
        """
        taken = self._inbox.take(BATCH)
        if not taken:
            return 0
        now = self._clock()
        messages: list[Message] = []
        acts: list[Feedback] = []
        dead: list[DeadLetter] = []
        in_a_row = self._dead_in_a_row
        for queued in taken:
            read_one = read(queued, now)
            match read_one:
                case Message():
                    messages.append(read_one)
                case Feedback():
                    acts.append(read_one)
                case DeadLetter():
                    dead.append(read_one)
            in_a_row = self._count_dead(queued, read_one, in_a_row)
        results = process(messages, self._city, now)
        items = feed_items(results, self._city)
        with self._database.writing() as connection:
            records.write_with(connection, [*results, *acts])
            outbox.put_with(connection, items)
            letters.put_with(connection, dead)
            self._inbox.drop_with(connection, [queued.seq for queued in taken])
        self._dead_in_a_row = in_a_row
        if dead:
            _log.warning("%d of %d events became dead letters; `dead list` shows them", len(dead), len(taken))
        return len(taken)

    def run(self, stop: Event) -> None:
        """Work until `stop` is set, then finish the batch under way. Raises what `step` raises, but waits out locks."""
        while not stop.is_set():
            seen = self._inbox.arrivals
            try:
                if self.step():
                    continue
            except StoreBusyError as error:
                _log.warning("%s; trying again", error)
            self._inbox.wait(seen, _POLL)

    def _count_dead(self, queued: Queued, read_one: Message | Feedback | DeadLetter, in_a_row: int) -> int:
        if not isinstance(read_one, DeadLetter):
            return 0
        if queued.event.topic == DEAD_LETTERS.name:  # set aside by a listener already, which counts its own
            return in_a_row
        if in_a_row >= self._most_dead:
            raise TooManyDeadLetters(
                f"{self._database.path}, {place_of(queued)}: cannot be read ({read_one.reason}), nor can the "
                f"{in_a_row} before it; see what puts them there or whether this version is older than what does, "
                "then start again; they wait in the inbox"
            )
        return in_a_row + 1
