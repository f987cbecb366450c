"""The embedded run end to end: from what a listener publishes to records, search words and feeds on the disk."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.errors import BenchError
from bench.figures import RUNS, Figure, Row, Share, Target
from bench.progress import Say
from processors.city import City
from schemas.cloudevents import Envelope
from streams.batches import batches
from streams.embedded.database import Database
from streams.embedded.pipeline import BATCH, EmbeddedPipeline, EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.query import Query

_PART: Final = "embedded"
_TARGET: Final = Target(2_000, "above 2,000/s")


def measure(events: Sequence[Envelope], city: City, folder: Path, *, say: Say, runs: int = RUNS) -> list[Row]:
    """The rate over everything, and the share of putting into the inbox. Each run has a database file of its own."""
    rates, shares = [], []
    for run in range(1, runs + 1):
        say(f"{_PART}, run {run} of {runs}")
        putting, working = _run(events, city, folder / f"run-{run}.db")
        rates.append(len(events) / (putting + working))
        shares.append(putting / (putting + working))
    return [
        Figure(_PART, "inbox → process → records, search, outbox", "messages/s", rates, target=_TARGET),
        Share(_PART, f"of which into the inbox, {BATCH} at a time", shares),
    ]


def _run(events: Sequence[Envelope], city: City, path: Path) -> tuple[float, float]:
    """Seconds of publishing all events, and of working on them until the inbox is empty. Both are on the disk then."""
    database = Database(path)
    try:
        inbox = DurableQueue(database)
        publisher = EmbeddedPublisher(inbox)
        pipeline = EmbeddedPipeline(database, lambda _: city, lambda: datetime.now(UTC), inbox=inbox)
        began = perf_counter()
        for batch in batches(events, BATCH):
            publisher.publish(batch)
        published = perf_counter()
        while pipeline.step():
            pass
        ended = perf_counter()
        found = EmbeddedRecords(database).search(Query(), size=1).total
    finally:
        database.close()
    if found != len(events):
        raise BenchError(f"{found} records came of {len(events)} messages")
    return published - began, ended - published
