"""The broker as the measurements need it: topics to fill and to watch, and groups that start from the beginning."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from confluent_kafka import Producer
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, MemberToRemove, OffsetSpec
from kafka.errors import KafkaError

from bench.errors import BenchError
from schemas.cloudevents import Envelope

PARTITIONS: Final = 6
_WITHIN: Final = 60.0  # seconds


class Broker:
    """A broker without any topic and group, for the measurements alone."""

    def __init__(self, bootstrap: str) -> None:
        """`bootstrap` is the broker's address, `host:port`."""
        self.bootstrap = bootstrap
        # Not confluent-kafka's (2.16.1): asked about groups of a broker that had just started, it ended the process
        # with a segmentation fault.
        self._admin = KafkaAdminClient(bootstrap_servers=bootstrap)

    def close(self) -> None:
        """Let go of the connection."""
        self._admin.close()

    def make(self, topics: Mapping[str, Mapping[str, str]]) -> None:
        """Make the topics, name to configuration."""
        wanted = {
            name: {"num_partitions": PARTITIONS, "replication_factor": 1, "configs": dict(config)}
            for name, config in topics.items()
        }
        self._admin.create_topics(wanted)
        self._admin.wait_for_topics(list(wanted))

    def fill(self, events: Iterable[Envelope]) -> None:
        """Publish the events; when this returns, the broker has them all."""
        producer = Producer(
            {
                "bootstrap.servers": self.bootstrap,
                "acks": "all",
                "linger.ms": 50,
                "queue.buffering.max.messages": 1_000_000,
                "partitioner": "murmur2_random",  # as aiokafka and kafka-python do it
            }
        )
        for event in events:
            producer.produce(event.topic, event.body, event.key, headers=list(event.headers))
            producer.poll(0)
        if left := producer.flush(_WITHIN):
            raise BenchError(f"{left} events were not acknowledged by the broker within {_WITHIN:.0f} s")

    def end(self, topic: str) -> int:
        """How many events the topic ever got."""
        asked = {TopicPartition(topic, number): OffsetSpec.LATEST for number in range(PARTITIONS)}
        return sum(found.offset for found in self._admin.list_partition_offsets(asked).values())

    def committed(self, group: str, topic: str) -> int:
        """How many events of the topic the group is done with; 0 while nobody knows the group."""
        asked = [TopicPartition(topic, number) for number in range(PARTITIONS)]
        try:
            answer = self._admin.list_group_offsets({group: asked})[group]
        except KafkaError:  # a coordinator that has just been made loads its part of the offsets first
            return 0
        return sum(max(found.offset, 0) for found in answer.values())

    def forget(self, group: str) -> None:
        """Remove a consumer group, with members that were killed, so that the next one starts at the beginning."""

        def gone() -> bool:
            try:
                if group not in {each["group_id"] for each in self._admin.list_groups()}:
                    return True
                members = self._admin.describe_groups([group])[group]["members"]
                if members:
                    removed = [MemberToRemove(member_id=member["member_id"]) for member in members]
                    self._admin.remove_group_members(group, removed)
                self._admin.delete_groups([group])
            except KafkaError:  # it goes at this moment, or its coordinator loads
                pass
            return False

        _until(gone, f"the consumer group {group} is still there")


def _until(true: Callable[[], bool], problem: str) -> None:
    deadline = time.monotonic() + _WITHIN
    while not true():
        if time.monotonic() > deadline:
            raise BenchError(f"{problem} after {_WITHIN:.0f} s")
        time.sleep(0.05)
