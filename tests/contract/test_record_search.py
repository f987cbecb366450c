"""Every record store finds the same by words, facets and times, and pages through it without gap or double."""

from datetime import timedelta
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.fold import fold
from schemas.result import Result
from streams.query import CursorError, Facet, Query
from tests.contract.data import ARABIC, FRENCH, HOLE, POOL, SAMPLES, START, THANKS, TURKISH, ids, result
from tests.contract.stores import Store, Stores

_WHERE: dict[Facet, tuple[str, tuple[Result, ...]]] = {
    Facet.channel: ("twitter", (TURKISH, POOL)),
    Facet.intent: ("vraag", (ARABIC, TURKISH, POOL)),
    Facet.topic: ("loket", (ARABIC, THANKS)),
    Facet.department: ("mobiliteit", (HOLE,)),
    Facet.status: ("geen-actie", (FRENCH, THANKS)),
    Facet.urgency: ("laag", (FRENCH, THANKS)),
    Facet.sentiment: ("positief", (FRENCH, THANKS)),
    Facet.language: ("nl", (THANKS, HOLE, POOL)),
    Facet.outcome: ("vraag-aan-dienst", (ARABIC, TURKISH, POOL)),
    Facet.action: ("reageren", (ARABIC, TURKISH, HOLE, POOL)),
    Facet.way: ("klacht>iets-stuk", (HOLE,)),
}


def found(store: Store, query: Query) -> list[UUID]:
    """Ids of all that match, in the order in which they come, on one page; checks the total."""
    page = store.search(query)
    assert page.after is None
    assert page.total == len(page.records)
    return [each.id for each in page.records]


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("", SAMPLES),
        (" \t\n", SAMPLES),
        ("zwembad", (POOL,)),
        ("ZWEMBAD  groenenhoek", (POOL,)),
        ("open het is", (POOL,)),
        ("zwembad Kiel", ()),
        ("zwem", ()),
        ("sint bernardsesteenweg", (HOLE,)),
        ("Sint-Bernardsesteenweg", (HOLE,)),
        ("cocugum icin YÜZME", (TURKISH,)),
        ("Basliyor istanbul", (TURKISH,)),
        ("BAŞLIYOR İSTANBUL'dan", (TURKISH,)),
        ("الهوية المدينة", (ARABIC,)),
        ("الهويه اين", (ARABIC,)),
        ("Cafe Theatre FERMÉ", (FRENCH,)),
        ("oeuvre", (FRENCH,)),
        ("bestaat nergens", ()),
    ],
)
def test_every_word_must_stand_in_the_message(stores: Stores, text: str, results: tuple[Result, ...]) -> None:
    store = stores.filled(SAMPLES)
    assert found(store, Query(text=text)) == ids(*reversed(results))


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ('"zwembad open"', True),
        ('"open zwembad', True),
        ("zwembad -open", True),
        ("+zwembad & open | (is)", True),
        ("zwembad:open", True),
        ("'zwembad' \\ {open} [is] ^ ~ / ! ?", True),
        ("zwembad open;--", True),
        ("* % _ ? \" ' (", True),
        ("zwembad OR museum", False),
        ("zwembad NOT museum", False),
        ("zwembad AND open", False),
        ("NEAR(zwembad open)", False),
        ("text:zwembad", False),
        ("zwem*", False),
        ("zwemb?d", False),
        ("zwembod~1", False),
        ("/zwemb.d/", False),
        ("%", True),
    ],
)
def test_operators_and_wildcards_are_plain_characters(stores: Stores, text: str, finds: bool) -> None:
    store = stores.filled([POOL])
    assert found(store, Query(text=text)) == (ids(POOL) if finds else [])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_whatever_was_said_is_found_by_its_own_text(stores: Stores, text: str) -> None:
    said = result(f"{text.replace(chr(0), '')} !")
    store = stores.filled([said])
    assert said.message.id in {each.id for each in store.search(Query(text=text), size=200).records}


