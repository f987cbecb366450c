"""What could not be read, listed and put back: the DeadLetters port on its topic."""

import logging
from collections.abc import Iterator
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError
from pydantic import ValidationError

from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.topics import DEAD_LETTERS
from streams.kafka.calm import calm_clients
from streams.kafka.client import opened
from streams.kafka.connection import KafkaConnection
from streams.kafka.reading import TopicReader
from streams.ports import Publisher, PublishError

log = logging.getLogger(__name__)

_WITHIN: Final = 30.0  # seconds


class KafkaDeadLetters:
    """The last letter of each key; a tombstone takes it from the list."""

    def __init__(self, connection: KafkaConnection, publisher: Publisher) -> None:
        """`publisher` puts the bytes back; it stays its maker's."""
        calm_clients()
        self._connection = connection
        self._publisher = publisher

    def letters(self) -> Iterator[DeadLetter]:
        """See the port. Raises reading.ReadError."""
        last: dict[bytes, bytes] = {}
        with TopicReader(self._connection, [DEAD_LETTERS.name]) as reader:
            for record in reader.records():
                if record.value is None:
                    last.pop(record.key, None)
                else:
                    last[record.key or b""] = record.value  # a repeated letter keeps its place
        for key, body in last.items():
            try:
                yield DeadLetter.model_validate_json(body)
            except ValidationError:
                log.warning("%s: the event with key %r is not a dead letter", DEAD_LETTERS.name, key[:40])

    def replay(self, letter: DeadLetter) -> None:
        """See the port. Raises PublishError; when only the tombstone failed, the letter stays and was replayed once.

        Its key is the letter's: what reads it knows records by what is in them, and folds them in any order.
        """
        headers = tuple((name, value.encode()) for name, value in letter.headers.items())
        self._publisher.publish([Envelope(letter.topic, str(letter.id).encode(), headers, letter.body)])
        try:
            producer = opened(KafkaProducer, self._connection, within=_WITHIN, acks="all", enable_idempotence=True)
            try:
                producer.send(DEAD_LETTERS.name, None, str(letter.id).encode()).get(_WITHIN)
            finally:
                producer.close(timeout=5)
        except KafkaError as error:
            raise PublishError(f"Kafka at {self._connection.bootstrap} does not take the tombstone: {error}") from None
