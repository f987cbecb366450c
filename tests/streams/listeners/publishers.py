"""Publishers for tests of listeners: one that keeps what it got and can be made to fail, one on the real queue."""

from collections.abc import Sequence
from threading import Lock

from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.message import Message
from schemas.topics import DEAD_LETTERS, MESSAGES
from streams.ports import PublishError


class Recorder:
    """A publisher that keeps the events in memory. With `broken` it takes nothing; `calls` counts what it took."""

    def __init__(self) -> None:
        self.events: list[Envelope] = []
        self.calls = 0
        self.broken = False
        self._lock = Lock()

    def publish(self, events: Sequence[Envelope]) -> None:
        if self.broken:
            raise PublishError("broken on purpose")
        with self._lock:
            self.calls += 1
            self.events += events

    def close(self) -> None:
        pass

    @property
    def messages(self) -> list[Message]:
        """The messages that came, in order."""
        return [Message.model_validate_json(each.body) for each in self.events if each.topic == MESSAGES.name]

    @property
    def letters(self) -> list[DeadLetter]:
        """The dead letters that came, in order."""
        return [DeadLetter.model_validate_json(each.body) for each in self.events if each.topic == DEAD_LETTERS.name]
