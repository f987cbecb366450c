"""The publisher: to the brokers while they answer, to a durable spool on this machine's disk while they do not."""

import logging
from collections.abc import Sequence
from threading import Condition, Event, Thread
from typing import Final

from kafka.errors import KafkaError

from schemas.cloudevents import Envelope
from schemas.topics import FIXED, MAX_EVENT_BYTES
from streams.batches import batches
from streams.embedded.queue import DurableQueue
from streams.kafka.calm import calm_clients
from streams.kafka.connection import KafkaConnection
from streams.kafka.sender import Sender
from streams.ports import PublishError, StoreError

log = logging.getLogger(__name__)

_LIMITS: Final = {spec.name: spec.max_event_bytes for spec in FIXED}
_AT_ONCE: Final = 500  # events of one call that are under way together
_FROM_SPOOL: Final = 100
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0  # seconds between two tries to empty the spool


class KafkaPublisher:
    """The Publisher port on Kafka. Every thread may use it.

    While the spool is not empty new events go behind what waits there, so that the order of one caller is kept. A
    thread empties it when the brokers are back; what is left when this process ends, however it ends, is sent by the
    next publisher on the same spool. An event whose acknowledgement was late may be sent twice.
    """

    def __init__(self, connection: KafkaConnection, spool: DurableQueue, *, within: float = 5.0) -> None:
        """Takes over the spool, and closes it in the end. `within`: seconds after which silence means away."""
        calm_clients()
        self._name = f"Kafka at {connection.bootstrap}"
        self._sender = Sender(connection, within)
        self._spool = spool
        self._changed = Condition()
        self._direct = len(spool) == 0
        self._away = False  # for the log alone
        self._closing = Event()
        self._thread = Thread(target=self._empty_spool, name="spool", daemon=True)
        self._thread.start()

    def publish(self, events: Sequence[Envelope]) -> None:
        """See the port. Events too large for their topic, and those that the brokers refuse, raise PublishError too."""
        for event in events:
            _check_size(event)
        for batch in batches(events, _AT_ONCE):
            self._publish(batch)

    def close(self) -> None:
        """Let a round of the spool under way be finished; what is left in it waits for the next start."""
        self._closing.set()
        with self._changed:
            self._changed.notify_all()
        self._thread.join()
        self._sender.close()
        self._spool.close()

    def _publish(self, events: Sequence[Envelope]) -> None:
        if self._direct:
            try:
                self._sender.send(events)
            except KafkaError as error:
                if not error.retriable:
                    raise PublishError(f"{self._name} refuses events ({error})") from error
                self._went_away(error)
            else:
                return
        with self._changed:
            if not self._direct:
                self._spool.put(events)
                self._changed.notify_all()
                return
        self._publish(events)  # the spool has just been emptied

    def _went_away(self, error: KafkaError | StoreError) -> None:
        with self._changed:
            self._direct = False
            if not self._away:
                self._away = True
                log.warning("%s does not take events (%s); they wait in the spool", self._name, error)

    def _empty_spool(self) -> None:
        pause = _FIRST_PAUSE
        while not self._closing.is_set():
            with self._changed:
                self._changed.wait_for(lambda: not self._direct or self._closing.is_set())
            try:
                sent = self._send_spool()
            except (KafkaError, StoreError) as error:
                self._went_away(error)
                self._closing.wait(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            else:
                if sent:
                    log.warning("%s takes events again; %d were sent from the spool", self._name, sent)
                pause = _FIRST_PAUSE

    def _send_spool(self) -> int:
        """Send all that waits; publishing is direct again when nothing does. Returns how many were sent."""
        sent = 0
        while not self._closing.is_set():
            waiting = self._spool.take(_FROM_SPOOL)
            if waiting:
                self._sender.send([queued.event for queued in waiting])
                self._spool.drop([queued.seq for queued in waiting])
                sent += len(waiting)
                continue
            with self._changed:
                if len(self._spool) == 0:
                    self._direct, self._away = True, False
                    break
        return sent


def _check_size(event: Envelope) -> None:
    limit = _LIMITS.get(event.topic, MAX_EVENT_BYTES)
    if len(event.body) > limit:
        raise PublishError(f"{event.topic}: an event of {len(event.body)} bytes; it takes {limit} at most. Shorten it")
