"""The sample day gives the same records, feeds and dead letters on both sets of engines."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from deploy.engines import ElasticsearchServer, KafkaServer
from processors.city import City
from schemas.dead_letter import DeadLetter
from schemas.feed import FeedItem
from schemas.record import Record
from schemas.topics import feed_topic
from stadsgesprek.pack import builtin, load
from streams.elastic.client import connect
from streams.elastic.reader import ElasticReader
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.outbox import Outbox
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.kafka.connection import KafkaConnection
from streams.kafka.reading import TopicReader
from streams.ports import RecordReader, StoreError
from streams.query import Query
from tests.stadsgesprek.cli.command import Installation, until

ROOT = Path(__file__).resolve().parents[2]
DAY = ROOT / "stadsgesprek" / "sample" / "dag.jsonl"
RECORDS, DEAD = 440, 12

Feeds = dict[str, dict[UUID, tuple[int, str]]]
"""Department to message to the highest revision of its items, and what it says."""


@pytest.fixture(scope="module")
def city() -> City:
    """Antwerp."""
    return load(builtin("antwerpen"))


def test_both_sets_of_engines_give_the_same_day(
    tmp_path: Path, city: City, clean_kafka: KafkaServer, clean_elasticsearch: ElasticsearchServer
) -> None:
    embedded = Installation(_folder(tmp_path, "embedded"))
    assert embedded.run("demo", "--once", "--speed", "0").code == 0
    database = Database(embedded.folder / ".data" / "demo" / "stadsgesprek.db")
    expected = _records(EmbeddedRecords(database))
    letters = EmbeddedDeadLetters(database, DurableQueue(database)).letters()
    expected_dead = sorted(_unread(letter) for letter in letters)
    expected_feeds = _embedded_feeds(Outbox(database), city)
    database.close()
    assert (len(expected), len(expected_dead)) == (RECORDS, DEAD)

    distributed = Installation(
        _folder(tmp_path, "distributed"),
        {
            "STADSGESPREK_KAFKA__BOOTSTRAP": clean_kafka.bootstrap,
            "STADSGESPREK_KAFKA__REPLICATION": "1",
            "STADSGESPREK_ELASTICSEARCH__URL": clean_elasticsearch.url,
        },
    )
    for _ in range(2):  # safe to repeat
        assert distributed.run("setup").code == 0
    client = connect(clean_elasticsearch.url)
    reader = ElasticReader(client, "stadsgesprek")
    with ExitStack() as stack:
        workers = [stack.enter_context(distributed.running("work", kind)) for kind in ("route", "index")]
        assert distributed.run("listen", "replay", str(DAY)).code == 0
        until(lambda: _settled(reader, distributed), within=120)
        assert [worker.stop() for worker in workers] == [0, 0]
        assert not [worker.said for worker in workers if "Traceback" in worker.said]

    assert _records(reader) == expected
    dead = [DeadLetter.model_validate_json(line) for line in distributed.run("dead", "list", "--json").out.splitlines()]
    assert sorted(_unread(letter) for letter in dead) == expected_dead
    assert _kafka_feeds(KafkaConnection(clean_kafka.bootstrap), city) == expected_feeds

    doctor = distributed.run("doctor")
    assert "Kafka: answers, all topics are there" in doctor.out
    assert "Elasticsearch: answers" in doctor.out

    rebuilt = distributed.run("reindex")
    assert rebuilt.code == 0, rebuilt.err
    assert "2026-03: rebuilt" in rebuilt.out
    client.indices.refresh(index="stadsgesprek")
    assert _records(reader) == expected
    client.close()


def _folder(parent: Path, name: str) -> Path:
    folder = parent / name
    folder.mkdir()
    return folder


def _settled(reader: RecordReader, installation: Installation) -> bool:
    """All the day's messages are records, all its rubbish is dead, and the deletes have come through."""
    try:
        records = reader.search(Query(), size=500).records
    except StoreError:
        return False
    deleted = sum(record.current is not None and record.current.deleted for record in records)
    if (len(records), deleted) != (RECORDS, 8):
        return False
    revised = sum(record.current is not None and record.current.revision > 0 for record in records)
    return revised == 20 and len(installation.run("dead", "list").out.splitlines()) == DEAD


def _records(reader: RecordReader) -> dict[UUID, dict[str, Any]]:
    """Every record as plain values; when it was decided is the only thing that may differ."""
    found: dict[UUID, dict[str, Any]] = {}
    after = None
    while True:
        page = reader.search(Query(), size=100, after=after)
        found |= {record.id: _plain(record) for record in page.records}
        if (after := page.after) is None:
            assert len(found) == page.total
            return found


def _plain(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(record.model_dump_json())
    if plain["result"]["decision"] is not None:
        del plain["result"]["decision"]["decided"]
    return plain


def _unread(letter: DeadLetter) -> tuple[bytes, str, str]:
    """A dead letter without the place and moment, which are the engine's own."""
    return letter.body, letter.topic, letter.reason


def _embedded_feeds(outbox: Outbox, city: City) -> Feeds:
    return {
        department: _latest(offered.item for offered in outbox.items(department, n=10_000))
        for department in city.departments
    }


def _kafka_feeds(connection: KafkaConnection, city: City) -> Feeds:
    feeds = {}
    for department in city.departments:
        with TopicReader(connection, [feed_topic(department).name]) as reader:
            feeds[department] = _latest(FeedItem.model_validate_json(record.value) for record in reader.records())
    return feeds


def _latest(items: Iterator[FeedItem]) -> dict[UUID, tuple[int, str]]:
    latest: dict[UUID, tuple[int, str]] = {}
    for item in items:
        if item.message not in latest or latest[item.message][0] <= item.revision:
            latest[item.message] = item.revision, item.kind
    return latest
