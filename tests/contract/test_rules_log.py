"""Every log of rules keeps what was put, in its order, for every process."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from schemas.rules import MAX_PACK_BYTES, RulesEntry
from streams.ports import EngineAwayError, RulesLog

START = datetime(2026, 11, 27, 16, 40, tzinfo=UTC)
Open = Callable[[], RulesLog]
"""Gives another handle on the same log, as another process would have."""


def entry(number: int = 0, text: str = "id: stad\n") -> RulesEntry:
    """One of many entries."""
    return RulesEntry(
        id=uuid4(),
        at=START + timedelta(minutes=number),
        by="webteam",
        effective=START + timedelta(days=3),
        version=f"v{number}",
        hash=f"{number:012x}",
        note="Omdat het beter is.",
        files={"city.yaml": text, "reactieschema.yaml": "versie: é\r\n"},
    )


@pytest.fixture(params=["embedded", "kafka"])
def open_log(request: pytest.FixtureRequest) -> Open:
    """Each engine's log in turn, empty."""
    found: Open = request.getfixturevalue(f"{request.param}_log")
    return found


@pytest.fixture
def embedded_log(tmp_path: Path) -> Iterator[Open]:
    from streams.embedded.database import Database  # noqa: PLC0415  (not before a test needs it)
    from streams.embedded.rules import EmbeddedRulesLog  # noqa: PLC0415

    with ExitStack() as stack:

        def open_one() -> RulesLog:
            database = Database(tmp_path / "stadsgesprek.db")
            stack.callback(database.close)
            return EmbeddedRulesLog(database)

        yield open_one


@pytest.fixture
def kafka_log(request: pytest.FixtureRequest) -> Iterator[Open]:
    from schemas.topics import RULES  # noqa: PLC0415
    from streams.kafka.connection import KafkaConnection  # noqa: PLC0415
    from streams.kafka.rules import KafkaRulesLog  # noqa: PLC0415
    from streams.kafka.topics import ensure_topics  # noqa: PLC0415

    connection = KafkaConnection(request.getfixturevalue("clean_kafka").bootstrap)
    ensure_topics(connection, [RULES], replication=1)
    with ExitStack() as stack:

        def open_one() -> RulesLog:
            log = KafkaRulesLog(connection)
            stack.callback(log.close)
            return log

        yield open_one


def test_what_was_put_is_there_in_its_order(open_log: Open) -> None:
    log = open_log()
    assert list(log.entries()) == []
    put = [entry(number) for number in range(5)]
    for each in put:
        log.append(each)
    assert list(log.entries()) == put
    assert list(log.entries(after=3)) == put[3:]
    assert list(log.entries(after=5)) == []
    assert list(open_log().entries()) == put


def test_the_same_entry_again_changes_nothing(open_log: Open) -> None:
    log, first, second = open_log(), entry(1), entry(2)
    for each in (first, second, first):
        log.append(each)
    log.append(third := entry(3))
    assert list(log.entries()) == [first, second, third]
    assert list(open_log().entries(after=2)) == [third]


def test_the_largest_pack_fits(open_log: Open) -> None:
    log = open_log()
    quotes = '"\n' * ((MAX_PACK_BYTES - 100) // 2)
    log.append(largest := entry(text=quotes))
    assert list(open_log().entries()) == [largest]
    with pytest.raises(ValueError, match="900000 at most"):
        entry(text="x" * MAX_PACK_BYTES)


def test_what_another_process_puts_is_seen(open_log: Open) -> None:
    from tests.streams.kafka.broker import until  # noqa: PLC0415

    here, there = open_log(), open_log()
    there.append(put := entry())
    until(lambda: list(here.entries()) == [put], "the entry is seen")


def test_a_log_that_is_away_says_so() -> None:
    from streams.kafka.connection import KafkaConnection  # noqa: PLC0415
    from streams.kafka.rules import KafkaRulesLog  # noqa: PLC0415

    with pytest.raises(EngineAwayError, match=r"127\.0\.0\.1:1"):
        KafkaRulesLog(KafkaConnection("127.0.0.1:1"))


def test_a_topic_that_is_not_there_says_what_to_do(request: pytest.FixtureRequest) -> None:
    from streams.kafka.connection import KafkaConnection  # noqa: PLC0415
    from streams.kafka.rules import KafkaRulesLog  # noqa: PLC0415

    bootstrap = request.getfixturevalue("clean_kafka").bootstrap
    with pytest.raises(EngineAwayError, match="no topic rules; make it with: stadsgesprek setup"):
        KafkaRulesLog(KafkaConnection(bootstrap))
