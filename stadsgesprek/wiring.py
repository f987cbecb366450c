"""From settings to parts: which engines stand behind the ports.

The clients of Kafka and Elasticsearch, which take a second to import, come in where they are chosen.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from processors.city import City
from processors.model import Model
from schemas.rules import RulesEntry
from stadsgesprek.inforce import InForce, deciding
from stadsgesprek.model import artefact
from stadsgesprek.pack import Pack, Problem, builtin, builtin_names, compiled, read_files
from stadsgesprek.pack.findings import findings
from stadsgesprek.settings import Settings, SettingsError, variable
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.pipeline import EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.embedded.rules import EmbeddedRulesLog
from streams.ports import DeadLetters, Publisher, RecordReader, RulesLog

_DATABASE: Final = "stadsgesprek.db"
_MODEL: Final = "model.npz"


@dataclass(frozen=True)
class Embedded:
    """The parts of an embedded run, on one database file."""

    database: Database
    inbox: DurableQueue
    publisher: EmbeddedPublisher
    records: EmbeddedRecords
    rules: EmbeddedRulesLog


def own_folder(settings: Settings) -> Path | None:
    """The folder of the city's own pack; None with a built-in one."""
    return None if settings.city in builtin_names() else Path(settings.city)


def city_folder(settings: Settings) -> Path:
    """The folder of the city's pack: a built-in one by its name, else a path."""
    return own_folder(settings) or builtin(settings.city)


def model_file(settings: Settings) -> Path:
    """Where the model is that `learn` writes."""
    return settings.model or settings.data / _MODEL


def model_in_force(settings: Settings) -> Model:
    """The model with which processes understand when they start. Raises ModelError."""
    file = model_file(settings)
    return artefact.load(file) if settings.model or file.exists() else artefact.delivered()


def load_pack(settings: Settings) -> Pack:
    """The pack of the settings, which decides as long as none was put in force. Raises PackError and ModelError."""
    return compiled(read_files(city_folder(settings)), model=model_in_force(settings))


def load_city(settings: Settings) -> City:
    """Its city. Raises PackError and ModelError."""
    return load_pack(settings).city


@contextmanager
def rules_log(settings: Settings) -> Iterator[RulesLog]:
    """The log of rules. Raises EngineAwayError when it cannot be read."""
    if settings.distributed:
        from stadsgesprek.engines import kafka_rules_log  # noqa: PLC0415

        with kafka_rules_log(settings) as log:
            yield log
    else:
        with embedded(settings.data) as parts:
            yield parts.rules


def in_force(settings: Settings, log: RulesLog, first: Pack) -> InForce:
    """What decides, by this log; a pack is put only when nothing is wrong with it here. Raises EngineAwayError."""

    def check(pack: Pack) -> Sequence[Problem]:
        if not settings.distributed:
            return findings(pack).errors
        from stadsgesprek.engines import without_topic  # noqa: PLC0415

        return (*findings(pack).errors, *without_topic(settings, pack))

    return InForce(log, first, check=check)


def rules_entries(settings: Settings) -> Sequence[RulesEntry]:
    """The whole log of rules; empty, and not made, where nothing ever ran. Raises EngineAwayError."""
    if not settings.distributed and not (settings.data / _DATABASE).exists():
        return ()
    with rules_log(settings) as log:
        return log.entries()


def deciding_pack(settings: Settings) -> Pack:
    """The pack that decides now: the one that was put in force, else that of the settings.

    Raises PackError, ModelError and EngineAwayError.
    """
    load = partial(compiled, model=model_in_force(settings))
    found = deciding(rules_entries(settings), datetime.now(UTC), load=load)
    return load_pack(settings) if found is None else found[1]


def tried_city(settings: Settings) -> City:
    """What `decide` and `classify` go by: the city's own folder as it stands, which they are there to try out; with a
    built-in pack what decides now. Raises PackError, ModelError and EngineAwayError."""
    return load_city(settings) if own_folder(settings) else deciding_pack(settings).city


def pseudonym_key(settings: Settings) -> bytes:
    """The key for pseudonyms. Raises SettingsError when there is none."""
    if settings.pseudonym_key is None:
        name = variable("pseudonym_key")
        raise SettingsError(
            f"pseudonym_key: is not set, and writers' names must not be stored; set {name} to a secret of 32 "
            "characters or more, and keep it; for instance what this prints: openssl rand -base64 32"
        )
    return settings.pseudonym_key.get_secret_value().encode()


@contextmanager
def embedded(folder: Path) -> Iterator[Embedded]:
    """The parts of an embedded run in this folder. Raises StoreError when its database cannot be used."""
    database = Database(folder / _DATABASE)
    try:
        inbox = DurableQueue(database)
        yield Embedded(database, inbox, EmbeddedPublisher(inbox), EmbeddedRecords(database), EmbeddedRulesLog(database))
    finally:
        database.close()


@contextmanager
def publisher(settings: Settings, name: str) -> Iterator[Publisher]:
    """Where events go: Kafka, with a spool of this `name` in the data folder, or the inbox of the embedded run.

    Each process has a spool of its own, so two listeners on one machine take two names.
    """
    if settings.distributed:
        from stadsgesprek.engines import kafka_publisher  # noqa: PLC0415

        with kafka_publisher(settings, name) as through:
            yield through
    else:
        with embedded(settings.data) as parts:
            yield parts.publisher


@contextmanager
def reader(settings: Settings) -> Iterator[RecordReader]:
    """What the console asks."""
    if settings.distributed:
        from stadsgesprek.engines import elastic_reader  # noqa: PLC0415

        with elastic_reader(settings) as found:
            yield found
    else:
        with embedded(settings.data) as parts:
            yield parts.records


@contextmanager
def dead_letters(settings: Settings) -> Iterator[DeadLetters]:
    """What could not be read."""
    if settings.distributed:
        from stadsgesprek.engines import connection, kafka_publisher  # noqa: PLC0415
        from streams.kafka.letters import KafkaDeadLetters  # noqa: PLC0415

        with kafka_publisher(settings, "dead") as through:
            yield KafkaDeadLetters(connection(settings), through)
    else:
        with embedded(settings.data) as parts:
            yield EmbeddedDeadLetters(parts.database, parts.inbox)
