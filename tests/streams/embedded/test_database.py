"""The database file: ours alone, of our version, shared by threads and processes, and honest when it cannot be used."""

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from streams.embedded.database import Database
from streams.embedded.outbox import Outbox
from streams.embedded.records import EmbeddedRecords
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import POOL, act, result


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file will be; its folder is not there yet."""
    return tmp_path / "data" / "stadsgesprek.sqlite3"


def test_only_its_owner_reads_it(path: Path) -> None:
    database = Database(path)
    EmbeddedRecords(database).write([POOL])
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert len(modes) == 3  # with the write-ahead log and its index
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    database.close()


def test_it_is_durable_and_checks_references(path: Path) -> None:
    database = Database(path)
    for connection_of in (database.reading, database.writing):
        with connection_of() as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
            assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    database.close()


def test_it_opens_again_with_what_was_written(path: Path) -> None:
    first = Database(path)
    EmbeddedRecords(first).write([POOL])
    first.close()
    second = Database(path)
    assert EmbeddedRecords(second).search(Query(text="zwembad")).total == 1
    second.close()


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("PRAGMA user_version = 99", "has version 99"),
        ("PRAGMA application_id = 7", "another program"),
    ],
)
def test_a_file_of_another_version_or_program_is_refused(path: Path, statement: str, says: str) -> None:
    Database(path).close()
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.close()
    with pytest.raises(StoreError, match=says) as raised:
        Database(path)
    assert str(path) in str(raised.value)


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"geen databank, wel belangrijk" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Database(path)
    assert path.read_bytes() == b"geen databank, wel belangrijk" * 100


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="set another `data`"):
        Database(tmp_path / "file" / "stadsgesprek.sqlite3")


def test_a_full_disk_is_said_and_nothing_is_half_written(path: Path) -> None:
    database = Database(path)
    store = EmbeddedRecords(database)
    store.write([POOL])
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    many = [result(f"vraag {number}", native_id=f"full-{number}") for number in range(300)]
    with pytest.raises(StoreError, match="make room on the disk") as raised:
        store.write([*many, act(POOL, reply="Ja!")])
    assert "vraag" not in str(raised.value)
    assert store.search(Query()).total == 1
    assert store.search(Query(text="vraag")).total == 0
    record = store.get(POOL.message.id)
    assert record is not None
    assert record.feedback == ()

    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    store.write(many)
    assert store.search(Query(text="vraag"), size=1).total == 300
    database.close()


def test_readers_and_a_writer_in_many_threads(path: Path) -> None:
    database = Database(path)
    store = EmbeddedRecords(database)

    def read(_: int) -> bool:
        page = store.search(Query(text="vraag"), size=500)
        return page.total == len(page.records) and page.total % 10 == 0  # a write is seen whole or not at all

    with ThreadPoolExecutor(6) as threads:
        seen = threads.map(read, range(40))
        for portion in range(10):
            store.write([result(f"vraag {portion} {number}") for number in range(10)])
        assert all(seen)
    assert store.search(Query(), size=1).total == 100
    database.close()


def test_a_writer_in_another_process_is_waited_for(path: Path) -> None:
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as threads:
        written = threads.submit(EmbeddedRecords(database).write, [POOL])
        assert EmbeddedRecords(database).get(POOL.message.id) is None  # readers do not wait
        assert not written.done()
        other.execute("COMMIT")
        written.result(30)
    assert EmbeddedRecords(database).get(POOL.message.id) is not None
    other.close()
    database.close()


def test_closing_twice_does_no_harm(path: Path) -> None:
    database = Database(path)
    database.close()
    database.close()
    with pytest.raises(StoreError):
        Outbox(database).items("sport")
