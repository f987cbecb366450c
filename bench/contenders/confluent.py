"""Bare confluent-kafka, passing on: what is read together is produced and flushed, then committed."""

import sys

from confluent_kafka import Consumer, KafkaException, Producer

_READ = 2_000


def main(bootstrap: str, group: str, source: str, target: str) -> None:
    """Copy `source` to `target` as `group` until the process is told to stop."""
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "group.id": group,
            "auto.offset.reset": "earliest",
            "enable.auto.commit": False,
        }
    )
    producer = Producer({"bootstrap.servers": bootstrap, "acks": "all", "enable.idempotence": True, "linger.ms": 5})
    consumer.subscribe([source])
    while True:
        found = consumer.consume(_READ, timeout=0.1)
        for message in found:
            if error := message.error():
                raise KafkaException(error)
            producer.produce(
                target,
                value=message.value(),
                key=message.key(),
                headers=message.headers() or [],
                partition=message.partition() or 0,
            )
            producer.poll(0)
        if found:
            if left := producer.flush(30):
                raise RuntimeError(f"{left} messages were not acknowledged within 30 s")
            consumer.commit(asynchronous=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
