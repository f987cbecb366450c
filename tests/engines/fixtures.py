"""The real servers as fixtures: one of each for the whole run, started when needed, and own ones to hurt."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, TypeVar

import pytest

from deploy.engines import ElasticsearchServer, EngineUnavailableError, KafkaServer
from deploy.engines.engine import Engine

Server = TypeVar("Server", bound=Engine)


class OwnKafka(Protocol):
    """What the fixture `own_kafka` gives: each call starts a broker of the test's own."""

    def __call__(self) -> KafkaServer: ...


class OwnElasticsearch(Protocol):
    """What the fixture `own_elasticsearch` gives: each call starts a server of the test's own."""

    def __call__(self, *, roles: str = "", users: Mapping[str, Sequence[str]] | None = None) -> ElasticsearchServer: ...


@pytest.fixture(scope="session")
def engine_folder() -> Iterator[Path]:
    """A temporary folder that an unprivileged Elasticsearch may enter (pytest's own is for us alone)."""
    folder = Path(tempfile.mkdtemp(prefix="stadsgesprek-engines-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def kafka(engine_folder: Path) -> Iterator[KafkaServer]:
    """The run's shared broker. Leave it running; a test that needs it empty asks for `clean_kafka`."""
    server = KafkaServer(engine_folder / "kafka")
    start_or_skip(server)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def elasticsearch(engine_folder: Path) -> Iterator[ElasticsearchServer]:
    """The run's shared server, without security. Empty with `clean_elasticsearch`."""
    server = ElasticsearchServer(engine_folder / "elasticsearch")
    start_or_skip(server)
    yield server
    server.stop()


@pytest.fixture
def clean_kafka(kafka: KafkaServer) -> KafkaServer:
    """The shared broker without any topic or consumer group."""
    # Here, because plugins load before the filter for kafka-python's own warnings is in force.
    from tests.engines.wipe import wipe_kafka  # noqa: PLC0415

    wipe_kafka(kafka)
    return kafka


@pytest.fixture
def clean_elasticsearch(elasticsearch: ElasticsearchServer) -> ElasticsearchServer:
    """The shared server without any index or template."""
    from tests.engines.wipe import wipe_elasticsearch  # noqa: PLC0415  (as above)

    wipe_elasticsearch(elasticsearch)
    return elasticsearch


@pytest.fixture
def own_kafka(engine_folder: Path) -> Iterator[OwnKafka]:
    """Starts brokers that the test may kill and pause; gone, with their data, after the test."""
    with ExitStack() as stack:

        def start() -> KafkaServer:
            return _own(stack, KafkaServer(_own_folder(engine_folder)))

        yield start


@pytest.fixture
def own_elasticsearch(engine_folder: Path) -> Iterator[OwnElasticsearch]:
    """Starts servers that the test may kill, pause, or give users and roles; gone after the test."""
    with ExitStack() as stack:

        def start(*, roles: str = "", users: Mapping[str, Sequence[str]] | None = None) -> ElasticsearchServer:
            server = ElasticsearchServer(_own_folder(engine_folder), roles=roles, users=users)
            return _own(stack, server)

        yield start


def start_or_skip(server: Engine) -> None:
    """Start a server; where this machine lacks what it needs, skip the test, or fail it when CI=true."""
    try:
        server.start()
    except EngineUnavailableError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, so a missing engine is a failure. {error}", pytrace=False)
        pytest.skip(str(error))


def _own_folder(parent: Path) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="own-", dir=parent))
    folder.chmod(0o711)
    return folder


def _own(stack: ExitStack, server: Server) -> Server:
    stack.callback(shutil.rmtree, server.folder)
    stack.callback(server.kill)
    start_or_skip(server)
    return server
