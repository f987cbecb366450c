"""From settings to parts: which engines stand behind the ports."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from elasticsearch import Elasticsearch
from pydantic import SecretStr

from processors.city import City
from stadsgesprek.pack import builtin, builtin_names, load
from stadsgesprek.settings import Settings, SettingsError, variable
from streams.elastic.client import connect
from streams.elastic.indices import Indices
from streams.elastic.reader import ElasticReader
from streams.elastic.writer import ElasticWriter
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.pipeline import EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.kafka.connection import KafkaConnection
from streams.kafka.letters import KafkaDeadLetters
from streams.kafka.publisher import KafkaPublisher
from streams.ports import DeadLetters, Publisher, RecordReader

_DATABASE: Final = "stadsgesprek.db"


@dataclass(frozen=True)
class Embedded:
    """The parts of an embedded run, on one database file."""

    database: Database
    inbox: DurableQueue
    publisher: EmbeddedPublisher
    records: EmbeddedRecords


def city_folder(settings: Settings) -> Path:
    """The folder of the city's pack: a built-in one by its name, else a path."""
    return builtin(settings.city) if settings.city in builtin_names() else Path(settings.city)


def load_city(settings: Settings) -> City:
    """The city. Raises PackError."""
    return load(city_folder(settings))


def pseudonym_key(settings: Settings) -> bytes:
    """The key for pseudonyms. Raises SettingsError when there is none."""
    if settings.pseudonym_key is None:
        name = variable("pseudonym_key")
        raise SettingsError(
            f"pseudonym_key: is not set, and writers' names must not be stored; set {name} to a secret of 32 "
            "characters or more, and keep it; for instance what this prints: openssl rand -base64 32"
        )
    return settings.pseudonym_key.get_secret_value().encode()


def secret(value: SecretStr | None) -> str | None:
    """What a secret setting holds."""
    return None if value is None else value.get_secret_value()


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
def embedded(folder: Path) -> Iterator[Embedded]:
    """The parts of an embedded run in this folder. Raises StoreError when its database cannot be used."""
    database = Database(folder / _DATABASE)
    try:
        inbox = DurableQueue(database)
        yield Embedded(database, inbox, EmbeddedPublisher(inbox), EmbeddedRecords(database))
    finally:
        database.close()


@contextmanager
def publisher(settings: Settings, name: str) -> Iterator[Publisher]:
    """Where events go: Kafka, with a spool of this `name` in the data folder, or the inbox of the embedded run.

    Each process has a spool of its own, so two listeners on one machine take two names.
    """
    if settings.distributed:
        spool = DurableQueue(Database(settings.data / f"spool-{name}.db"))
        taken: Publisher = KafkaPublisher(connection(settings), spool)
        try:
            yield taken
        finally:
            taken.close()
    else:
        with embedded(settings.data) as parts:
            yield parts.publisher


@contextmanager
def reader(settings: Settings) -> Iterator[RecordReader]:
    """What the console asks."""
    if settings.distributed:
        client = elastic_client(settings)
        try:
            yield ElasticReader(client, settings.elasticsearch.prefix)
        finally:
            client.close()
    else:
        with embedded(settings.data) as parts:
            yield parts.records


@contextmanager
def dead_letters(settings: Settings) -> Iterator[DeadLetters]:
    """What could not be read."""
    if settings.distributed:
        with publisher(settings, "dead") as through:
            yield KafkaDeadLetters(connection(settings), through)
    else:
        with embedded(settings.data) as parts:
            yield EmbeddedDeadLetters(parts.database, parts.inbox)
