"""What the records are made of, read back from the topics: for building the index anew."""

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from processors.fold import Event
from processors.read import read_feedback, read_result
from schemas.dead_letter import DeadLetter
from schemas.topics import DECISIONS, FEEDBACK
from streams.kafka.calm import calm_clients
from streams.kafka.connection import KafkaConnection
from streams.kafka.reading import TopicReader
from streams.kafka.received import received

log = logging.getLogger(__name__)

_READ: Final = {DECISIONS.name: read_result, FEEDBACK.name: read_feedback}


class EventLog:
    """All results and feedback that the brokers still have."""

    def __init__(self, connection: KafkaConnection) -> None:
        """Connects. Raises reading.ReadError."""
        calm_clients()
        self._reader = TopicReader(connection, list(_READ))
        self.unreadable = 0
        """Events that were passed over so far; the index worker made dead letters of them."""

    def read(self, now: datetime) -> Iterator[Event]:
        """The events up to the present end; the next call goes on from there, with those that came meanwhile.

        Raises reading.ReadError.
        """
        for record in self._reader.records():
            event, place = received(record)
            read = _READ[event.topic](event, place, now)
            if isinstance(read, DeadLetter):
                self.unreadable += 1
                log.warning("%s: passed over (%s)", read.place, read.reason)
            else:
                yield read

    def close(self) -> None:
        """Let go of the brokers."""
        self._reader.close()
