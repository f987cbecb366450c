"""Dead letters wait, oldest first, until they are replayed: back into the inbox as they came, and off the list."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter, dead_letter_id
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters, put_with
from streams.embedded.queue import DurableQueue, QueueFullError
from tests.contract.data import START


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty file."""
    database = Database(tmp_path / "letters.sqlite3")
    yield database
    database.close()


def letter(number: int, body: bytes = b"\xff{") -> DeadLetter:
    """What could not be read."""
    place = f"messages@{number}"
    return DeadLetter(
        id=dead_letter_id(place, body),
        at=START + timedelta(minutes=number),
        place=place,
        topic="messages",
        reason="body: is not JSON",
        headers={"ce_id": "1", "ce_source": "/é"},
        body=base64.b64encode(body),
    )


def filled(database: Database, letters: list[DeadLetter]) -> None:
    """Put them there, as the pipeline does."""
    with database.writing() as connection:
        put_with(connection, letters)


def test_oldest_first_each_once(database: Database) -> None:
    letters = [letter(number) for number in range(250)]
    filled(database, letters)
    filled(database, letters[:3])
    assert list(EmbeddedDeadLetters(database, DurableQueue(database)).letters()) == letters


def test_a_replayed_letter_goes_to_its_topic_once(database: Database) -> None:
    inbox = DurableQueue(database)
    dead = EmbeddedDeadLetters(database, inbox)
    filled(database, [letter(1), letter(2)])
    dead.replay(letter(1))
    dead.replay(letter(1))
    assert list(dead.letters()) == [letter(2)]
    assert [each.event for each in inbox.take(10)] == [
        Envelope("messages", b"", (("ce_id", b"1"), ("ce_source", "/é".encode())), b"\xff{")
    ]


def test_a_letter_stays_when_the_inbox_is_full(database: Database) -> None:
    dead = EmbeddedDeadLetters(database, DurableQueue(database, limit=10))
    filled(database, [letter(1)])
    with pytest.raises(QueueFullError):
        dead.replay(letter(1))
    assert list(dead.letters()) == [letter(1)]


def test_listing_goes_on_while_letters_are_replayed(database: Database) -> None:
    dead = EmbeddedDeadLetters(database, DurableQueue(database))
    filled(database, [letter(number) for number in range(150)])
    for each in dead.letters():
        dead.replay(each)
    assert list(dead.letters()) == []
