"""The index worker: decisions and feedback in, records out, through whatever RecordWriter it is given."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from aiokafka.errors import KafkaError

from processors.fold import Event
from processors.read import read_feedback, read_result
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.topics import DEAD_LETTERS, DECISIONS, FEEDBACK
from streams.envelopes import envelope
from streams.kafka.connection import KafkaConnection
from streams.kafka.delivery import BatchProducer, addressed
from streams.kafka.patience import Patience
from streams.kafka.received import Record, received
from streams.kafka.worker import Worker
from streams.ports import RecordWriter, StoreError
from streams.streak import LIMIT, DeadLetterStreak, verdict

GROUP: Final = "stadsgesprek-index"
_SOURCE: Final = "/work/index"
_READ: Final = {DECISIONS.name: read_result, FEEDBACK.name: read_feedback}


def run_index(
    connection: KafkaConnection, writer: RecordWriter, *, data: Path, group: str = GROUP, dead_letter_limit: int = LIMIT
) -> int:
    """Work until SIGTERM or SIGINT. Returns 0, or 1 when it ended by itself, 2 when a topic is missing.

    While the store behind `writer` is away it waits for it, and stays in its group. The rest is as with `run_route`.
    """

    def make(stop: asyncio.Event) -> IndexStep:
        return IndexStep(connection, writer, DeadLetterStreak(dead_letter_limit), stop)

    return Worker(connection, group, list(_READ), make, needed=[DEAD_LETTERS.name], data=data).run()


class Readings(NamedTuple):
    """A batch, read."""

    good: list[Event]
    dead: list[Envelope]
    verdicts: list[str | None]


class IndexStep:
    """Writes a batch of results and feedback; what cannot be read becomes a dead letter."""

    def __init__(
        self, connection: KafkaConnection, writer: RecordWriter, streak: DeadLetterStreak, stop: asyncio.Event
    ) -> None:
        """Connects to the brokers at the first dead letter."""
        self._writer = writer
        self._streak = streak
        self._producer = BatchProducer(connection)
        self._broker = Patience(f"Kafka at {connection.bootstrap}", stop)
        self._store = Patience("the record store", stop)

    async def prepare(self, events: Sequence[Record]) -> Readings:
        """The events, read."""
        now = datetime.now(UTC)
        readings = Readings([], [], [])
        for event, place in map(received, events):
            read = _READ[event.topic](event, place, now)
            if isinstance(read, DeadLetter):
                readings.dead.append(envelope(DEAD_LETTERS, read, source=_SOURCE, time=now))
                readings.verdicts.append(verdict(read))
            else:
                readings.good.append(read)
                readings.verdicts.append(None)
        return readings

    async def finish(self, prepared: Readings) -> None:
        """Write them. Raises TooManyDeadLettersError, and what the writer raises other than StoreError."""
        self._streak = self._streak.after(prepared.verdicts)
        if prepared.dead:
            await self._broker.until_done(lambda: self._producer.deliver(addressed(prepared.dead)), KafkaError)
        if prepared.good:
            await self._store.until_done(lambda: asyncio.to_thread(self._writer.write, prepared.good), StoreError)

    async def close(self) -> None:
        """Let go of the brokers; the writer is its maker's."""
        await self._producer.close()
