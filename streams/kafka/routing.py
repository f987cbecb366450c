"""What becomes of a batch of messages on the topics: the work of the route worker, without any engine."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from processors.city import City
from processors.feeds import feed_items
from processors.process import process
from processors.read import dead_letter, read_message
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter
from schemas.feed import FeedItem
from schemas.message import Message
from schemas.result import Result
from schemas.topics import DEAD_LETTERS, DECISIONS, feed_topic
from streams.envelopes import envelope, packed
from streams.isolation import together_or_apart
from streams.streak import verdict

_SOURCE: Final = "/work/route"

Placed = tuple[Envelope, str]
"""An event, and where it stood."""


class Routed(NamedTuple):
    """The events to publish, and for each message that came in why it is a dead letter, or None (see dead.py)."""

    out: list[Envelope]
    verdicts: list[str | None]


class Router:
    """Understands, decides and addresses for one city."""

    def __init__(self, city: City) -> None:
        """The feeds are those of the city's departments."""
        self._city = city
        self._feeds = {department: feed_topic(department) for department in city.departments}

    def route(self, events: Sequence[Placed], now: datetime) -> Routed:
        """Every event becomes a decision with its feed items, or a dead letter. Raises nothing, whatever comes in."""
        dead: list[Envelope] = []
        messages: list[Message] = []
        sources: list[Placed] = []
        verdicts: list[str | None] = []
        for event, place in events:
            read = read_message(event, place, now)
            if isinstance(read, DeadLetter):
                dead.append(envelope(DEAD_LETTERS, read, source=_SOURCE, time=now))
                verdicts.append(verdict(read))
            else:
                messages.append(read)
                sources.append((event, place))
                verdicts.append(None)
        said = list(zip(messages, sources, strict=True))
        out = together_or_apart(
            said,
            lambda some: self._published(process([message for message, _ in some], self._city, now), now),
            lambda one, reason: [envelope(DEAD_LETTERS, dead_letter(reason, *one[1], now), source=_SOURCE, time=now)],
        )
        return Routed(dead + out, verdicts)

    def _published(self, results: Sequence[Result], now: datetime) -> list[Envelope]:
        decisions = [envelope(DECISIONS, result, source=_SOURCE, time=now) for result in results]
        bodies = {id(result): decision.body for result, decision in zip(results, decisions, strict=True)}
        feeds = [self._fed(item, bodies, now) for item in feed_items(results, self._city)]
        return decisions + feeds

    def _fed(self, item: FeedItem, bodies: Mapping[int, bytes], now: datetime) -> Envelope:
        """As `envelope` makes it, but the result in it, most of its bytes, is not written as JSON a second time."""
        spec = self._feeds[item.department]
        body = bodies.get(id(item.result))
        if body is None:
            return envelope(spec, item, source=_SOURCE, time=now)
        whole = b'%b,"result":%b}' % (item.model_dump_json(exclude={"result"}).encode()[:-1], body)
        return packed(spec, str(item.message), whole, source=_SOURCE, time=now)
