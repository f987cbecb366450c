"""Bare aiokafka, passing on: what is read together is produced as record batches, then committed."""

import asyncio
import sys
from collections.abc import Sequence

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.structs import ConsumerRecord

_READ = 2_000


async def copy(bootstrap: str, group: str, source: str, target: str) -> None:
    """Copy `source` to `target` as `group` until the process is told to stop."""
    consumer = AIOKafkaConsumer(
        source,
        bootstrap_servers=bootstrap,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap, enable_idempotence=True, acks="all")
    async with consumer, producer:
        while True:
            found = await consumer.getmany(timeout_ms=100, max_records=_READ)
            for partition, records in found.items():
                await _produce(producer, target, partition.partition, records)
            if found:
                await producer.flush()
                await consumer.commit()


async def _produce(
    producer: AIOKafkaProducer, target: str, partition: int, records: Sequence[ConsumerRecord[bytes, bytes]]
) -> None:
    batch = producer.create_batch()
    for record in records:
        part = {"key": record.key, "value": record.value, "timestamp": None, "headers": list(record.headers)}
        if batch.append(**part) is None:  # full
            await producer.send_batch(batch, target, partition=partition)
            batch = producer.create_batch()
            batch.append(**part)
    await producer.send_batch(batch, target, partition=partition)


def main(bootstrap: str, group: str, source: str, target: str) -> None:
    """Run the copy on uvloop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(copy(bootstrap, group, source, target))


if __name__ == "__main__":
    main(*sys.argv[1:])
