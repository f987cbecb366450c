"""The log of rules on Kafka: what is no entry is told and passed over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from deploy.engines import KafkaServer
from schemas.cloudevents import Envelope
from schemas.topics import RULES
from streams.envelopes import envelope
from streams.kafka.connection import KafkaConnection
from streams.kafka.rules import KafkaRulesLog
from streams.kafka.topics import ensure_topics
from tests.contract.test_rules_log import entry
from tests.streams.kafka.broker import publisher, until


def test_what_is_no_entry_is_told_and_passed_over(
    clean_kafka: KafkaServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    connection = KafkaConnection(clean_kafka.bootstrap)
    ensure_topics(connection, [RULES], replication=1)
    first, second = (envelope(RULES, entry(number), source="/test", time=datetime.now(UTC)) for number in (1, 2))
    strange = [
        Envelope(RULES.name, b"k", (), b"rommel"),
        Envelope(RULES.name, b"k", first.headers, b"rommel"),
        Envelope(RULES.name, b"k", first.headers, first.body.replace(b'"by":', b'"van":')),
        Envelope(RULES.name, b"k", (), b""),
    ]
    with publisher(clean_kafka.bootstrap, tmp_path / "spool.db") as through:
        through.publish([*strange, first])
        log = KafkaRulesLog(connection)
        try:
            assert [each.version for each in log.entries()] == ["v1"]
            assert caplog.text.count("is no entry of the log of rules and is passed over") == 4
            through.publish([*strange, second, first])
            until(lambda: [each.version for each in log.entries()] == ["v1", "v2"], "what came later is read")
            assert "rules/0@8" in caplog.text
        finally:
            log.close()
    assert "rommel" not in caplog.text
