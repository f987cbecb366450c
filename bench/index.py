"""Kafka to Elasticsearch: the index worker beside the same documents sent to `_bulk` as bytes made before."""

import http.client
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import Final
from urllib.parse import urlsplit

import orjson
from elasticsearch import Elasticsearch

from bench.broker import Broker
from bench.errors import BenchError
from bench.figures import RUNS, Figure, Row
from bench.programs import STADSGESPREK, program
from bench.progress import Say
from bench.watch import rate
from processors.city import City
from processors.fold import fold
from processors.process import process
from schemas.message import Message
from schemas.result import Result
from schemas.topics import DECISIONS, FIXED
from stadsgesprek.settings import ElasticsearchSettings
from streams.batches import batches
from streams.elastic.client import connect
from streams.elastic.documents import document
from streams.elastic.indices import Indices, make_index, month_of
from streams.elastic.setup import ensure
from streams.envelopes import envelope
from streams.kafka.index import GROUP

BATCH: Final = 500
_PART: Final = "Kafka to Elasticsearch"
_PREFIX: Final = ElasticsearchSettings().prefix


def measure(
    bootstrap: str, url: str, messages: Sequence[Message], city: City, folder: Path, *, say: Say, runs: int = RUNS
) -> list[Row]:
    """A row for each. Broker and server must be empty; `folder` is for what the worker writes."""
    now = datetime.now(UTC)
    results = [result for batch in batches(messages, BATCH) for result in process(batch, city, now)]
    raw, worker = [], []
    with closing(Broker(bootstrap)) as broker, closing(connect(url, timeout=60)) as client:
        ensure(client, _PREFIX, files("deploy.elasticsearch"), now)
        indices = Indices(client, _PREFIX)
        bodies = [_body(batch, indices) for batch in batches(results, BATCH)]
        say(f"{_PART}: publishing {len(results):,} decisions")
        broker.make({spec.name: spec.configuration for spec in FIXED})
        broker.fill(envelope(DECISIONS, result, source="/bench", time=now) for result in results)
        for run in range(1, runs + 1):
            say(f"{_PART}: raw _bulk, run {run} of {runs}")
            _make_empty(indices, results)
            raw.append(_send(url, bodies, len(results)))
            say(f"{_PART}: index worker, run {run} of {runs}")
            _make_empty(indices, results)
            broker.forget(GROUP)
            worker.append(_work(broker, url, indices, len(results), folder))
    beside = Figure(_PART, f"raw _bulk, {BATCH} documents a request", "docs/s", raw)
    return [beside, Figure(_PART, "index worker", "docs/s", worker, beside)]


def _make_empty(indices: Indices, results: Sequence[Result]) -> None:
    """The index of each month anew, so that neither side has to make one."""
    client = indices.client
    for name in client.indices.get(index=indices.all):
        client.indices.delete(index=name)
    for month in {month_of(result.message.published) for result in results}:
        make_index(client, indices.first(month))


def _body(results: Sequence[Result], indices: Indices) -> bytes:
    """One request: the documents as the index worker makes them, to the aliases that it writes to."""
    lines = []
    for result in results:
        record = fold(None, [result])
        place = {"_index": indices.target(month_of(record.published)).name, "_id": str(record.id)}
        lines += [orjson.dumps({"create": place}), document(record)]
    return b"\n".join(lines) + b"\n"


def _send(url: str, bodies: Sequence[bytes], total: int) -> float:
    """Documents a second over one connection, from the first answer to the last."""
    where = urlsplit(url)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    answered = []
    for body in bodies:
        connection.request("POST", "/_bulk", body, {"Content-Type": "application/x-ndjson"})
        answer = orjson.loads(connection.getresponse().read())
        if answer["errors"]:
            raise BenchError("_bulk: the server refuses some of the documents")
        answered.append(perf_counter())
    connection.close()
    if len(bodies) == 1:
        raise BenchError(f"_bulk: {total} documents are one request; a rate needs two")
    return (total - BATCH) / (answered[-1] - answered[0])


def _work(broker: Broker, url: str, indices: Indices, total: int, folder: Path) -> float:
    settings = {
        "KAFKA__BOOTSTRAP": broker.bootstrap,
        "KAFKA__REPLICATION": "1",
        "ELASTICSEARCH__URL": url,
        "DATA": str(folder / "data"),
    }
    with program((STADSGESPREK, "work", "index"), folder, settings) as process:
        return rate(lambda: _indexed(indices.client, indices.all), total, lambda: process.exit_code is None)


def _indexed(client: Elasticsearch, pattern: str) -> int:
    """How many documents were written since the indices were made, searchable or not yet."""
    found = client.indices.stats(index=pattern, metric="indexing")
    return int(found["_all"]["primaries"]["indexing"]["index_total"])
