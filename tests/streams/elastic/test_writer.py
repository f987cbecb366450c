"""Writing on condition: no write is lost to another, none is done twice, and what is refused has a name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.fold import Event, fold
from schemas.result import Result
from streams.elastic import bulk
from streams.elastic.bulk import Operation
from streams.elastic.indices import month_of
from streams.elastic.reader import ElasticReader
from streams.elastic.writer import ElasticWriter
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import act, deleted, ids, result
from tests.streams.elastic.records import OpenRecords, Records


def versions(records: Records) -> dict[str, int]:
    """How often each record was written, by id."""
    records.client.indices.refresh(index=records.indices.all)
    found = records.client.search(index=records.indices.all, size=1000, version=True)
    return {hit["_id"]: hit["_version"] for hit in found["hits"]["hits"]}


def indices(records: Records) -> set[str]:
    """The names of the indices that are there."""
    return set(records.client.indices.get(index=records.indices.all))


def test_what_is_known_already_is_not_written_again(records: Records) -> None:
    said = result()
    events: list[Event] = [said, act(said, reply="Ja!")]
    for _ in range(3):
        records.write(events)
        records.write([events[1]])
    assert versions(records) == {str(said.message.id): 1}


def test_a_first_result_does_not_replace_what_is_there(records: Records) -> None:
    said = result()
    answered = act(said, reply="Ja!")
    records.write([answered])
    records.write([said])
    assert records.get(said.message.id) == fold(None, [said, answered])
    assert versions(records) == {str(said.message.id): 2}


@pytest.mark.parametrize(
    ("published", "month"),
    [
        ("2026-03-31T23:30:00+01:00", "2026-03"),
        ("2026-04-01T00:30:00+02:00", "2026-03"),
        ("2026-04-01T01:59:59.999999+02:00", "2026-03"),
        ("2026-04-01T02:00:00+02:00", "2026-04"),
        ("2026-03-31T23:30:00-05:00", "2026-04"),
        ("2024-12-31T23:59:59+00:00", "2024-12"),
        ("2025-01-01T00:30:00+01:00", "2024-12"),
        ("2005-01-01T00:00:00+01:00", "2004-12"),
    ],
)
def test_a_record_lies_in_its_month_in_utc(published: str, month: str) -> None:
    assert month_of(datetime.fromisoformat(published)) == month


@pytest.mark.parametrize("year", [1, 1999, 2000, 2099, 9999])
def test_a_year_without_an_index_is_an_error(year: int) -> None:
    with pytest.raises(StoreError, match=str(year)):
        month_of(datetime.fromisoformat(f"{year:04d}-12-31T23:59:59+00:00"))


def test_a_missing_month_is_made_with_its_aliases_and_mapping(records: Records) -> None:
    said = [result(at=datetime.fromisoformat(f"20{year:02d}-06-30T23:30:00-02:00")) for year in (5, 19, 24)]
    records.write([*said, *(act(each, reply="Ja!") for each in said)])
    assert indices(records) == {f"stadsgesprek-{month}" for month in ("2005-07", "2019-07", "2024-07", "2026-03")}
    mappings = records.client.indices.get_mapping(index=records.indices.all)
    assert len({str(each["mappings"]) for each in mappings.values()}) == 1
    assert records.search(Query()).total == 3
    assert versions(records) == {str(each): 1 for each in ids(*said)}


def test_several_workers_need_the_same_new_month_at_once(open_records: OpenRecords) -> None:
    start = Barrier(4)
    said = [result(at=datetime.fromisoformat("2025-05-05T12:00:00+02:00")) for _ in range(8)]

    def work(records: Records, some: list[Result]) -> None:
        start.wait(30)
        ElasticWriter(records.indices).write(some)

    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(work, open_records(), said[number::4]) for number in range(4)]:
            done.result(60)
    records = open_records()
    assert set(versions(records)) == {str(each) for each in ids(*said)}
    assert indices(records) == {"stadsgesprek-2025-05", "stadsgesprek-2026-03"}


def test_writers_in_each_other_s_way_lose_nothing(open_records: OpenRecords) -> None:
    shared = [result(minute=number) for number in range(5)]
    writers, rounds = 4, 6
    start = Barrier(writers)

    def work(records: Records, number: int) -> list[Event]:
        start.wait(30)
        writer, done = ElasticWriter(records.indices), list[Event]()
        for minute in range(rounds):
            events: list[Event] = [act(each, minute + number / 10, reply=f"antwoord {number}") for each in shared]
            writer.write([*shared, *events])
            done += events
        return done

    with ThreadPoolExecutor(writers) as threads:
        running = [threads.submit(work, open_records(), number) for number in range(writers)]
        acts = [event for each in running for event in each.result(120)]
    records = open_records()
    records.write([])
    for said in shared:
        mine = [event for event in acts if not isinstance(event, Result) and event.message == said.message.id]
        assert len(mine) == writers * rounds
        assert records.get(said.message.id) == fold(None, [said, *mine])


def test_a_record_that_the_index_refuses_is_named_without_its_text_and_the_others_are_written(
    records: Records,
) -> None:
    # An index of an older version, which has no field for whether a person must look.
    client, name = records.client, records.indices.first("2026-03")
    client.indices.delete(index=name)
    older = client.indices.simulate_index_template(name=name)["template"]["mappings"]
    del older["properties"]["current"]["properties"]["human"]
    older["properties"]["current"]["dynamic"] = "true"
    older["properties"]["current"]["properties"]["outcome"] = {"type": "long"}
    client.cluster.put_component_template(name="stadsgesprek-mappings", template={"mappings": older})
    client.indices.create(index=name)

    good, bad = result("mag erin", outcome="7"), result("geheim", outcome="geheime-uitkomst")
    with pytest.raises(StoreError) as raised:
        records.write([bad, good])
    said = str(raised.value)
    assert str(bad.message.id) in said
    assert "400 document_parsing_exception" in said
    assert "geheim" not in said
    assert str(good.message.id) not in said
    assert set(versions(records)) == {str(good.message.id)}


def test_a_huge_batch_goes_in_portions(records: Records) -> None:
    text = "De put in de straat is er nog altijd. " * 800  # 30 kB
    many = [result(f"{number} {text}", minute=number) for number in range(500)]
    gone = deleted(many[3])
    records.write([*many, gone])
    assert records.search(Query(), size=1).total == 500
    assert records.get(many[3].message.id) == fold(None, [many[3], gone])


@given(st.lists(st.integers(1, 3 * bulk.MOST_BYTES // 2), max_size=12))
def test_portions_hold_everything_in_order_within_bounds(sizes: list[int]) -> None:
    class Sized(bytes):
        """Long, without the memory."""

        def __new__(cls, length: int) -> "Sized":
            made = super().__new__(cls, str(length).encode())
            made.length = length
            return made

        length: int

        def __len__(self) -> int:
            return self.length

    operations = [Operation(b"", Sized(size)) for size in sizes]
    portions = list(bulk.portions(operations))
    assert [each for portion in portions for each in portion] == operations
    for portion in portions:
        assert len(portion) == 1 or sum(len(each.document) for each in portion) <= bulk.MOST_BYTES


def test_portions_hold_so_many_at_most() -> None:
    sizes = [len(each) for each in bulk.portions([Operation(b"", b"")] * (2 * bulk.MOST_OPERATIONS + 1))]
    assert sizes == [bulk.MOST_OPERATIONS, bulk.MOST_OPERATIONS, 1]


def test_a_document_that_cannot_be_read_is_named(records: Records) -> None:
    known = result().message.id
    records.client.index(
        index=records.indices.first("2026-03"),
        id=str(known),
        document={"id": str(known), "published": "2026-03-24T08:00:00Z", "current": {"channel": "twitter"}},
        refresh=True,
    )
    reader = ElasticReader(records.client, "stadsgesprek")
    with pytest.raises(StoreError, match=rf"{known}.*current\..*stadsgesprek reindex"):
        reader.get(UUID(str(known)))


def test_order_within_a_microsecond_apart(records: Records) -> None:
    start = datetime.fromisoformat("2026-03-24T08:00:00.000100+01:00")
    said = [result(at=start + timedelta(microseconds=number)) for number in (3, 1, 2, 0)]
    records.write(said)
    found = records.search(Query(since=start + timedelta(microseconds=1), until=start + timedelta(microseconds=3)))
    assert [each.id for each in found.records] == ids(said[2], said[1])
    first = records.search(Query(), size=2)
    rest = records.search(Query(), size=2, after=first.after)
    assert [each.id for each in (*first.records, *rest.records)] == ids(said[0], said[2], said[1], said[3])
    steps = records.timeline(
        Query(), since=start, until=start + timedelta(microseconds=4), step=timedelta(microseconds=2)
    )
    assert [each.count for each in steps] == [2, 2]
