"""A server of these tests' own with the roles that ship, and an empty set of indices on the shared one."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from deploy.engines import ElasticsearchServer
from streams.elastic.client import connect
from tests.engines.fixtures import start_or_skip
from tests.streams.elastic.records import FOLDER, AsUser, OpenRecords, Records

ROLES = ("admin", "writer", "reader", "personal")


@pytest.fixture
def open_records(elasticsearch: ElasticsearchServer) -> Iterator[OpenRecords]:
    """Opens handles on an empty record store."""
    with Records.on_empty(elasticsearch.url, "stadsgesprek") as opened:
        yield opened


@pytest.fixture
def records(open_records: OpenRecords) -> Records:
    """One handle on an empty record store."""
    return open_records()


@pytest.fixture(scope="session")
def secured(engine_folder: Path) -> Iterator[ElasticsearchServer]:
    """A server with security, the roles file as it ships, and a user for each role: `tester_writer`, …"""
    folder = Path(tempfile.mkdtemp(prefix="secured-", dir=engine_folder))
    folder.chmod(0o711)
    users = {f"tester_{role}": [f"stadsgesprek_{role}"] for role in ROLES}
    server = ElasticsearchServer(folder, roles=(FOLDER / "roles.yml").read_text("utf-8"), users=users)
    start_or_skip(server)
    yield server
    server.kill()
    shutil.rmtree(folder)


@pytest.fixture
def as_user(secured: ElasticsearchServer) -> Iterator[AsUser]:
    """Opens a client as the user who has that role, on the secured server without any index."""
    # Here, because plugins load before pytest has its filters in force.
    from tests.engines.wipe import wipe_elasticsearch  # noqa: PLC0415

    wipe_elasticsearch(secured)
    clients: list[Elasticsearch] = []

    def opened(role: str) -> Elasticsearch:
        name = f"tester_{role}"
        clients.append(connect(secured.url, username=name, password=secured.passwords[name]))
        return clients[-1]

    yield opened
    for client in clients:
        client.close()