def test_a_whole_message_pasted_as_a_query(stores: Stores) -> None:
    long = " ".join(f"woord{number}" for number in range(400))
    said = result(long + " " + "z" * 5000)
    store = stores.filled([said, POOL])
    assert found(store, Query(text=said.text)) == ids(said)
    assert found(store, Query(text=said.text + " ontbreekt")) == []


def test_each_facet_filters(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    for facet, (value, results) in _WHERE.items():
        assert found(store, Query(where={facet: frozenset({value})})) == ids(*results), facet
        assert found(store, Query(where={facet: frozenset({"x-nergens"})})) == [], facet
        assert found(store, Query(where={facet: frozenset()})) == [], facet


def test_facets_combine(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    for (one, (value, left)), (other, (second, right)) in combinations(_WHERE.items(), 2):
        both = [each for each in left if each in right]
        assert found(store, Query(where={one: frozenset({value}), other: frozenset({second})})) == ids(*both)


def test_several_values_of_a_facet_hold_for_any(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    topics = frozenset({"loket", "cultuur", "water"})
    assert found(store, Query(where={Facet.topic: topics})) == ids(FRENCH, ARABIC, THANKS)
    departments = frozenset({"mobiliteit", "publieke-ruimte", "cultuur"})
    assert found(store, Query(where={Facet.department: departments})) == ids(FRENCH, HOLE)
    assert found(store, Query(text="is", where={Facet.department: departments})) == ids(HOLE)


def test_times_bound_what_is_found(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    minute = timedelta(minutes=1)
    assert found(store, Query(since=START + 3 * minute, until=START + 5 * minute)) == ids(TURKISH, THANKS)
    assert found(store, Query(since=START + 6 * minute)) == ids(FRENCH)
    assert found(store, Query(until=START + minute)) == []
    assert found(store, Query(due_before=START + timedelta(hours=6))) == ids(HOLE, POOL)
    late = {Facet.urgency: frozenset({"hoog"})}
    assert found(store, Query(text="put", where=late, due_before=START + timedelta(hours=3))) == ids(HOLE)
    assert found(store, Query(since=START + 5 * minute, until=START + 2 * minute)) == []


def test_pages_follow_each_other_without_gap_or_double(stores: Stores) -> None:
    instants = [5, 4, 4, 4, 3, 2, 2, 2, 2, 1, 1, 0]
    said = [result(f"vraag {number}", minute=minute) for number, minute in enumerate(instants)]
    store = stores.filled([*said, POOL.model_copy()])
    query = Query(text="vraag")
    seen: list[UUID] = []
    after: str | None = None
    while True:
        page = store.search(query, size=3, after=after)
        assert page.total == len(said)
        seen += [each.id for each in page.records]
        if page.after is None:
            break
        assert len(page.records) == 3
        after = page.after
    assert len(seen) == len(said)
    assert set(seen) == set(ids(*said))
    minutes = dict(zip(ids(*said), instants, strict=True))
    assert [minutes[each] for each in seen] == instants


def test_what_arrives_meanwhile_moves_no_page(stores: Stores) -> None:
    said = [result(minute=minute) for minute in (1, 2, 2, 2, 3)]
    store = stores.filled(said)
    first = store.search(Query(), size=2)
    assert first.after is not None
    store.write([result(minute=9), result(minute=2)])
    stores.settle()
    rest = store.search(Query(), size=10, after=first.after)
    seen = [each.id for each in (*first.records, *rest.records)]
    assert len(seen) == len(set(seen))
    assert set(ids(*said)) <= set(seen)


@pytest.mark.parametrize(
    "after", ["", "x", "!!!", "W10", "bnVsbA", "é", "eyJhIjoxfQ==", "WzEsMl0", "A" * 5000, "'; --"]
)
def test_a_cursor_of_another_making_is_refused(stores: Stores, after: str) -> None:
    store = stores.filled([POOL])
    with pytest.raises(CursorError):
        store.search(Query(), after=after)


def test_records_come_whole(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    assert store.search(Query()).records == tuple(fold(None, [each]) for each in reversed(SAMPLES))
