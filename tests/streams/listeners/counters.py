"""A counter on a real server, with its publisher and its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from streams.listeners.counter import counter_app
from tests.streams.listeners.publishers import Recorder
from tests.streams.listeners.servers import serving

KEY = b"a key for tests, of 32 bytes....."
DESKS = ("loket-deurne", "loket-hoboken")
NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)


@dataclass
class Counter:
    """A client of the counter, what the counter published, and the time at the counter."""

    http: httpx.Client
    published: Recorder
    now: datetime = field(default=NOW)

    def later(self, **ahead: float) -> None:
        """Put the clock ahead."""
        self.now += timedelta(**ahead)


@contextmanager
def running(token: str | None = None) -> Iterator[Counter]:
    """A counter while the block runs."""
    published = Recorder()
    app = counter_app(
        published, city="Stad Antwerpen", desks=DESKS, token=token, pseudonym_key=KEY, clock=lambda: counter.now
    )
    with serving(app) as url, httpx.Client(base_url=url, timeout=30) as http:
        counter = Counter(http, published)
        yield counter
