"""The record stores under contract: one suite, every implementation.

To put another engine under it: add its name to ENGINES and a fixture `<name>_stores` that gives its Stores.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from deploy.engines import ElasticsearchServer
from processors.fold import Event
from streams.ports import RecordReader, RecordWriter

ENGINES = ("embedded", "elasticsearch")


class Store(RecordWriter, RecordReader, Protocol):
    """Both ports of one record store."""


@dataclass(frozen=True)
class Stores:
    """An empty record store, and ways to reach it.

    `open` gives another handle on the same records, as another process would have, closed after the test; `settle`
    returns when searches see all that was written; `broken` gives a handle that can no longer reach its store.
    """

    open: Callable[[], Store]
    settle: Callable[[], None]
    broken: Callable[[], Store]

    def filled(self, events: Sequence[Event]) -> Store:
        """A handle on the store, with these events written and visible."""
        store = self.open()
        store.write(events)
        self.settle()
        return store


@pytest.fixture(params=ENGINES)
def stores(request: pytest.FixtureRequest) -> Stores:
    """Each engine's record store in turn."""
    found = request.getfixturevalue(f"{request.param}_stores")
    assert isinstance(found, Stores)
    return found


@pytest.fixture
def store(stores: Stores) -> Store:
    """One handle on an empty store."""
    return stores.open()


@pytest.fixture
def embedded_stores(tmp_path: Path) -> Iterator[Stores]:
    """A database file of the test's own."""
    # Here, because plugins load before pytest has its filters in force.
    from streams.embedded.database import Database  # noqa: PLC0415
    from streams.embedded.records import EmbeddedRecords  # noqa: PLC0415

    opened: list[Database] = []

    def open_one() -> EmbeddedRecords:
        opened.append(Database(tmp_path / "stadsgesprek.sqlite3"))
        return EmbeddedRecords(opened[-1])

    def broken() -> EmbeddedRecords:
        store = open_one()
        opened[-1].close()
        return store

    yield Stores(open=open_one, settle=lambda: None, broken=broken)
    for database in opened:
        database.close()


@pytest.fixture
def elasticsearch_stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    """Indices of the test's own on the shared server, set up as a city would."""
    # Here, because plugins load before pytest has its filters in force.
    from tests.streams.elastic.records import NOWHERE, Records  # noqa: PLC0415

    server: ElasticsearchServer = request.getfixturevalue("elasticsearch")
    with Records.on_empty(server.url, "contract") as open_one:
        yield Stores(open=open_one, settle=lambda: None, broken=lambda: open_one(url=NOWHERE, patience=0.1))
