"""The log of rules on its topic, which a thread follows from the beginning on."""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from threading import Condition, Event, Thread
from typing import Any, Final
from uuid import UUID

from kafka.errors import KafkaError

from processors.read import read_rules
from schemas.dead_letter import DeadLetter
from schemas.rules import RulesEntry
from schemas.topics import RULES
from streams.envelopes import envelope
from streams.kafka.calm import calm_clients
from streams.kafka.connection import KafkaConnection
from streams.kafka.reading import TopicReader
from streams.kafka.received import received
from streams.kafka.sender import Sender
from streams.ports import PublishError

log = logging.getLogger(__name__)

_SOURCE: Final = "/rules"
_WITHIN: Final = 10.0  # seconds for the brokers to take an entry, and for it to come back
_LOOK: Final = 0.2  # seconds between two looks at whether to stop; what arrives is taken at once
_PAUSE: Final = 1.0  # seconds after a failure


class KafkaRulesLog:
    """RulesLog on Kafka, outside of any consumer group: each process reads all of it. Every thread may use it.

    What cannot be read is told in the log and passed over. While the brokers are away it stands still.
    """

    def __init__(self, connection: KafkaConnection) -> None:
        """Connects, reads to the present end, and follows from there. Raises reading.ReadError."""
        calm_clients()
        self._name = f"Kafka at {connection.bootstrap}"
        self._entries: list[RulesEntry] = []
        self._known: set[UUID] = set()
        self._news = Condition()
        self._closing = Event()
        self._sender = Sender(connection, _WITHIN)
        self._reader = TopicReader(connection, [RULES.name])
        try:
            self._take(self._reader.records())
        except BaseException:
            self._reader.close()
            raise
        self._thread = Thread(target=self._follow, name="rules", daemon=True)
        self._thread.start()

    def entries(self, after: int = 0) -> Sequence[RulesEntry]:
        """See RulesLog; of what this process has read. Asks nobody, raises nothing."""
        return self._entries[after:]

    def append(self, entry: RulesEntry) -> None:
        """See RulesLog. Raises PublishError."""
        event = envelope(RULES, entry, source=_SOURCE, time=entry.at)
        try:
            self._sender.send([event])
        except KafkaError as error:
            raise PublishError(
                f"{self._name} did not acknowledge the entry ({error}); see with `rules log` whether it is there"
            ) from error
        with self._news:  # it is durable; who asks for the entries next should find it among them
            self._news.wait_for(lambda: entry.id in self._known, _WITHIN)

    def close(self) -> None:
        """Let go of the brokers."""
        self._closing.set()
        self._thread.join()
        self._reader.close()
        self._sender.close()

    def _follow(self) -> None:
        failing = False
        while not self._closing.is_set():
            try:
                self._take(self._reader.arriving(_LOOK))
                failing = False
            except Exception as error:  # whatever it is, these rules must not grow old in silence
                if not failing:
                    log.error("%s: news of the rules is not read (%s: %s)", self._name, type(error).__name__, error)
                failing = True
                self._closing.wait(_PAUSE)

    def _take(self, records: Iterable[Any]) -> None:
        now = datetime.now(UTC)
        for event, place in map(received, records):
            entry = read_rules(event, place, now)
            if isinstance(entry, DeadLetter):
                log.error("%s: is no entry of the log of rules and is passed over (%s)", entry.place, entry.reason)
            elif entry.id not in self._known:
                with self._news:
                    self._entries.append(entry)
                    self._known.add(entry.id)
                    self._news.notify_all()
