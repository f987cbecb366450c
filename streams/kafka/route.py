"""The route worker: messages in; decisions, feeds of the departments and dead letters out."""

import asyncio
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aiokafka.errors import KafkaError

from processors.city import City
from schemas.topics import MESSAGES, catalogue
from streams.kafka.connection import KafkaConnection
from streams.kafka.delivery import BatchProducer
from streams.kafka.patience import Patience
from streams.kafka.pool import Prepared, RouterPool
from streams.kafka.received import Record
from streams.kafka.worker import Worker
from streams.streak import LIMIT, DeadLetterStreak

GROUP: Final = "stadsgesprek-route"


def run_route(
    connection: KafkaConnection, city: City, *, data: Path, group: str = GROUP, dead_letter_limit: int = LIMIT
) -> int:
    """Work until SIGTERM or SIGINT. Returns 0, or 1 when it ended by itself, 2 when a topic is missing.

    `data` is a folder for Faust's files; workers of one `group` share the partitions. After `dead_letter_limit`
    unreadable messages in a row it ends before it acknowledges them. To be called from a program's only thread.
    """
    with closing(RouterPool(city)) as pool:

        def make(stop: asyncio.Event) -> RouteStep:
            return RouteStep(connection, pool, DeadLetterStreak(dead_letter_limit), stop)

        needed = [spec.name for spec in catalogue(city.departments)]
        return Worker(connection, group, [MESSAGES.name], make, needed=needed, data=data).run()


class RouteStep:
    """Understands and decides a batch of messages at once, and delivers what follows before it is acknowledged."""

    def __init__(
        self, connection: KafkaConnection, pool: RouterPool, streak: DeadLetterStreak, stop: asyncio.Event
    ) -> None:
        """Connects at the first batch."""
        self._pool = pool
        self._streak = streak
        self._producer = BatchProducer(connection)
        self._broker = Patience(f"Kafka at {connection.bootstrap}", stop)

    async def prepare(self, events: Sequence[Record]) -> Prepared:
        """What the events become."""
        return await self._pool.route(events, datetime.now(UTC))

    async def finish(self, prepared: Prepared) -> None:
        """Deliver it. Raises TooManyDeadLettersError before anything is delivered."""
        self._streak = self._streak.after(prepared.verdicts)
        await self._broker.until_done(lambda: self._producer.deliver(prepared.out), KafkaError)

    async def close(self) -> None:
        """Let go of the brokers."""
        await self._producer.close()
