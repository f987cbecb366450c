"""Record batches with idempotence: once each, in order, where every other client looks for them."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import pytest

from deploy.engines import KafkaServer
from schemas.cloudevents import Envelope
from schemas.topics import MESSAGES
from streams.kafka.connection import KafkaConnection
from streams.kafka.delivery import BatchProducer, addressed
from streams.kafka.reading import TopicReader
from streams.kafka.topics import ensure_topics
from tests.engines.fixtures import OwnKafka
from tests.streams.kafka.broker import event, events, message, on_topic, publisher

ROUNDS = 30


def delivered(
    bootstrap: str,
    rounds: Sequence[Sequence[Envelope]],
    between: Mapping[int, Callable[[], None]] = MappingProxyType({}),
) -> None:
    """Deliver one round after the other; before round n, call what `between` has for it, in a thread."""

    async def deliver() -> None:
        producer = BatchProducer(KafkaConnection(bootstrap))
        disturbance: asyncio.Future[None] | None = None
        for number, batch in enumerate(rounds):
            if act := between.get(number):
                disturbance = asyncio.ensure_future(asyncio.to_thread(act))
            await producer.deliver(addressed(batch))
        if disturbance:
            await disturbance
        await producer.close()

    asyncio.run(deliver())


def places(bootstrap: str) -> dict[str, int]:
    """Key to partition."""
    with TopicReader(KafkaConnection(bootstrap), [MESSAGES.name]) as reader:
        return {record.key.decode(): record.partition for record in reader.records()}


@pytest.fixture
def bootstrap(clean_kafka: KafkaServer) -> str:
    ensure_topics(KafkaConnection(clean_kafka.bootstrap), [MESSAGES], replication=1)
    return clean_kafka.bootstrap


def test_a_key_goes_where_the_publisher_puts_it(bootstrap: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    some = events(100)
    delivered(bootstrap, [some])
    ours = places(bootstrap)
    with publisher(bootstrap, tmp_path_factory.mktemp("spool") / "spool.sqlite3") as opened:
        opened.publish(some)
    assert places(bootstrap) == ours
    assert len(set(ours.values())) == MESSAGES.partitions


def test_events_that_fill_several_batches_keep_their_order(bootstrap: str) -> None:
    some = [event(message("same", "x" * 90_000, revision=number)) for number in range(30)]
    delivered(bootstrap, [some])
    assert on_topic(bootstrap, MESSAGES.name) == some


def test_a_killed_broker_gets_everything_once_and_in_order(own_kafka: OwnKafka) -> None:
    server = own_kafka()
    ensure_topics(KafkaConnection(server.bootstrap), [MESSAGES], replication=1)
    revisions = [event(message("same", f"tekst {number}", revision=number)) for number in range(10 * ROUNDS)]
    rounds = [revisions[start : start + 10] for start in range(0, len(revisions), 10)]

    def kill_and_start() -> None:
        server.kill()
        server.start()

    delivered(server.bootstrap, rounds, {ROUNDS // 3: kill_and_start})
    assert on_topic(server.bootstrap, MESSAGES.name) == revisions
