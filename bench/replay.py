"""Other rules tried on stored messages, on both stores, beside a scan of the store that only fetches what it needs."""

import http.client
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

import orjson

from bench.errors import BenchError
from bench.figures import RUNS, Figure, Row, Target
from bench.progress import Say
from processors.city import City
from processors.process import process
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Topic
from stadsgesprek.replay import replayed
from stadsgesprek.settings import ElasticsearchSettings
from streams.batches import batches
from streams.elastic.client import connect
from streams.elastic.decided import PAGE
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.setup import ensure
from streams.elastic.writer import ElasticWriter
from streams.embedded.database import Database
from streams.embedded.records import EmbeddedRecords
from streams.ports import RecordReader, RecordWriter
from streams.query import Query

_PART: Final = "replay"
_BATCH: Final = 1_000
_TARGET: Final = Target(10_000, "above 10,000/s")
_PREFIX: Final = ElasticsearchSettings().prefix


def measure(
    url: str, messages: Sequence[Message], city: City, other: City, folder: Path, *, say: Say, runs: int = RUNS
) -> list[Row]:
    """Rows for each store. The server at `url` must be empty; `other` is the same city once more, for its own tree."""
    rules = replace(other, responsible=dict.fromkeys(Topic, min(city.departments)))
    database = Database(folder / "replay.db")
    with closing(database), closing(connect(url, timeout=60)) as client:
        ensure(client, _PREFIX, files("deploy.elasticsearch"), datetime.now(UTC))
        indices = Indices(client, _PREFIX)
        embedded = EmbeddedRecords(database)
        _fill((embedded, ElasticWriter(indices)), messages, city, say)
        client.indices.refresh(index=indices.all)
        stores = (
            _Store("SQLite", embedded, lambda: _scan_database(database.path)),
            _Store("Elasticsearch", ElasticReader(client, _PREFIX), lambda: _scan_index(url)),
        )
        return [row for store in stores for row in _compared(store, (city, rules), len(messages), say, runs)]


@dataclass(frozen=True, slots=True)
class _Store:
    """One record store; `scan` fetches what a replay needs of each message, and gives their number."""

    name: str
    reader: RecordReader
    scan: Callable[[], int]


def _fill(writers: Sequence[RecordWriter], messages: Sequence[Message], city: City, say: Say) -> None:
    done = 0
    for batch in batches(messages, _BATCH):
        results: list[Result] = process(batch, city, datetime.now(UTC))
        for writer in writers:
            writer.write(results)
        done += len(batch)
        say(f"{_PART}: storing messages, {done:,} of {len(messages):,}")


def _compared(store: _Store, rules: tuple[City, City], total: int, say: Say, runs: int) -> list[Row]:
    scans, replays = [], []
    for run in range(1, runs + 1):
        say(f"{_PART}: {store.name}, run {run} of {runs}")
        began = perf_counter()
        seen = store.scan()
        scanned = perf_counter()
        found = replayed(store.reader, Query(), *rules, lambda *_: None)
        ended = perf_counter()
        if not seen == found.total == total:
            raise BenchError(f"{store.name}: of {total} stored messages {seen} were scanned, {found.total} replayed")
        scans.append(total / (scanned - began))
        replays.append(total / (ended - scanned))
    name = f"{store.name}: other rules on {total:,} stored messages"
    replayed_at = Figure(_PART, name, "messages/s", replays, target=_TARGET)
    return [replayed_at, Figure(_PART, f"{store.name}: scan, nothing decoded", "messages/s", scans, replayed_at)]


def _scan_database(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT id, published, outcome, json FROM records LEFT JOIN features USING (seq) WHERE shown = 1 "
            "ORDER BY published DESC, id DESC"
        )
        return sum(1 for _ in rows)


def _scan_index(url: str) -> int:
    """Over one plain connection; of each page only the place where it ends is looked at."""
    where = urlsplit(url)
    body = {
        "size": PAGE,
        "sort": [{"published": "desc"}, {"id": "desc"}],
        "docvalue_fields": ["current.outcome", "features"],
        "_source": False,
        "stored_fields": "_none_",
        "track_total_hits": False,
    }
    seen = 0
    with closing(http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)) as connection:
        while True:
            connection.request("POST", f"/{_PREFIX}/_search", orjson.dumps(body), {"Content-Type": "application/json"})
            hits = orjson.loads(connection.getresponse().read())["hits"]["hits"]
            seen += len(hits)
            if len(hits) < PAGE:
                return seen
            body["search_after"] = hits[-1]["sort"]
