"""kafka-python's producer as the publisher uses it: all of a batch acknowledged in time, or an error."""

import time
from collections.abc import Sequence
from threading import Lock
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError
from kafka.producer.future import FutureRecordMetadata

from schemas.cloudevents import Envelope
from schemas.topics import DEAD_LETTERS
from streams.kafka.client import opened
from streams.kafka.connection import KafkaConnection

_REQUEST_BYTES: Final = DEAD_LETTERS.max_event_bytes + 65_536


class Sender:
    """Sends events, idempotently and acknowledged by all copies in sync. Every thread may use it."""

    def __init__(self, connection: KafkaConnection, within: float) -> None:
        """Connects when it first sends; `within` seconds is how long a connection and a batch may take."""
        self._connection = connection
        self._within = within
        self._lock = Lock()
        self._producer: KafkaProducer | None = None

    def send(self, events: Sequence[Envelope]) -> None:
        """Return when all are acknowledged.

        Raises KafkaError when they were not, in time; some may have been, or may still be. What waits then is given
        up, so that it does not arrive long after what the caller sends next.
        """
        deadline = time.monotonic() + self._within
        producer = self._connected()
        try:
            for future in [_sent(producer, event) for event in events]:
                future.get(max(0.0, deadline - time.monotonic()))
        except KafkaError:
            self._give_up(producer)
            raise

    def close(self) -> None:
        """Let go of the brokers; nothing is under way any more when no thread is in `send`."""
        with self._lock:
            producer, self._producer = self._producer, None
        if producer is not None:
            producer.close(timeout=self._within)

    def _connected(self) -> KafkaProducer:
        with self._lock:
            if self._producer is None:
                milliseconds = int(self._within * 1000)
                self._producer = opened(
                    KafkaProducer,
                    self._connection,
                    within=self._within,
                    enable_idempotence=True,
                    acks="all",
                    max_in_flight_requests_per_connection=5,
                    max_request_size=_REQUEST_BYTES,
                    allow_auto_create_topics=False,
                    max_block_ms=milliseconds,
                    request_timeout_ms=milliseconds,
                    delivery_timeout_ms=2 * milliseconds,
                    reconnect_backoff_max_ms=1000,
                    metrics_enabled=False,
                )
            return self._producer

    def _give_up(self, producer: KafkaProducer) -> None:
        with self._lock:
            if self._producer is producer:
                self._producer = None
        # close() would first wait for what is under way; this fails it at once.
        producer._sender.force_close()
        producer._sender.join(self._within)
        producer.close(timeout=0)


def _sent(producer: KafkaProducer, event: Envelope) -> FutureRecordMetadata:
    try:
        return producer.send(event.topic, event.body, event.key or None, list(event.headers))
    except KafkaTimeoutError as error:
        raise KafkaTimeoutError(
            f"no broker tells where {event.topic} is; if it was never made, make it with: stadsgesprek setup"
        ) from error
