"""A feed of comments (RSS or Atom), polled: what is new or changed in it is published.

Overlap rather than gap: every poll reads the whole feed, and the cursor moves only after the publisher has answered.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event

import httpx

from schemas.topics import MESSAGES
from schemas.vocabulary import Channel
from streams.batches import batches
from streams.envelopes import EventTooLargeError, envelope
from streams.listeners.cursor import Cursor, Position
from streams.listeners.entries import Place, read_entries
from streams.listeners.fetch import FetchError, fetch
from streams.ports import Publisher, PublishError

log = logging.getLogger(__name__)

SOURCE = "/listeners/feed"

_BATCH = 500
_LONGEST_WAIT = 3600.0


@dataclass(frozen=True)
class PollReport:
    """What one poll came to. `failed`: nothing was acknowledged, and the next poll reads the same again."""

    entries: int = 0
    published: int = 0
    problems: tuple[str, ...] = ()
    failed: bool = False
    retry_after: float | None = None


def _now() -> datetime:
    return datetime.now(UTC)


class FeedListener:
    """Polls one feed. `client` needs no settings of its own; the caller closes it, and the publisher."""

    def __init__(
        self,
        url: str,
        *,
        channel: Channel,
        account: str,
        publisher: Publisher,
        cursor: Cursor,
        client: httpx.Client,
        pseudonym_key: bytes,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._url, self._publisher, self._cursor, self._client, self._clock = url, publisher, cursor, client, clock
        self._place = Place(channel, account, pseudonym_key)

    def poll(self) -> PollReport:
        """Read the feed once. Never raises for what the feed, its server, the publisher or the disk does."""
        try:
            return self._poll()
        except FetchError as error:
            return PollReport(problems=(str(error),), failed=True, retry_after=error.retry_after)
        except PublishError:
            return PollReport(problems=("the messages could not be made durable",), failed=True)
        except OSError as error:
            reason = f"{self._cursor.file}: cannot be written ({error.strerror})"
            return PollReport(problems=(reason,), failed=True)

    def _poll(self) -> PollReport:
        position = self._cursor.position
        document = fetch(self._client, self._url, etag=position.etag, last_modified=position.last_modified)
        if document.data is None:
            return PollReport()
        now = self._clock()
        read = read_entries(document.data, self._place, now=now, known=position.entries, charset=document.charset)
        events, problems = [], list(read.problems)
        for message in read.messages:
            try:
                events.append(envelope(MESSAGES, message, source=SOURCE, time=now))
            except EventTooLargeError as error:
                problems.append(str(error))
        for batch in batches(events, _BATCH):
            self._publisher.publish(batch)
        # After a broken answer the next poll must get the whole feed, not "unchanged".
        validators = (document.etag, document.last_modified) if read.whole else (None, None)
        etag, last_modified = validators
        if read.messages or (position.etag, position.last_modified) != validators:
            moved = Position(etag=etag, last_modified=last_modified, entries=position.entries)
            self._cursor.move(moved, read.seen)
        return PollReport(entries=len(read.seen), published=len(events), problems=tuple(problems))

    def run(self, stop: Event, every: float) -> None:
        """Poll every so many seconds until `stop` is set; after failures wait longer, or as the server asks."""
        failures = 0
        said: tuple[str, ...] = ()
        while not stop.is_set():
            report = self.poll()
            failures = failures + 1 if report.failed else 0
            if report.problems != said:  # a problem that stays is said once, not at every poll
                for problem in report.problems:
                    log.warning("%s: %s", self._place.account, problem)
                said = report.problems
            stop.wait(wait(every, failures, report.retry_after))


def wait(every: float, failures: int, retry_after: float | None) -> float:
    """Seconds until the next poll: doubled for each failure in a row, an hour at most unless `every` is longer."""
    longest = max(every, _LONGEST_WAIT)
    if retry_after is not None:
        return min(max(every, retry_after), 24 * 3600.0)
    return float(min(every * 2 ** min(failures, 20), longest))
