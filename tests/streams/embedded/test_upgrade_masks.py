"""A file from before personal data was masked has it masked when it is opened, and the originals apart."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from processors.fold import Event, fold
from processors.mask import masked, original
from streams.embedded.database import Database
from streams.embedded.records import EmbeddedRecords
from streams.query import Query
from streams.words import words
from tests.contract.data import HOLE, POOL, act, deleted, result

_SAID = result("Bel mij op 0475 12 34 56, mijn naam is Fatima El Idrissi")
_ANSWERED = act(_SAID, reply="Ja!")
_MANY = tuple(result(f"Bel mij op 0485 12 34 {number:02}") for number in range(60))


@pytest.fixture
def upgraded(tmp_path: Path) -> Iterator[Database]:
    """What version 2 made of these events, opened by this version."""
    path = tmp_path / "old.db"
    database = Database(path)
    events: list[Event] = [_SAID, _ANSWERED, POOL, HOLE, deleted(HOLE), act(result(), reply="Ja!"), *_MANY]
    EmbeddedRecords(database).write(events)
    database.close()
    connection = sqlite3.connect(path)
    for each in (_SAID, *_MANY):
        plain = fold(None, [each, _ANSWERED] if each is _SAID else [each])
        (seq,) = connection.execute("SELECT seq FROM records WHERE id = ?", (plain.id.bytes,)).fetchone()
        connection.execute("UPDATE bodies SET json = ? WHERE seq = ?", (plain.model_dump_json().encode(), seq))
        connection.execute("UPDATE texts SET words = ? WHERE rowid = ?", (" ".join(words(each.text)), seq))
    connection.execute("DROP TABLE originals")
    connection.execute("PRAGMA user_version = 2")
    connection.commit()
    connection.close()
    database = Database(path)
    yield database
    database.close()


def test_the_records_are_as_this_version_makes_them(upgraded: Database) -> None:
    store = EmbeddedRecords(upgraded)
    assert store.get(_SAID.message.id) == fold(None, [masked(_SAID), _ANSWERED])
    assert store.get(POOL.message.id) == fold(None, [POOL])
    for each in _MANY:
        assert store.get(each.message.id) == fold(None, [masked(each)])


def test_the_search_no_longer_finds_it(upgraded: Database) -> None:
    store = EmbeddedRecords(upgraded)
    assert store.search(Query(text="0475")).total == 0
    assert store.search(Query(text="idrissi")).total == 0
    assert store.search(Query(text="bel")).total == 61


def test_the_originals_are_apart_and_go_with_their_messages(upgraded: Database) -> None:
    store = EmbeddedRecords(upgraded)
    ids = [each.message.id for each in (_SAID, POOL, HOLE, *_MANY)]
    assert store.originals(ids) == {each.message.id: original(each) for each in (_SAID, *_MANY)}
    store.write([deleted(_SAID)])
    assert store.originals([_SAID.message.id]) == {}


def test_nothing_else_of_it_is_in_the_records(upgraded: Database) -> None:
    with upgraded.reading() as connection:
        for (json,) in connection.execute("SELECT json FROM bodies"):
            for part in (b"0475", b"0485", b"Fatima"):
                assert part not in json
