"""What a run needs, looked at one by one: in order, or what is wrong and what to do."""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from tempfile import TemporaryFile

from processors.city import City
from schemas.message import NAMESPACE
from schemas.topics import catalogue
from stadsgesprek.engines import connection, elastic_client
from stadsgesprek.model.artefact import ModelError
from stadsgesprek.pack import PackError
from stadsgesprek.settings import Settings, SettingsError, is_loopback, variable
from stadsgesprek.wiring import embedded, load_city, pseudonym_key
from streams.elastic.client import SETUP
from streams.elastic.fields import missing_fields, paths
from streams.elastic.reader import ElasticReader
from streams.elastic.setup import fields
from streams.kafka.topics import missing_topics
from streams.ports import EngineAwayError, StoreError
from streams.query import Query

_WITHIN = 10.0  # seconds for the brokers


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `wrong` says what to do, None: in order. A warning does not stop a run."""

    what: str
    wrong: str | None = None
    warning: bool = False


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything that this installation needs with these settings, one by one as they are looked at."""
    yield Finding(f"settings: {'Kafka and Elasticsearch' if settings.distributed else 'embedded'}")
    city = yield from _pack(settings)
    yield _tried("data folder", lambda: _write(settings))
    yield _tried("pseudonyms", lambda: pseudonym_key(settings), warning=not settings.feeds)
    yield from _exposed(settings)
    if not settings.distributed:
        yield _tried(f"database: opens (SQLite {sqlite3.sqlite_version})", lambda: _database(settings))
    else:
        if city is not None:
            yield _tried("Kafka: answers, all topics are there", lambda: _kafka(settings, city))
        yield _tried("Elasticsearch: answers, the index can be read", lambda: _elastic(settings))


def _pack(settings: Settings) -> Generator[Finding, None, City | None]:
    try:
        city = load_city(settings)
    except ModelError as error:
        yield Finding("model", str(error))
        return None
    except PackError as error:
        yield Finding("city pack", str(error))
        return None
    yield Finding(f"city pack: {city.name}, reactieschema {city.tree.version} ({city.tree.hash})")
    yield Finding(f"model: {city.classifier.model}")
    return city


def _write(settings: Settings) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=settings.data) as file:
        file.write(b"x")


def _exposed(settings: Settings) -> Iterator[Finding]:
    if not is_loopback(settings.console.host):
        yield Finding(
            f"console: listens on {settings.console.host}",
            "it has no login of its own; let only the city's own sign-in reach it",
            warning=True,
        )


def _database(settings: Settings) -> None:
    with embedded(settings.data):
        pass


def _kafka(settings: Settings, city: City) -> None:
    names = [spec.name for spec in catalogue(city.departments)]
    missing = missing_topics(connection(settings), names, within=_WITHIN)
    if missing:
        raise StoreError(f"there is no topic {', '.join(missing)}; run `stadsgesprek setup`")


def _elastic(settings: Settings) -> None:
    client = elastic_client(settings)
    try:
        now = datetime.now(UTC)
        prefix = settings.elasticsearch.prefix
        records = ElasticReader(client, prefix)
        records.search(Query(since=now, until=now), size=1)
        missing = missing_fields(client, prefix, fields(files("deploy.elasticsearch"), prefix))
        if settings.console.personal:
            records.originals([NAMESPACE])  # no message has this id; only the right is asked
        if missing:
            lacks = "\n".join(f"{index} does not have {', '.join(paths(each))} yet" for index, each in missing.items())
            raise StoreError(f"{lacks}\n{SETUP}")
    finally:
        client.close()


def _tried(what: str, look: Callable[[], object], *, warning: bool = False) -> Finding:
    try:
        look()
    except OSError as error:
        return Finding(what, f"{error.strerror or error}; choose another folder with {variable('data')}", warning)
    except (SettingsError, EngineAwayError) as error:
        return Finding(what, str(error), warning)
    return Finding(what)
