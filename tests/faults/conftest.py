"""The stage for each test of this folder."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deploy.engines import ElasticsearchServer, KafkaServer
from tests.engines.fixtures import OwnElasticsearch, OwnKafka

if TYPE_CHECKING:
    from tests.faults.stage import Stage


@pytest.fixture
def stage(clean_kafka: KafkaServer, clean_elasticsearch: ElasticsearchServer, tmp_path: Path) -> Iterator["Stage"]:
    """On the run's shared engines: for what happens to workers."""
    yield from _built(clean_kafka, clean_elasticsearch, tmp_path)


@pytest.fixture
def frail_broker(own_kafka: OwnKafka, clean_elasticsearch: ElasticsearchServer, tmp_path: Path) -> Iterator["Stage"]:
    """With a broker to hurt."""
    yield from _built(own_kafka(), clean_elasticsearch, tmp_path)


@pytest.fixture
def frail_index(clean_kafka: KafkaServer, own_elasticsearch: OwnElasticsearch, tmp_path: Path) -> Iterator["Stage"]:
    """With an Elasticsearch to hurt."""
    yield from _built(clean_kafka, own_elasticsearch(), tmp_path)


def _built(kafka: KafkaServer, elasticsearch: ElasticsearchServer, folder: Path) -> Iterator["Stage"]:
    # Here, because plugins load before pytest has its filters in force.
    from tests.faults.stage import Stage  # noqa: PLC0415

    built = Stage(kafka, elasticsearch, folder)
    yield built
    built.close()
    gc.collect()  # while a test's filter for kafka-python's sockets holds
