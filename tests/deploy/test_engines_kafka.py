"""A real broker does what the fault tests need: dies, comes back with its data, freezes, leaves nothing."""

import time
from collections.abc import Callable

import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from deploy.engines import EngineError, KafkaServer
from deploy.engines.kafka_probe import has_broker
from deploy.engines.process import group_lives
from tests.engines.fixtures import OwnKafka
from tests.engines.wipe import wipe_kafka


def make_topic(server: KafkaServer, name: str) -> None:
    admin = AdminClient({"bootstrap.servers": server.bootstrap})
    admin.create_topics([NewTopic(name, num_partitions=2, replication_factor=1)])[name].result(30)


def produce(server: KafkaServer, topic: str, values: list[bytes]) -> None:
    producer = Producer({"bootstrap.servers": server.bootstrap, "acks": "all", "enable.idempotence": True})
    for value in values:
        producer.produce(topic, value)
    assert producer.flush(30) == 0


def consume(server: KafkaServer, topic: str, count: int) -> list[bytes]:
    """Read `count` values as the group `readers`, and commit."""
    consumer = Consumer({"bootstrap.servers": server.bootstrap, "group.id": "readers", "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    values: list[bytes] = []
    deadline = time.monotonic() + 30
    while len(values) < count and time.monotonic() < deadline:
        message = consumer.poll(0.5)
        if message is not None and message.error() is None:
            value = message.value()
            assert value is not None
            values.append(value)
    consumer.commit(asynchronous=False)
    consumer.close()
    return sorted(values)


def test_writes_and_reads_and_is_wiped(clean_kafka: KafkaServer) -> None:
    make_topic(clean_kafka, "stoepen")
    produce(clean_kafka, "stoepen", [b"een", b"twee"])
    assert consume(clean_kafka, "stoepen", 2) == [b"een", b"twee"]

    wipe_kafka(clean_kafka)

    admin = AdminClient({"bootstrap.servers": clean_kafka.bootstrap})
    assert not [name for name in admin.list_topics(timeout=10).topics if not name.startswith("__")]
    assert admin.list_consumer_groups().result().valid == []
    make_topic(clean_kafka, "stoepen")  # the name can be used again at once, and the topic is empty
    produce(clean_kafka, "stoepen", [b"drie"])
    assert consume(clean_kafka, "stoepen", 1) == [b"drie"]


def test_wipe_removes_the_group_of_a_consumer_that_never_left(clean_kafka: KafkaServer) -> None:
    make_topic(clean_kafka, "stoepen")
    settings = {
        "bootstrap.servers": clean_kafka.bootstrap,
        "group.id": "blijver",
        "session.timeout.ms": 45_000,
    }
    consumer = Consumer(settings)
    consumer.subscribe(["stoepen"])
    until(lambda: consumer.poll(0.1) is None and bool(consumer.assignment()))
    # From here on it does not poll: as good as dead, but the broker will not know for 45 seconds.

    wipe_kafka(clean_kafka)

    admin = AdminClient({"bootstrap.servers": clean_kafka.bootstrap})
    assert admin.list_consumer_groups().result().valid == []
    consumer.close()


def test_a_topic_is_not_made_by_writing_to_it(clean_kafka: KafkaServer) -> None:
    producer = Producer({"bootstrap.servers": clean_kafka.bootstrap, "message.timeout.ms": 3000})
    refused: list[bool] = []
    producer.produce("tikfout", b"x", on_delivery=lambda error, _: refused.append(error is not None))
    assert producer.flush(20) == 0
    assert refused == [True]


def test_killed_paused_and_restarted_it_keeps_its_data_and_leaves_no_process(own_kafka: OwnKafka) -> None:
    server = own_kafka()
    address = server.bootstrap
    make_topic(server, "stoepen")
    produce(server, "stoepen", [b"een", b"twee"])

    group = server.pid
    server.kill()
    assert not server.is_running
    assert not group_lives(group)
    with pytest.raises(ConnectionRefusedError):
        server.is_ready()
    with pytest.raises(EngineError, match="does not run"):
        server.pause()

    server.start()
    assert server.bootstrap == address
    assert consume(server, "stoepen", 2) == [b"een", b"twee"]

    host, port = address.split(":")
    server.pause()
    with pytest.raises(TimeoutError):
        has_broker(host, int(port), timeout=0.5)
    server.resume()
    produce(server, "stoepen", [b"drie"])

    server.restart()
    assert consume(server, "stoepen", 1) == [b"drie"]  # the committed offsets were kept as well

    group = server.pid
    server.pause()
    server.stop()  # a frozen one stops too
    assert not group_lives(group)


def test_a_broker_that_cannot_start_shows_the_end_of_its_log(own_kafka: OwnKafka) -> None:
    server = own_kafka()
    server.stop()
    (server.folder / "data" / "meta.properties").write_text("version=1\nnode.id=7\n")
    with pytest.raises(EngineError, match=r"(?s)ended with exit code 1 .*cluster\.id was not found"):
        server.start()
    assert not server.is_running


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true within 30 s"
