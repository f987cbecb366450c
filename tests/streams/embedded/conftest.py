"""An embedded run of the built-in city."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from processors.city import City
from streams.embedded.database import Database
from streams.embedded.pipeline import EmbeddedPipeline
from streams.embedded.queue import DurableQueue
from tests.contract.data import START


@pytest.fixture(scope="session")
def city() -> City:
    """Antwerp."""
    from stadsgesprek import pack  # noqa: PLC0415  (not before a test needs it)

    return pack.load(pack.builtin("antwerpen"))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    database = Database(tmp_path / "stadsgesprek.sqlite3")
    yield database
    database.close()


@pytest.fixture
def inbox(database: Database) -> DurableQueue:
    """Its inbox."""
    return DurableQueue(database)


@pytest.fixture
def pipeline(database: Database, city: City, inbox: DurableQueue) -> EmbeddedPipeline:
    """What works on it; its clock stands at three days after START."""
    return EmbeddedPipeline(database, lambda _: city, lambda: START + timedelta(days=3), inbox=inbox)
