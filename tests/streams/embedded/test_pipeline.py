"""What was published is recorded, offered to departments or set aside, in one transaction, and leaves the inbox."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event, Thread
from typing import cast

import pytest

from processors.city import City
from processors.classify import Classifier
from schemas.classification import Classification
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter, dead_letter_id
from schemas.message import Message
from schemas.topics import DEAD_LETTERS
from schemas.vocabulary import Operation, Status
from streams.embedded.database import Database
from streams.embedded.letters import EmbeddedDeadLetters
from streams.embedded.outbox import Outbox
from streams.embedded.pipeline import EmbeddedPipeline, EmbeddedPublisher
from streams.embedded.queue import DurableQueue
from streams.embedded.records import EmbeddedRecords
from streams.envelopes import envelope
from streams.ports import StoreError
from streams.query import Query
from streams.streak import TooManyDeadLettersError
from tests.contract.data import HOLE, POOL, SAMPLES, START, act, deleted, result
from tests.streams.embedded.events import bad, done, numbered, said


def worked(pipeline: EmbeddedPipeline) -> int:
    """Work until the inbox is empty; how many events there were."""
    total = 0
    while taken := pipeline.step():
        total += taken
    return total


def test_every_message_becomes_a_record_and_is_offered(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database, city: City
) -> None:
    EmbeddedPublisher(inbox).publish([said(each) for each in SAMPLES])
    assert worked(pipeline) == len(SAMPLES)
    assert len(inbox) == 0
    store = EmbeddedRecords(database)
    records = [store.get(each.message.id) for each in SAMPLES]
    assert [each.result.message for each in records if each and each.result] == [each.message for each in SAMPLES]
    offered = {
        (department, item.item.message)
        for department in city.departments
        for item in Outbox(database).items(department)
    }
    assert offered == {
        (department, each.id) for each in records if each and each.current for department in each.current.departments
    }
    assert offered


def test_feedback_is_folded_in_whatever_comes_first(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database
) -> None:
    inbox.put([done(act(POOL, 5, reply="Ja, tot 20 uur!"))])
    worked(pipeline)
    assert EmbeddedRecords(database).get(POOL.message.id) is None
    inbox.put([said(POOL)])
    worked(pipeline)
    record = EmbeddedRecords(database).get(POOL.message.id)
    assert record is not None
    assert record.current is not None
    assert record.current.status is Status.beantwoord


def test_published_twice_is_recorded_once(pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database) -> None:
    inbox.put([said(POOL), said(HOLE), said(POOL)])
    inbox.put([said(HOLE)])
    worked(pipeline)
    inbox.put([said(POOL)])
    worked(pipeline)
    assert EmbeddedRecords(database).search(Query()).total == 2


def test_a_delete_takes_the_message_back_from_every_department(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database, city: City
) -> None:
    inbox.put([said(HOLE)])
    worked(pipeline)
    inbox.put([said(deleted(HOLE))])
    worked(pipeline)
    items = [each.item for name in city.departments for each in Outbox(database).items(name)]
    assert {each.kind for each in items} == {"withdrawn"}
    assert EmbeddedRecords(database).search(Query(text="put")).total == 0
    record = EmbeddedRecords(database).get(HOLE.message.id)
    assert record is not None
    assert record.result is not None
    assert record.result.message.operation is Operation.deleted


def test_what_cannot_be_read_is_set_aside_with_its_place_and_bytes(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database
) -> None:
    strange = Envelope("no-such-topic", b"", (("x", b"\xff"),), b"\x00\xff")
    broken_letter = Envelope("dead-letters", b"", said(POOL).headers, b"{}")
    inbox.put([said(POOL), bad(1), strange, broken_letter])
    assert worked(pipeline) == 4
    letters = list(EmbeddedDeadLetters(database, inbox).letters())
    assert [(each.topic, each.place, each.body) for each in letters] == [
        ("messages", "messages@2", bad(1).body),
        ("no-such-topic", "no-such-topic@3", b"\x00\xff"),
        ("dead-letters", "dead-letters@4", b"{}"),
    ]
    assert all("myspace" not in each.reason for each in letters)
    assert EmbeddedRecords(database).search(Query()).total == 1


def test_a_listeners_dead_letter_is_kept_and_replayed(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database
) -> None:
    good = said(POOL)
    letter = DeadLetter(
        id=dead_letter_id("export.jsonl:7", good.body),
        at=START,
        place="export.jsonl:7",
        topic="messages",
        reason="the line was cut off",
        headers={name: value.decode() for name, value in good.headers},
        body=b64encode(good.body),
    )
    inbox.put([envelope(DEAD_LETTERS, letter, source="/listen/replay", time=START)])
    worked(pipeline)
    dead = EmbeddedDeadLetters(database, inbox)
    assert list(dead.letters()) == [letter]
    dead.replay(letter)
    worked(pipeline)
    assert list(dead.letters()) == []
    assert EmbeddedRecords(database).get(POOL.message.id) is not None


def test_too_many_dead_letters_in_a_row_stop_it_and_stay_in_the_inbox(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database, city: City
) -> None:
    inbox.put([said(POOL), *(bad(number) for number in range(100))])
    with pytest.raises(TooManyDeadLettersError, match=r"100 events in a row.*messages@2") as raised:
        pipeline.step()
    assert "myspace" not in str(raised.value)
    assert len(inbox) == 101
    assert list(EmbeddedDeadLetters(database, inbox).letters()) == []
    assert EmbeddedRecords(database).search(Query()).total == 0

    patient = EmbeddedPipeline(
        database, lambda _: city, lambda: START + timedelta(days=3), inbox=inbox, dead_letter_limit=101
    )
    assert worked(patient) == 101
    assert len(list(EmbeddedDeadLetters(database, inbox).letters())) == 100


def test_a_row_of_dead_letters_goes_on_from_batch_to_batch_until_one_is_good(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database
) -> None:
    for portion in range(3):
        inbox.put([bad(100 * portion + number) for number in range(60)])
        inbox.put([said(numbered(portion))])
        worked(pipeline)
    inbox.put([bad(1000 + number) for number in range(60)])
    worked(pipeline)
    inbox.put([bad(2000 + number) for number in range(60)])
    with pytest.raises(TooManyDeadLettersError):
        pipeline.step()
    assert len(inbox) == 60
    assert len(list(EmbeddedDeadLetters(database, inbox).letters())) == 240


def test_a_full_disk_leaves_everything_in_the_inbox(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database
) -> None:
    inbox.put([*(said(numbered(number)) for number in range(200)), bad(1)])
    with database.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(StoreError, match="make room on the disk"):
        pipeline.step()
    assert len(inbox) == len(inbox.take(500)) == 201
    assert EmbeddedRecords(database).search(Query()).total == 0
    assert Outbox(database).items("sport") == []
    assert list(EmbeddedDeadLetters(database, inbox).letters()) == []
    with database.writing() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert worked(pipeline) == 201
    assert EmbeddedRecords(database).search(Query(), size=1).total == 200


def test_a_run_works_on_what_arrives_until_it_is_stopped(
    pipeline: EmbeddedPipeline, inbox: DurableQueue, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What this process puts wakes the run; it is not left to the next look.
    monkeypatch.setattr("streams.embedded.pipeline._POLL", 3600.0)
    stop = Event()
    running = Thread(target=pipeline.run, args=(stop,))
    running.start()
    for number in range(20):
        inbox.put([said(numbered(number)), said(result())])
    for _ in range(600):
        if not len(inbox):
            break
        stop.wait(0.05)
    stop.set()
    inbox.notify()
    running.join(30)
    assert not running.is_alive()
    assert EmbeddedRecords(database).search(Query(), size=1).total == 40


def test_an_empty_inbox_is_no_work(pipeline: EmbeddedPipeline) -> None:
    assert pipeline.step() == 0


class _Stumbling:
    """The city's classifier, but for one text."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier

    def classify(self, messages: Sequence[Message], texts: Sequence[str]) -> list[Classification]:
        if any("struikelsteen" in text for text in texts):
            raise ZeroDivisionError
        return self._classifier.classify(messages, texts)


def test_a_message_on_which_processing_fails_is_set_aside_and_the_others_go_on(
    inbox: DurableQueue, database: Database, city: City
) -> None:
    stumbling = replace(city, classifier=cast(Classifier, _Stumbling(city.classifier)))
    fault = result("een struikelsteen", native_id="fault")
    inbox.put([said(numbered(1)), said(fault), said(numbered(2))])
    assert worked(EmbeddedPipeline(database, lambda _: stumbling, lambda: START + timedelta(days=3), inbox=inbox)) == 3
    assert EmbeddedRecords(database).search(Query()).total == 2
    (letter,) = EmbeddedDeadLetters(database, inbox).letters()
    assert "a fault of stadsgesprek" in letter.reason
    assert letter.body == said(fault).body
