"""A file that an older version made is brought up to date when it is opened, with all that it holds."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from processors.fold import Event, fold
from schemas.decision import Decision, Step
from schemas.record import MAX_WAY
from schemas.result import Result
from streams.embedded.database import VERSION, Database
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.ports import StoreError
from streams.query import Bucket, Facet, Query
from tests.contract.data import CORRECTED, HOLE, POOL, SAMPLES, THANKS, act, deleted, result
from tests.streams.embedded.events import said

_FIRST = (Path(__file__).parent / "schema_1.sql").read_text("utf-8")
_WAITING = result("Dit wacht nog in de inbox", native_id="waiting")
_LATE = act(_WAITING, reply="Ja!")
_MOVED = act(POOL, 5, correction=CORRECTED)
_DATA: tuple[Event, ...] = (*SAMPLES, deleted(THANKS), _MOVED, _LATE)


def with_path(result: Result, *path: Step) -> Result:
    """The result with another path."""
    assert result.decision is not None
    return result.model_copy(update={"decision": Decision(**{**dict(result.decision), "path": path})})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of version 1, as that version left it."""
    return first_version(tmp_path, _DATA)


def first_version(folder: Path, events: tuple[Event, ...]) -> Path:
    """What version 1 would have made of these events: the same, without what is new."""
    new, old = folder / "new.db", folder / "old.db"
    database = Database(new)
    EmbeddedRecords(database).write(events)
    DurableQueue(database).put([said(_WAITING)])
    database.close()
    connection = sqlite3.connect(old, isolation_level=None)
    connection.executescript(_FIRST)
    connection.execute("PRAGMA application_id = 0x53674765")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("ATTACH ? AS new", (str(new),))
    for table in ("records", "departments", "queue"):
        columns = ", ".join(name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,)))
        connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM new.{table}")  # noqa: S608
    connection.execute("INSERT INTO texts (rowid, words) SELECT rowid, words FROM new.texts")
    connection.execute(
        "INSERT INTO bodies SELECT seq, CAST(json_remove(CAST(json AS TEXT), "
        "'$.current.way', '$.result.decision.features', '$.result.decision.ruling') AS BLOB) FROM new.bodies"
    )
    assert connection.execute("SELECT count(*) FROM bodies WHERE CAST(json AS TEXT) LIKE '%\"way\"%'").fetchone() == (
        0,
    )
    connection.close()
    return old


@pytest.fixture
def upgraded(path: Path) -> Iterator[Database]:
    """That file, opened by this version."""
    database = Database(path)
    yield database
    database.close()


def layout(path: Path) -> dict[str, list[Any]]:
    """The columns of each table; of what else there is, the statement that makes it."""
    connection = sqlite3.connect(path)
    there = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
    columns = "SELECT * FROM pragma_table_info(?)"
    found = {
        f"{kind} {name}": connection.execute(columns, (name,)).fetchall() if kind == "table" else [(sql,)]
        for kind, name, sql in there
    }
    connection.close()
    return found


def test_it_is_laid_out_as_a_new_file(upgraded: Database, tmp_path: Path) -> None:
    Database(tmp_path / "fresh.db").close()
    assert layout(upgraded.path) == layout(tmp_path / "fresh.db")
    with upgraded.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_record_is_as_this_version_would_have_made_it(upgraded: Database) -> None:
    store = EmbeddedRecords(upgraded)
    for each in SAMPLES:
        events = [
            one for one in _DATA if (one.message.id if isinstance(one, Result) else one.message) == each.message.id
        ]
        assert store.get(each.message.id) == fold(None, events)
    assert store.count(Query(), Facet.way) == (Bucket("vraag", 3), Bucket("klacht>iets-stuk", 1), Bucket("mening", 1))
    assert [each.features for each in store.decided(Query())] == [None] * 5


def test_it_goes_on_from_there(upgraded: Database) -> None:
    store = EmbeddedRecords(upgraded)
    [queued] = DurableQueue(upgraded).take(10)
    assert queued.event == said(_WAITING)
    edit = result("Waar is de put?", native_id="pool", revision=1, minute=1, features={"words": 4})
    store.write([_WAITING, edit, act(HOLE, reply="Ja!")])
    assert store.get(edit.message.id) == fold(None, [POOL, edit, _MOVED])
    assert {each.features["words"] for each in store.decided(Query()) if each.features} == {4}
    assert store.search(Query(text="put")).total == 2


def test_ways_follow_the_order_of_the_path_and_the_limit(tmp_path: Path) -> None:
    node = "n" * 60
    longest = [Step(node=f"{node}{number:03}", answer=True, saw={}) for number in range(MAX_WAY // 64)]
    path = [Step(node=f"n{number}", answer=number % 3 > 0, saw={}) for number in range(24)]
    results = [with_path(result(), *path), with_path(result(), *longest), with_path(result(), *longest, *path)]
    database = Database(first_version(tmp_path, tuple(results)))
    store = EmbeddedRecords(database)
    ways = []
    for each in results:
        record = store.get(each.message.id)
        assert record == fold(None, [each])
        assert record.current is not None
        ways.append(record.current.way)
    assert [way and len(way) for way in ways] == [len(">".join(f"n{n}" for n in range(24) if n % 3)), MAX_WAY - 1, None]
    database.close()


def test_what_fails_half_way_leaves_the_file_as_it_was(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE features (taken)")
    before = "\n".join(connection.iterdump())
    connection.close()
    with pytest.raises(StoreError, match="features"):
        Database(path)
    connection = sqlite3.connect(path)
    assert "\n".join(connection.iterdump()) == before
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
