"""Events to the brokers in record batches: as fast as consuming, where one send for each event would halve the rate."""

import asyncio
import contextlib
import time
from collections.abc import Iterable, Sequence
from typing import Any, Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2

from schemas.cloudevents import Envelope
from streams.kafka.connection import KafkaConnection

Addressed = tuple[str, int, bytes, list[tuple[str, bytes]], bytes]
"""An event as it is sent: topic, hash of the key, key, headers and body."""

_BATCH_BYTES: Final = 262_144  # well below what a topic takes as one batch; a larger event goes alone
_GOODBYE: Final = 5.0  # seconds for a producer to let go


class BatchProducer:
    """An idempotent producer (acks=all) of whole record batches, for one event loop.

    aiokafka numbers a batch when it is sent, however it was made, sends one batch of a partition at a time and sends
    it again until it is acknowledged; so `send_batch` and idempotence go together. A batch that fails for good leaves
    a hole in the numbers of its partition, after which the broker refuses every next one: the producer is then made
    anew.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        """Connects at the first delivery."""
        self._connection = connection
        self._producer: AIOKafkaProducer | None = None

    async def deliver(self, events: Sequence[Addressed]) -> None:
        """Return when every event is acknowledged by all copies in sync; while no broker answers this goes on waiting.

        Raises KafkaError when some were refused or could not be sent: send them all again.
        """
        try:
            producer = await self._started()
            futures = [
                await producer.send_batch(builder, topic, partition=partition)
                for topic, partition, builder in await self._batches(producer, events)
            ]
            outcomes = await asyncio.gather(*futures, return_exceptions=True)
            for outcome in outcomes:
                if isinstance(outcome, BaseException):
                    raise outcome
        except KafkaError:
            await self.close()
            raise

    async def close(self) -> None:
        """Let go; what was not acknowledged by then is not."""
        producer, self._producer = self._producer, None
        if producer is not None:
            # Stopping waits for every batch, and a broker that is away never answers.
            with contextlib.suppress(TimeoutError, KafkaError):
                await asyncio.wait_for(producer.stop(), _GOODBYE)

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            producer = AIOKafkaProducer(
                enable_idempotence=True,
                acks="all",
                max_batch_size=_BATCH_BYTES,
                **self._connection.for_aiokafka(),
            )
            try:
                await producer.start()
            except KafkaError:
                await producer.stop()
                raise
            self._producer = producer
        return self._producer

    async def _batches(self, producer: AIOKafkaProducer, events: Sequence[Addressed]) -> list[tuple[str, int, Any]]:
        """Closed batches with their topic and partition, in the order of the events of each partition."""
        counts = {topic: len(await producer.partitions_for(topic)) for topic in {event[0] for event in events}}
        now = int(time.time() * 1000)
        filling: dict[tuple[str, int], Any] = {}
        full: list[tuple[str, int, Any]] = []
        for topic, hashed, key, headers, body in events:
            place = topic, hashed % counts[topic]
            builder = filling.get(place)
            if builder is None:
                builder = filling[place] = producer.create_batch()
            if builder.append(timestamp=now, key=key, value=body, headers=headers) is None:
                full.append((*place, builder))
                builder = filling[place] = producer.create_batch()
                builder.append(timestamp=now, key=key, value=body, headers=headers)
        batches = full + [(*place, builder) for place, builder in filling.items()]
        for _, _, builder in batches:
            builder.close()  # else a later event could be added to it
        return batches


def addressed(events: Iterable[Envelope]) -> list[Addressed]:
    """Events ready to be sent; the hash is that of kafka-python's and Java's default partitioner."""
    hashes: dict[bytes, int] = {}
    ready: list[Addressed] = []
    for event in events:
        key = event.key
        hashed = hashes.get(key)
        if hashed is None:
            hashed = hashes[key] = murmur2(key) & 0x7FFFFFFF
        ready.append((event.topic, hashed, key, list(event.headers), event.body))
    return ready
