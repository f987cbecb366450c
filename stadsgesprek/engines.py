"""Kafka and Elasticsearch from the settings: one of the two sets of engines. Imported only by who works on them."""

from collections.abc import Iterator
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from schemas.topics import catalogue
from stadsgesprek.pack import Pack, Problem
from stadsgesprek.settings import Settings, SettingsError, secret, variable
from streams.elastic.client import connect
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.writer import ElasticWriter
from streams.embedded.database import Database
from streams.embedded.queue import DurableQueue
from streams.kafka.connection import KafkaConnection
from streams.kafka.publisher import KafkaPublisher
from streams.kafka.rules import KafkaRulesLog
from streams.kafka.topics import missing_topics


def connection(settings: Settings) -> KafkaConnection:
    """How to reach the brokers. Raises SettingsError when the settings are of an embedded run, or do not fit."""
    if settings.kafka.bootstrap is None:
        raise SettingsError(
            f"kafka.bootstrap: this needs Kafka and Elasticsearch; set {variable('kafka.bootstrap')} and "
            f"{variable('elasticsearch.url')}. On one machine without them, `stadsgesprek run` does it all"
        )
    kafka = settings.kafka
    try:
        return KafkaConnection(
            bootstrap=settings.kafka.bootstrap,
            security=kafka.security,
            mechanism=kafka.mechanism,
            username=kafka.username,
            password=secret(kafka.password),
            ca_file=kafka.ca_file,
        )
    except ValueError as error:
        raise SettingsError(f"kafka.{error}") from None


def elastic_client(settings: Settings) -> Elasticsearch:
    """The client of Elasticsearch. Raises StoreError for an address or a file that cannot be used."""
    elastic = settings.elasticsearch
    return connect(
        elastic.url or "",
        username=elastic.username,
        password=secret(elastic.password),
        api_key=secret(elastic.api_key),
        ca_file=elastic.ca_file,
    )


def elastic_writer(settings: Settings) -> ElasticWriter:
    """What the index worker writes with."""
    return ElasticWriter(Indices(elastic_client(settings), settings.elasticsearch.prefix))


@contextmanager
def elastic_reader(settings: Settings) -> Iterator[ElasticReader]:
    """What asks the index."""
    client = elastic_client(settings)
    try:
        yield ElasticReader(client, settings.elasticsearch.prefix)
    finally:
        client.close()


@contextmanager
def kafka_publisher(settings: Settings, name: str) -> Iterator[KafkaPublisher]:
    """What publishes, with a spool of this `name` in the data folder for while the brokers are away."""
    spool = DurableQueue(Database(settings.data / f"spool-{name}.db"))
    taken = KafkaPublisher(connection(settings), spool)
    try:
        yield taken
    finally:
        taken.close()


@contextmanager
def kafka_rules_log(settings: Settings) -> Iterator[KafkaRulesLog]:
    """The log of rules on its topic."""
    log = KafkaRulesLog(connection(settings))
    try:
        yield log
    finally:
        log.close()


def without_topic(settings: Settings, pack: Pack) -> Iterator[Problem]:
    """The departments of a pack whose feed has nowhere to go."""
    topics = missing_topics(connection(settings), [spec.name for spec in catalogue(pack.city.departments)])
    for topic in topics:
        yield Problem(
            "city.yaml",
            None,
            f"there is no topic {topic}",
            f"make it with: {variable('city')}=‹this pack› stadsgesprek setup",
        )
