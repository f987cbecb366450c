"""Messages from a file or a pipe, one a line as JSON: an archive played again, or another program's output.

The bytes of each line are published as they are, also when they are no message: the route worker makes a dead letter
of such a line, with the reason, so that nothing is dropped here. Only what is too large for the topic becomes one at
once.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Event
from typing import BinaryIO, Final

from schemas.cloudevents import Envelope, binary_headers
from schemas.dead_letter import DeadLetter, dead_letter_id
from schemas.topics import DEAD_LETTERS, MAX_DEAD_BYTES, MAX_EVENT_BYTES, MESSAGES
from streams.envelopes import envelope, event_id
from streams.listeners.lines import Line, read_lines
from streams.listeners.pace import Pace
from streams.listeners.peek import glance
from streams.ports import Publisher

SOURCE: Final = "/listeners/replay"

_BATCH_LINES: Final = 500
_BATCH_BYTES: Final = 4 * MAX_EVENT_BYTES
_MAX_NAME: Final = 450


@dataclass(frozen=True)
class ReplayReport:
    """Lines that were dealt with: each was published, set aside as too large (dead), or blank."""

    lines: int = 0
    published: int = 0
    dead: int = 0
    blank: int = 0


def _now() -> datetime:
    return datetime.now(UTC)


def line_event(line: Line, key: bytes, now: datetime) -> Envelope:
    """The event of a line, read by nobody yet."""
    id = event_id(key.decode() or f"line-{line.number}", line.body)
    headers = binary_headers(kind=MESSAGES.kind, id=id, source=SOURCE, time=now)
    return Envelope(topic=MESSAGES.name, key=key, headers=headers, body=line.body)


class Replay:
    """Plays the lines of `lines` (binary; `name` says where they come from, for the place of a dead letter).

    `speed` None publishes at once, in batches; 1 keeps the tempo of `updated` or `published`, n is n times as fast.
    `progress` hears how far it is after everything that became durable. Memory stays bounded whatever the lines are.
    """

    def __init__(
        self,
        lines: BinaryIO,
        publisher: Publisher,
        *,
        name: str,
        speed: float | None = None,
        progress: Callable[[ReplayReport], object] = lambda _: None,
        stop: Event | None = None,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.report = ReplayReport()
        self._lines, self._publisher, self._name, self._progress = lines, publisher, name[-_MAX_NAME:], progress
        self._stop, self._clock = stop or Event(), clock
        self._pace = Pace(speed, clock, sleep or self._stop.wait)
        self._batch_lines = _BATCH_LINES if speed is None else 1
        self._waiting: list[Envelope] = []
        self._read = self.report

    def run(self) -> ReplayReport:
        """Play to the end, or until `stop` is set. The report counts what is durable.

        Raises PublishError, and `report` then says up to which line everything is durable; OSError when the lines
        cannot be read.
        """
        size = 0
        for line in read_lines(self._lines, MAX_DEAD_BYTES):
            if self._stop.is_set():
                break
            self._take(line)
            size = size + line.size if self._waiting else 0
            if len(self._waiting) >= self._batch_lines or size >= _BATCH_BYTES:
                self._flush()
                size = 0
        self._flush()
        return self.report

    def _take(self, line: Line) -> None:
        """Put a line with those that wait to be published."""
        read = replace(self._read, lines=line.number)
        if not line.body.strip():
            self._read = replace(read, blank=read.blank + 1)
        elif line.size > MAX_EVENT_BYTES:
            self._waiting.append(self._dead(line))
            self._read = replace(read, dead=read.dead + 1)
        else:
            seen = glance(line.body)
            self._pace.wait(seen.moment, self._stop)
            self._waiting.append(line_event(line, seen.key, self._clock()))
            self._read = replace(read, published=read.published + 1)

    def _flush(self) -> None:
        if self._waiting:
            self._publisher.publish(self._waiting)
            self._waiting = []
        if self._read != self.report:
            self.report = self._read
            self._progress(self.report)

    def _dead(self, line: Line) -> Envelope:
        place, now = f"{self._name}:{line.number}", self._clock()
        reason = f"line: is {line.size} bytes; a message takes {MAX_EVENT_BYTES} at most"
        if line.size > len(line.body):
            reason += f"; only its first {len(line.body)} bytes are kept"
        letter = DeadLetter(
            id=dead_letter_id(place, line.body),
            at=now,
            place=place,
            topic=MESSAGES.name,
            reason=reason,
            body=b64encode(line.body),
        )
        return envelope(DEAD_LETTERS, letter, source=SOURCE, time=now)
