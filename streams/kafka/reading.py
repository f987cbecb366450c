"""A topic read from its beginning to its present end, outside of any consumer group."""

import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Self

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from streams.kafka.client import opened
from streams.kafka.connection import KafkaConnection
from streams.ports import EngineAwayError

_STUCK: Final = 30.0  # seconds without progress after which reading gives up


class ReadError(EngineAwayError):
    """A topic could not be read to its end; the text says which and why."""


class TopicReader:
    """Reads topics once; asked again it goes on where it stood, so that what came meanwhile is read too."""

    def __init__(self, connection: KafkaConnection, topics: Sequence[str]) -> None:
        """Connects. Raises ReadError when no broker answers, or a topic does not exist."""
        self._name = f"{', '.join(topics)} at {connection.bootstrap}"
        try:
            self._consumer = opened(
                KafkaConsumer,
                connection,
                within=_STUCK,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                allow_auto_create_topics=False,
                metrics_enabled=False,
            )
        except KafkaError as error:
            raise ReadError(f"{self._name}: {error}") from None
        try:
            self._partitions = [TopicPartition(topic, number) for topic in topics for number in self._numbers(topic)]
            self._consumer.assign(self._partitions)
            self._consumer.seek_to_beginning()
        except BaseException:
            self._consumer.close()
            raise

    def records(self) -> Iterator[Any]:
        """kafka-python's records up to the end as it is now, in the order of each partition. Raises ReadError."""
        try:
            ends = self.ends()
            moved = time.monotonic()
            while self._behind(ends):
                for records in self._consumer.poll(timeout_ms=500).values():
                    yield from records
                    moved = time.monotonic()
                if time.monotonic() - moved > _STUCK:
                    raise ReadError(f"{self._name}: nothing came for {_STUCK:.0f} s before the end was reached")
        except KafkaError as error:
            raise ReadError(f"{self._name}: {error}") from None

    def arriving(self, within: float) -> Iterator[Any]:
        """What comes next, waited for at most `within` seconds. Raises ReadError."""
        try:
            for records in self._consumer.poll(timeout_ms=int(within * 1000)).values():
                yield from records
        except KafkaError as error:
            raise ReadError(f"{self._name}: {error}") from None

    def ends(self) -> dict[TopicPartition, int]:
        """Where each partition ends now: the offset of the next event."""
        ends: dict[TopicPartition, int] = self._consumer.end_offsets(self._partitions)
        return ends

    def close(self) -> None:
        """Let go of the brokers."""
        self._consumer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _numbers(self, topic: str) -> list[int]:
        numbers = self._consumer.partitions_for_topic(topic)
        if not numbers:
            raise ReadError(f"{self._name}: there is no topic {topic}; make it with: stadsgesprek setup")
        return sorted(numbers)

    def _behind(self, ends: dict[TopicPartition, int]) -> bool:
        return any(self._consumer.position(partition) < end for partition, end in ends.items())
