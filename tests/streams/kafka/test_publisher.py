"""The publisher on a real broker: acknowledged, or on the disk, and in order."""

import gc
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.engines import KafkaServer
from schemas.cloudevents import Envelope
from schemas.topics import DEAD_LETTERS, MAX_EVENT_BYTES, MESSAGES, catalogue
from streams.embedded.queue import QueueFullError
from streams.kafka.connection import KafkaConnection
from streams.kafka.topics import ensure_topics
from streams.ports import PublishError
from tests.engines.fixtures import OwnKafka
from tests.streams.kafka.broker import event, events, keys, message, on_topic, publisher, until

ROOT = Path(__file__).resolve().parents[3]
SAME_KEY = 20

# kafka-python leaves the socket of a connection that was refused to the garbage collector.
LEAVES_SOCKETS = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture
def broker(clean_kafka: KafkaServer) -> KafkaServer:
    ensure_topics(KafkaConnection(clean_kafka.bootstrap), catalogue(["sport"]), replication=1)
    return clean_kafka


@pytest.fixture
def frail(own_kafka: OwnKafka) -> Iterator[KafkaServer]:
    """A broker to hurt."""
    server = own_kafka()
    ensure_topics(KafkaConnection(server.bootstrap), catalogue(["sport"]), replication=1)
    yield server
    gc.collect()  # while LEAVES_SOCKETS holds


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    return tmp_path / "spool.sqlite3"


def revisions(count: int, start: int = 0) -> list[Envelope]:
    """Edits of one message: they share a partition, so their order can be seen."""
    return [event(message("same", f"tekst {number}", revision=number)) for number in range(start, start + count)]


def bodies(server: KafkaServer) -> list[bytes]:
    return [each.body for each in on_topic(server.bootstrap, MESSAGES.name)]


def test_what_was_published_is_on_the_topic_unchanged(broker: KafkaServer, spool: Path) -> None:
    sent = events(30)
    with publisher(broker.bootstrap, spool) as opened:
        opened.publish(sent)
        assert sorted(on_topic(broker.bootstrap, MESSAGES.name), key=repr) == sorted(sent, key=repr)


def test_many_threads_at_once(broker: KafkaServer, spool: Path) -> None:
    with publisher(broker.bootstrap, spool) as opened:
        threads = [threading.Thread(target=opened.publish, args=[events(50, f"t{number}-")]) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(keys(on_topic(broker.bootstrap, MESSAGES.name)))) == 400


def test_the_largest_events_pass(broker: KafkaServer, spool: Path) -> None:
    specs = (MESSAGES, DEAD_LETTERS)
    largest = [Envelope(spec.name, b"key", (("ce_id", b"1"),), b"x" * spec.max_event_bytes) for spec in specs]
    with publisher(broker.bootstrap, spool) as opened:
        opened.publish(largest)
    for each in largest:
        assert on_topic(broker.bootstrap, each.topic) == [each]


def test_an_event_of_two_megabytes_is_refused_and_nothing_of_its_batch_is_sent(
    broker: KafkaServer, spool: Path
) -> None:
    large = Envelope(MESSAGES.name, b"key", (), b"x" * 2_000_000)
    with publisher(broker.bootstrap, spool) as opened:
        with pytest.raises(PublishError, match=f"messages: an event of 2000000 bytes; it takes {MAX_EVENT_BYTES}"):
            opened.publish([*events(1), large])
        assert on_topic(broker.bootstrap, MESSAGES.name) == []


@LEAVES_SOCKETS
def test_while_the_broker_is_away_events_wait_and_then_go_in_order(
    frail: KafkaServer, spool: Path, caplog: pytest.LogCaptureFixture
) -> None:
    sent = revisions(3 * SAME_KEY)
    with caplog.at_level(logging.INFO, "streams.kafka"), publisher(frail.bootstrap, spool, within=1.0) as opened:
        opened.publish(sent[:SAME_KEY])
        frail.kill()
        for each in sent[SAME_KEY : 2 * SAME_KEY]:
            opened.publish([each])
        frail.start()
        opened.publish(sent[2 * SAME_KEY :])
        until(lambda: len(set(bodies(frail))) == len(sent), "the spool is empty")
        # One whose acknowledgement was late may be there twice.
        assert list(dict.fromkeys(bodies(frail))) == [each.body for each in sent]
        until(lambda: "takes events again" in caplog.text, "the log says that the broker is back")
    away, back = (record.getMessage() for record in caplog.records if record.name == "streams.kafka.publisher")
    assert "does not take events" in away
    assert "takes events again" in back
    assert "tekst" not in caplog.text


@LEAVES_SOCKETS
def test_a_frozen_broker_is_an_absent_one(frail: KafkaServer, spool: Path) -> None:
    with publisher(frail.bootstrap, spool, within=1.0) as opened:
        opened.publish(events(1, "before"))
        frail.pause()
        opened.publish(events(5, "during"))
        frail.resume()
        opened.publish(events(1, "after"))
        until(lambda: len(set(keys(on_topic(frail.bootstrap, MESSAGES.name)))) == 7, "the spool is empty")


def test_what_waits_outlives_the_publisher(broker: KafkaServer, spool: Path) -> None:
    with publisher("127.0.0.1:1", spool, within=0.2) as opened:
        opened.publish(events(10))
    with publisher(broker.bootstrap, spool):
        until(lambda: len(on_topic(broker.bootstrap, MESSAGES.name)) == 10, "the spool is empty")


_PUBLISHES = """
import sys, time
from pathlib import Path
from tests.streams.kafka.broker import events, publisher
with publisher("127.0.0.1:1", Path(sys.argv[1]), within=0.2) as opened:
    opened.publish(events(10))
    print("durable", flush=True)
    time.sleep(60)
"""


def test_what_waits_outlives_a_killed_process(broker: KafkaServer, spool: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", _PUBLISHES, str(spool)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"durable\n"
        process.kill()
    with publisher(broker.bootstrap, spool):
        until(lambda: len(on_topic(broker.bootstrap, MESSAGES.name)) == 10, "the spool is empty")


def test_a_full_spool_refuses(spool: Path) -> None:
    with publisher("127.0.0.1:1", spool, limit=10_000, within=0.2) as opened:
        with pytest.raises(QueueFullError, match="would pass the limit of 10000"):
            opened.publish(events(30))
        opened.publish(events(1))
