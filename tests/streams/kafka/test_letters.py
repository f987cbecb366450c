"""Dead letters on a real broker: listed, replayed, gone."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.engines import KafkaServer
from schemas.cloudevents import Envelope
from schemas.dead_letter import DeadLetter, dead_letter_id
from schemas.topics import DEAD_LETTERS, MESSAGES, catalogue
from streams.envelopes import envelope
from streams.kafka.connection import KafkaConnection
from streams.kafka.letters import KafkaDeadLetters
from streams.kafka.publisher import KafkaPublisher
from streams.kafka.reading import ReadError
from streams.kafka.topics import ensure_topics
from tests.streams.kafka.broker import NOW, on_topic, publisher


@pytest.fixture
def broker(clean_kafka: KafkaServer) -> KafkaServer:
    ensure_topics(KafkaConnection(clean_kafka.bootstrap), catalogue([]), replication=1)
    return clean_kafka


@pytest.fixture
def to_broker(broker: KafkaServer, tmp_path: Path) -> Iterator[KafkaPublisher]:
    with publisher(broker.bootstrap, tmp_path / "spool.sqlite3") as opened:
        yield opened


@pytest.fixture
def letters(broker: KafkaServer, to_broker: KafkaPublisher) -> KafkaDeadLetters:
    return KafkaDeadLetters(KafkaConnection(broker.bootstrap), to_broker)


def letter(number: int, body: bytes = b'{"channel":\xff\x00') -> DeadLetter:
    place = f"messages/3@{number}"
    return DeadLetter(
        id=dead_letter_id(place, body),
        at=NOW,
        place=place,
        topic=MESSAGES.name,
        reason="body: is not JSON, or cut off",
        headers={"ce_id": "1", "ce_type": "be.stadsgesprek.message.v1"},
        body=base64.b64encode(body),
    )


def event(one: DeadLetter) -> Envelope:
    return envelope(DEAD_LETTERS, one, source="/test", time=NOW)


def test_without_any_the_list_is_empty(letters: KafkaDeadLetters) -> None:
    assert list(letters.letters()) == []


def test_all_are_listed_once_oldest_first(to_broker: KafkaPublisher, letters: KafkaDeadLetters) -> None:
    some = [letter(number) for number in range(5)]
    to_broker.publish([event(one) for one in some])
    to_broker.publish([event(some[2])])  # as a worker does that read the same rubbish twice
    assert list(letters.letters()) == some


def test_a_replayed_one_is_back_on_its_topic_and_gone_from_the_list(
    broker: KafkaServer, to_broker: KafkaPublisher, letters: KafkaDeadLetters
) -> None:
    some = [letter(number) for number in range(3)]
    to_broker.publish([event(one) for one in some])
    letters.replay(some[1])
    assert list(letters.letters()) == [some[0], some[2]]
    (back,) = on_topic(broker.bootstrap, MESSAGES.name)
    assert back.body == some[1].body
    assert dict(back.headers) == {"ce_id": b"1", "ce_type": b"be.stadsgesprek.message.v1"}


def test_one_that_becomes_dead_again_is_listed_again(to_broker: KafkaPublisher, letters: KafkaDeadLetters) -> None:
    one = letter(1)
    to_broker.publish([event(one)])
    letters.replay(one)
    to_broker.publish([event(one)])
    assert list(letters.letters()) == [one]


def test_rubbish_on_the_topic_does_not_hide_the_others(to_broker: KafkaPublisher, letters: KafkaDeadLetters) -> None:
    to_broker.publish([Envelope(DEAD_LETTERS.name, b"key", (), b"rubbish"), event(letter(1))])
    assert list(letters.letters()) == [letter(1)]


def test_without_a_topic_the_error_says_so(clean_kafka: KafkaServer, tmp_path: Path) -> None:
    with publisher(clean_kafka.bootstrap, tmp_path / "spool.sqlite3") as opened:
        letters = KafkaDeadLetters(KafkaConnection(clean_kafka.bootstrap), opened)
        with pytest.raises(ReadError, match="there is no topic dead-letters; make it with: stadsgesprek setup"):
            list(letters.letters())
