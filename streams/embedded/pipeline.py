"""The embedded run: inbox -> process -> records, outbox and dead letters, a batch a transaction."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from threading import Event
from typing import Final

from processors.city import City
from processors.feeds import feed_items
from processors.process import process
from processors.read import dead_letter
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.feedback import Feedback
from schemas.message import Message
from schemas.result import Result
from schemas.topics import DEAD_LETTERS
from streams.embedded import letters, outbox, records
from streams.embedded.database import Database, StoreBusyError
from streams.embedded.queue import DurableQueue, Queued
from streams.embedded.reading import place_of, read
from streams.isolation import together_or_apart
from streams.streak import LIMIT, DeadLetterStreak, verdict

BATCH: Final = 500
_POLL: Final = 1.0
"""Seconds until the inbox is looked at unasked: another process, such as `dead replay`, may have put something."""

_log = logging.getLogger(__name__)


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
        city: Callable[[datetime], City],
        clock: Callable[[], datetime],
        *,
        inbox: DurableQueue | None = None,
        dead_letter_limit: int = LIMIT,
    ) -> None:
        """`city` gives the city as of a moment; it is asked once for each batch.

        `inbox` is the queue that this process's publisher puts into, so that what arrives wakes the run.
        `dead_letter_limit` unreadable events in a row stop it.
        """
        self._database = database
        self._city = city
        self._clock = clock
        self._inbox = DurableQueue(database) if inbox is None else inbox
        self._streak = DeadLetterStreak(dead_letter_limit)

    def step(self) -> int:
        """Work on one batch and return how many events it had, 0 when the inbox is empty.

        What comes of them is written, and they leave the inbox, in one transaction: after any failure they are all
        there still and nothing of them was written. Raises StoreError and TooManyDeadLettersError.
        """
        taken = self._inbox.take(BATCH)
        if not taken:
            return 0
        now = self._clock()
        messages: list[tuple[Message, Queued]] = []
        acts: list[Feedback] = []
        dead: list[DeadLetter] = []
        verdicts: list[str | None] = []
        for queued in taken:
            read_one = read(queued, now)
            match read_one:
                case Message():
                    messages.append((read_one, queued))
                case Feedback():
                    acts.append(read_one)
                case DeadLetter():
                    dead.append(read_one)
            if queued.event.topic != DEAD_LETTERS.name:  # those were set aside by a listener, and are no news
                verdicts.append(verdict(read_one) if isinstance(read_one, DeadLetter) else None)
        streak = self._streak.after(verdicts)
        city = self._city(now)
        made = self._processed(messages, city, now)
        results = [each for each in made if isinstance(each, Result)]
        dead += [each for each in made if isinstance(each, DeadLetter)]
        items = feed_items(results, city)
        with self._database.writing() as connection:
            records.write_with(connection, [*results, *acts])
            outbox.put_with(connection, items)
            letters.put_with(connection, dead)
            self._inbox.drop_with(connection, [queued.seq for queued in taken])
        self._streak = streak
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

    def _processed(
        self, messages: Sequence[tuple[Message, Queued]], city: City, now: datetime
    ) -> list[Result | DeadLetter]:
        """A result of each message, or a dead letter of one that makes `process` fail."""
        return together_or_apart(
            messages,
            lambda some: [*process([message for message, _ in some], city, now)],
            lambda one, reason: [dead_letter(reason, one[1].event, place_of(one[1]), now)],
        )
