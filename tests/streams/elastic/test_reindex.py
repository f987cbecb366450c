"""The index is a view: rebuilt from the record at once, while others go on writing."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from threading import Event as Flag
from threading import Thread
from uuid import UUID

import pytest
from elasticsearch import Elasticsearch

from processors.fold import Event, fold
from schemas.result import Result
from streams.elastic import stored
from streams.elastic.indices import make_index
from streams.elastic.reader import ElasticReader
from streams.elastic.reindex import rebuild
from streams.elastic.stored import Stored
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import act, deleted, ids, result
from tests.streams.elastic.records import OpenRecords, Records

_MARCH, _APRIL, _MAY = (datetime(2026, month, 10, tzinfo=UTC) for month in (3, 4, 5))


def aliases(records: Records) -> dict[str, set[str]]:
    """Each index with its aliases."""
    found = records.client.indices.get(index=records.indices.all)
    return {name: set(each["aliases"]) for name, each in found.items()}


def both(month: str) -> set[str]:
    """The aliases that an index in use has."""
    return {"stadsgesprek", f"stadsgesprek-{month}-write"}


def since(log: Sequence[Event], start: int) -> Sequence[Event]:
    """What came into the log from there on."""
    return log[start:]


def test_it_holds_what_the_record_holds_and_nothing_else(records: Records) -> None:
    stale, said, late = result(at=_MARCH), result(at=_MARCH), result(at=_APRIL)
    answered, gone = act(said, reply="Ja!"), deleted(late)
    records.write([stale, said, late])
    log: list[Event] = [answered, said, late, gone]

    assert rebuild(records.client, "stadsgesprek", log, list) == ["2026-03: rebuilt", "2026-04: rebuilt"]

    records.client.indices.refresh(index="stadsgesprek")
    assert [each.id for each in records.search(Query()).records] == ids(late, said)
    assert records.get(said.message.id) == fold(None, [said, answered])
    assert records.get(late.message.id) == fold(None, [late, gone])
    assert aliases(records) == {
        "stadsgesprek-2026-03-g000002": both("2026-03"),
        "stadsgesprek-2026-04-g000002": both("2026-04"),
    }


def test_again_and_again(records: Records) -> None:
    said = result(at=_MARCH)
    for generation in (2, 3, 4):
        rebuild(records.client, "stadsgesprek", [said], list)
        assert set(aliases(records)) == {f"stadsgesprek-2026-03-g{generation:06d}"}
        records.write([act(said, generation, reply="Ja!")])  # through the alias that moved
        assert records.search(Query()).total == 1


def test_a_month_without_events_is_kept(records: Records) -> None:
    old, said = result(at=_MARCH), result(at=_APRIL)
    records.write([old, said])
    assert rebuild(records.client, "stadsgesprek", [said], list) == ["2026-03: kept", "2026-04: rebuilt"]
    assert records.get(old.message.id) == fold(None, [old])


def test_months_of_which_the_record_lost_its_beginning_are_kept_and_completed(records: Records) -> None:
    early, half, whole = result(at=_MARCH), result(at=_APRIL), result(at=_MAY)
    records.write([early, half, whole])
    log: list[Event] = [act(early, reply="Ja!"), act(half, reply="Ja!"), whole]
    lines = rebuild(records.client, "stadsgesprek", log, list, complete_since=_APRIL)
    assert lines == ["2026-03: kept", "2026-04: kept", "2026-05: rebuilt"]
    records.client.indices.refresh(index="stadsgesprek")
    assert records.get(early.message.id) == fold(None, [early, log[0]])
    assert records.get(half.message.id) == fold(None, [half, log[1]])
    assert records.search(Query()).total == 3


def test_cut_off_before_the_swap_it_changes_nothing_and_the_next_one_cleans_up(records: Records) -> None:
    said, late = result(at=_MARCH), result(at=_APRIL)
    records.write([said])

    def cut_off() -> Iterator[Event]:
        yield from [late, said] * 1000
        raise ConnectionError

    with pytest.raises(ConnectionError):
        rebuild(records.client, "stadsgesprek", cut_off(), list)
    assert aliases(records)["stadsgesprek-2026-03"] == both("2026-03")
    assert aliases(records)["stadsgesprek-2026-04-g000002"] == set()
    assert [each.id for each in records.search(Query()).records] == ids(said)
    records.write([act(said, reply="Ja!")])

    rebuild(records.client, "stadsgesprek", [said], list)
    assert set(aliases(records)) == {"stadsgesprek-2026-03-g000003"}


def test_of_two_rebuilds_at_once_one_gives_up(open_records: OpenRecords) -> None:
    one, other = open_records(), open_records()
    said = [result(at=_MARCH) for _ in range(3)]
    one.write(said)

    def interrupted() -> Iterator[Event]:
        yield from said * 1000  # more than are taken at once: the new index is there
        rebuild(other.client, "stadsgesprek", said, list)
        yield from [result(at=_MARCH) for _ in range(1500)]

    with pytest.raises(StoreError, match="another rebuild"):
        rebuild(one.client, "stadsgesprek", interrupted(), list)
    assert set(aliases(one)) == {"stadsgesprek-2026-03-g000003"}
    one.client.indices.refresh(index="stadsgesprek")
    assert one.search(Query()).total == 3


def test_a_month_that_a_worker_makes_meanwhile_is_replaced_too(records: Records) -> None:
    said = result(at=_APRIL)

    def meanwhile() -> Iterator[Event]:
        yield from [said] * 2000
        records.write([result(at=_APRIL), result(at=_MAY)])

    rebuild(records.client, "stadsgesprek", meanwhile(), list)
    assert aliases(records) == {
        "stadsgesprek-2026-03": both("2026-03"),
        "stadsgesprek-2026-04-g000002": both("2026-04"),
        "stadsgesprek-2026-05": both("2026-05"),
    }


def test_a_writer_that_read_before_the_swap_does_not_overwrite_what_came_after(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = result(at=_MARCH)
    missed, behind = act(said, 1, reply="Ja!"), act(said, 2, reply="Nee!")
    records.write([said])
    read = stored.read
    versions: list[tuple[int, int] | None] = []

    def read_then_rebuild(client: Elasticsearch, places: Sequence[tuple[str, UUID]]) -> list[Stored | None]:
        found = read(client, places)
        versions.extend((each.seq_no, each.primary_term) if each else None for each in found)
        if found and len(versions) == 1:
            rebuild(client, "stadsgesprek", [said, missed], list)
        return found

    monkeypatch.setattr(stored, "read", read_then_rebuild)
    records.write([behind])
    # In both indices it is the first document: the versions alone would have let the write through.
    assert versions == [(0, 1), (0, 1)]
    assert records.get(said.message.id) == fold(None, [said, missed, behind])


def test_nothing_is_lost_while_workers_go_on(open_records: OpenRecords) -> None:
    months = (_MARCH, _APRIL, _MAY)
    log: list[Event] = [result(at=month + timedelta(seconds=number)) for number in range(150) for month in months]
    open_records().write(log)
    stop, wrote = Flag(), Flag()
    numbers = count()
    failures: list[BaseException] = []

    def work(records: Records) -> None:
        writer = ElasticWriter(records.indices)
        try:
            while not stop.is_set():
                number = next(numbers)
                said = result(at=months[number % 3] + timedelta(seconds=number))
                known = log[number * 7 % len(log)]
                events: list[Event] = [said, act(said, reply="Ja!")]
                if isinstance(known, Result):
                    events.append(act(known, number, reply="Nog eens"))
                log.extend(events)  # the record first, then the index
                writer.write(events)
                wrote.set()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [Thread(target=work, args=(open_records(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        assert wrote.wait(30)
        for _ in range(2):
            known = len(log)
            rebuild(open_records().client, "stadsgesprek", log[:known], partial(since, log, known))
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert failures == []

    records = open_records()
    records.client.indices.refresh(index="stadsgesprek")
    by_record: dict[str, list[Event]] = {}
    for event in log:
        id = event.message.id if isinstance(event, Result) else event.message
        by_record.setdefault(str(id), []).append(event)
    reader = ElasticReader(records.client, "stadsgesprek")
    found = {str(each.id): each for each in reader.search(Query(), size=9000).records}
    assert found.keys() == by_record.keys()
    assert {id for id, events in by_record.items() if found[id] != fold(None, events)} == set()
    assert all(each == both(name[13:20]) for name, each in aliases(records).items())
    assert make_index(records.client, "stadsgesprek-2026-03") is False
