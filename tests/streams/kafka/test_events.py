"""Reading back all that records are made of, from a real broker."""

from pathlib import Path

import pytest

from deploy.engines import KafkaServer
from schemas.cloudevents import Envelope
from schemas.topics import DECISIONS, FEEDBACK, catalogue
from streams.envelopes import envelope
from streams.kafka.connection import KafkaConnection
from streams.kafka.events import EventLog
from streams.kafka.topics import ensure_topics
from tests.contract.data import act, result
from tests.streams.kafka.broker import NOW, publisher


@pytest.fixture
def broker(clean_kafka: KafkaServer) -> KafkaServer:
    ensure_topics(KafkaConnection(clean_kafka.bootstrap), catalogue([]), replication=1)
    return clean_kafka


def test_everything_is_read_and_then_only_the_tail(broker: KafkaServer, tmp_path: Path) -> None:
    results = [result(minute=-number) for number in range(40)]
    acts = [act(each, reply="Ja, tot 20 uur!") for each in results[:5]]
    decided = [envelope(DECISIONS, each, source="/test", time=NOW) for each in results]
    done = [envelope(FEEDBACK, each, source="/test", time=NOW) for each in acts]
    log = EventLog(KafkaConnection(broker.bootstrap))
    try:
        with publisher(broker.bootstrap, tmp_path / "spool.sqlite3") as opened:
            opened.publish(decided[:30] + done)
            first = list(log.read(NOW))
            opened.publish(decided[30:])
            tail = list(log.read(NOW))
        assert list(log.read(NOW)) == []
    finally:
        log.close()
    assert sorted(first, key=repr) == sorted([*results[:30], *acts], key=repr)
    assert sorted(tail, key=repr) == sorted(results[30:], key=repr)
    assert log.unreadable == 0


def test_what_cannot_be_read_is_passed_over_and_counted(broker: KafkaServer, tmp_path: Path) -> None:
    good = result()
    with publisher(broker.bootstrap, tmp_path / "spool.sqlite3") as opened:
        opened.publish(
            [Envelope(DECISIONS.name, b"key", (), b"rubbish"), envelope(DECISIONS, good, source="/test", time=NOW)]
        )
    log = EventLog(KafkaConnection(broker.bootstrap))
    try:
        assert list(log.read(NOW)) == [good]
    finally:
        log.close()
    assert log.unreadable == 1
