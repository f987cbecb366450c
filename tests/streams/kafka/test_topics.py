"""Setting up the topics of a city on a real broker."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient

from deploy.engines import KafkaServer
from schemas.topics import DEAD_LETTERS, MESSAGES, catalogue
from streams.kafka.connection import KafkaConnection
from streams.kafka.topics import TopicsError, ensure_topics, missing_topics
from tests.streams.kafka.broker import until

CATALOGUE = catalogue(["groen", "sport"])


@pytest.fixture
def connection(clean_kafka: KafkaServer) -> KafkaConnection:
    return KafkaConnection(clean_kafka.bootstrap)


@pytest.fixture
def admin(clean_kafka: KafkaServer) -> Iterator[KafkaAdminClient]:
    client = KafkaAdminClient(bootstrap_servers=clean_kafka.bootstrap)
    yield client
    client.close()


def setting(admin: KafkaAdminClient, topic: str, name: str) -> str:
    described = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, topic)], config_filter="all")
    value: str = described["topic"][topic][name]["value"]
    return value


def test_all_topics_are_made_as_the_catalogue_says(connection: KafkaConnection, admin: KafkaAdminClient) -> None:
    lines = ensure_topics(connection, CATALOGUE, replication=1)
    assert len(lines) == len(CATALOGUE)
    assert "messages: created with 12 partitions, 1 copies" in lines
    made = {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}
    for spec in CATALOGUE:
        assert made[spec.name] == spec.partitions
        assert setting(admin, spec.name, "retention.ms") == spec.configuration["retention.ms"]
    assert setting(admin, DEAD_LETTERS.name, "cleanup.policy") == "compact,delete"


def test_a_second_time_there_is_nothing_to_do(connection: KafkaConnection) -> None:
    ensure_topics(connection, CATALOGUE, replication=1)
    assert ensure_topics(connection, CATALOGUE, replication=1) == []


def test_only_what_is_missing_is_made(connection: KafkaConnection) -> None:
    ensure_topics(connection, CATALOGUE, replication=1)
    lines = ensure_topics(connection, catalogue(["groen", "sport", "zorg"]), replication=1)
    assert lines == ["feed.zorg: created with 3 partitions, 1 copies"]


def test_a_changed_setting_is_changed_and_others_stay(connection: KafkaConnection, admin: KafkaAdminClient) -> None:
    ensure_topics(connection, CATALOGUE, replication=1)
    by_hand = ConfigResource(ConfigResourceType.TOPIC, MESSAGES.name, {"segment.ms": "3600000"})
    admin.alter_configs([by_hand], incremental=True)
    longer = replace(MESSAGES, retention=timedelta(days=60))
    lines = ensure_topics(connection, [longer], replication=1)
    assert lines == ["messages: retention.ms changed from 2592000000 to 5184000000"]
    # The broker tells of a change a moment after it took it.
    until(lambda: setting(admin, MESSAGES.name, "retention.ms") == "5184000000", "the change is in force")
    assert setting(admin, MESSAGES.name, "segment.ms") == "3600000"


def test_partitions_and_copies_are_reported_and_left(connection: KafkaConnection, admin: KafkaAdminClient) -> None:
    ensure_topics(connection, [MESSAGES], replication=1)
    lines = ensure_topics(connection, [replace(MESSAGES, partitions=24)], replication=1)
    assert len(lines) == 1
    assert lines[0].startswith("messages: has 12 partitions, the catalogue says 24; left so")
    (topic,) = admin.describe_topics([MESSAGES.name])
    assert len(topic["partitions"]) == 12


def test_more_copies_than_brokers_is_an_error_in_words(connection: KafkaConnection) -> None:
    with pytest.raises(TopicsError, match=r"messages: .*[Rr]eplication factor"):
        ensure_topics(connection, [MESSAGES], replication=3)
    assert missing_topics(connection, [MESSAGES.name]) == [MESSAGES.name]


def test_no_broker_is_an_error_in_words() -> None:
    with pytest.raises(TopicsError, match=r"Kafka at 127\.0\.0\.1:1 does not answer within 1 s"):
        ensure_topics(KafkaConnection("127.0.0.1:1"), CATALOGUE, replication=1, within=1.0)
