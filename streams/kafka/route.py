"""The route worker: messages in; decisions, feeds of the departments and dead letters out."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiokafka.errors import KafkaError

from schemas.topics import MESSAGES, catalogue
from streams.kafka.connection import KafkaConnection
from streams.kafka.delivery import BatchProducer
from streams.kafka.patience import Patience
from streams.kafka.pool import Make, Prepared, RouterPool
from streams.kafka.reading import ReadError
from streams.kafka.received import Record
from streams.kafka.rules import KafkaRulesLog
from streams.kafka.worker import Worker
from streams.ports import Pack, RulesLog
from streams.streak import LIMIT, DeadLetterStreak

GROUP: Final = "stadsgesprek-route"


InForce = Callable[[datetime], Pack]
"""The pack that decides at a moment."""

Follow = Callable[[RulesLog], InForce]
"""What decides, by a log of rules that was just read to its end."""


def run_route(
    connection: KafkaConnection,
    first: Pack,
    *,
    follow: Follow,
    make: Make,
    data: Path,
    group: str = GROUP,
    dead_letter_limit: int = LIMIT,
) -> int:
    """Work until SIGTERM or SIGINT. Returns 0, or 1 when it ended by itself, 2 when a topic is missing.

    `first` is the pack that decides while none was put in force; `make` makes a pack of its files, in the processes
    that route. `data` is a folder for Faust's files; workers of one `group` share the partitions. After
    `dead_letter_limit` unreadable messages in a row it ends before it acknowledges them. To be called from a program's
    only thread.
    """
    with closing(RouterPool(first, make)) as pool:

        def open_step(stop: asyncio.Event) -> RouteStep:
            return RouteStep(connection, pool, follow, DeadLetterStreak(dead_letter_limit), stop)

        needed = [spec.name for spec in catalogue(first.city.departments)]
        return Worker(connection, group, [MESSAGES.name], open_step, needed=needed, data=data).run()


class RouteStep:
    """Understands and decides a batch of messages at once, and delivers what follows before it is acknowledged."""

    def __init__(
        self,
        connection: KafkaConnection,
        pool: RouterPool,
        follow: Follow,
        streak: DeadLetterStreak,
        stop: asyncio.Event,
    ) -> None:
        """Connects at the first batch."""
        self._connection = connection
        self._pool = pool
        self._follow = follow
        self._rules: tuple[KafkaRulesLog, InForce] | None = None
        self._seen = 0  # entries of the log whose packs are made
        self._opening = asyncio.Lock()
        self._streak = streak
        self._producer = BatchProducer(connection)
        self._broker = Patience(f"Kafka at {connection.bootstrap}", stop)

    async def prepare(self, events: Sequence[Record]) -> Prepared:
        """What the events become, all by the rules that are in force now."""
        log, in_force = self._rules or await self._opened()
        new = len(log.entries(self._seen))
        if new:  # making their packs takes up to a second, in which the loop must go on
            seen = self._seen + new
            await asyncio.to_thread(in_force, datetime.now(UTC))
            self._seen = max(self._seen, seen)
        now = datetime.now(UTC)
        return await self._pool.route(events, now, in_force(now))

    async def finish(self, prepared: Prepared) -> None:
        """Deliver it. Raises TooManyDeadLettersError before anything is delivered."""
        self._streak = self._streak.after(prepared.verdicts)
        await self._broker.until_done(lambda: self._producer.deliver(prepared.out), KafkaError)

    async def close(self) -> None:
        """Let go of the brokers."""
        await self._producer.close()
        if self._rules is not None:
            await asyncio.to_thread(self._rules[0].close)

    async def _opened(self) -> tuple[KafkaRulesLog, InForce]:
        """The log of rules, read to its end, and what decides by it; nothing is decided before that."""
        async with self._opening:
            if self._rules is None:
                log = await self._broker.until_done(
                    lambda: asyncio.to_thread(KafkaRulesLog, self._connection), ReadError
                )
                self._rules = log, self._follow(log)
            return self._rules
