"""The outbox: each department sees the newest of each message, in the order in which it changed."""

from typing import Literal

from schemas.feed import FeedItem
from schemas.result import Result
from streams.embedded import outbox
from streams.embedded.database import Database
from streams.embedded.outbox import Outbox
from streams.embedded.records import write_with
from tests.contract.data import POOL, SAMPLES, deleted, result


def item(said: Result, department: str = "sport", kind: Literal["offered", "withdrawn"] = "offered") -> FeedItem:
    """That message in the feed of a department."""
    message = said.message
    return FeedItem(
        department=department,
        message=message.id,
        revision=message.revision,
        kind=kind,
        result=said if kind == "offered" else None,
    )


def put(database: Database, results: list[Result], items: list[FeedItem]) -> None:
    """Write results and items, as the pipeline does."""
    with database.writing() as connection:
        write_with(connection, results)
        outbox.put_with(connection, items)


def sport(database: Database) -> list[FeedItem]:
    """All that stands in the feed of sport."""
    return [each.item for each in Outbox(database).items("sport")]


def test_each_department_reads_its_own_in_order(database: Database) -> None:
    for_sport, for_jeugd = [item(each) for each in SAMPLES], [item(each, "jeugd") for each in SAMPLES[:2]]
    put(database, list(SAMPLES), [*for_sport, *for_jeugd])
    assert sport(database) == for_sport
    assert [each.item for each in Outbox(database).items("jeugd")] == for_jeugd
    assert Outbox(database).items("politie") == []


def test_reading_goes_on_where_it_was(database: Database) -> None:
    items = [item(each) for each in SAMPLES]
    put(database, list(SAMPLES), items)
    first = Outbox(database).items("sport", n=4)
    rest = Outbox(database).items("sport", after=first[-1].position)
    assert [each.item for each in (*first, *rest)] == items
    put(database, [], [item(POOL, kind="withdrawn")])
    (changed,) = Outbox(database).items("sport", after=rest[-1].position)
    assert changed.item == item(POOL, kind="withdrawn")
    assert len(sport(database)) == len(items)


def test_a_higher_revision_replaces_and_a_lower_one_does_not(database: Database) -> None:
    said = [result(native_id="outbox", revision=revision) for revision in range(4)]
    put(database, said, [item(said[1]), item(said[3], kind="withdrawn"), item(said[2]), item(said[0])])
    assert sport(database) == [item(said[3], kind="withdrawn")]
    put(database, said, [item(said[3])])  # decided again
    assert sport(database) == [item(said[3])]


def test_an_edit_that_comes_after_the_delete_is_not_offered(database: Database) -> None:
    gone, late = deleted(POOL), result(native_id="pool", revision=9, minute=1)
    put(database, [gone], [item(gone, kind="withdrawn")])
    put(database, [late], [item(late)])
    assert [(each.kind, each.result) for each in sport(database)] == [("withdrawn", None)]
