"""Every record store keeps the fold of all events, whatever their order and whoever else writes, or says it cannot."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.fold import Event, fold
from schemas.feedback import Correction, Feedback
from schemas.result import Result
from schemas.vocabulary import Intent, Status
from streams.ports import StoreError
from streams.query import Facet, Query
from tests.contract.data import ARABIC, CORRECTED, DONE, HOLE, POOL, SAMPLES, START, act, deleted, result
from tests.contract.stores import Store, Stores

_examples = count()
_minutes = st.integers(0, 3)
_what: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [
        {"reply": "Ja, tot 20 uur!"},
        {"status": Status.bezig},
        {"correction": CORRECTED},
        {"correction": Correction(intent=Intent.klacht)},
    ]
)
_made: st.SearchStrategy[Callable[[str], Event]] = (
    st.builds(
        lambda revision, decided: (
            lambda name: result(f"revisie {revision}", native_id=name, revision=revision, decided=decided)
        ),
        st.integers(0, 2),
        _minutes,
    )
    | st.integers(0, 2).map(lambda revision: lambda name: deleted(result(native_id=name), revision))
    | st.builds(
        lambda number, minute, what: lambda name: act(result(native_id=name), minute, number=number, **what),
        st.integers(0, 3),
        _minutes,
        _what,
    )
)


def test_a_record_is_there_as_it_was_written(store: Store) -> None:
    store.write(SAMPLES)
    for each in SAMPLES:
        assert store.get(each.message.id) == fold(None, [each])
    assert store.get(result().message.id) is None


def test_nothing_to_write_is_nothing_done(stores: Stores) -> None:
    assert stores.filled([]).search(Query()).total == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), made=st.lists(_made, min_size=1, max_size=6))
def test_order_repetition_and_portions_make_no_difference(
    store: Store, data: st.DataObject, made: list[Callable[[str], Event]]
) -> None:
    name = f"fold-{next(_examples)}"  # the store outlives the example
    events = [make(name) for make in made]
    again = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=3))))
    while again:
        size = data.draw(st.integers(1, len(again)))
        store.write(again[:size])
        again = again[size:]
    expected = fold(None, events)
    assert store.get(expected.id) == (expected if expected.current else None)


def test_an_edit_replaces_and_an_older_revision_changes_nothing(stores: Stores) -> None:
    first = result("Is de bibliotheek open?", native_id="edit")
    edit = result("Is het museum open?", native_id="edit", revision=2, departments=("cultuur",))
    store = stores.filled([edit])
    store.write([first])
    stores.settle()
    assert store.get(edit.message.id) == fold(None, [first, edit])
    assert store.search(Query(text="museum")).total == 1
    assert store.search(Query(text="bibliotheek")).total == 0
    assert store.search(Query(where={Facet.department: frozenset({"sport"})})).total == 0


def test_a_delete_hides_the_text_and_wins_from_what_comes_later(stores: Stores) -> None:
    store = stores.filled([POOL])
    store.write([deleted(POOL)])
    store.write([result("zwembad!", native_id="pool", revision=9, minute=1)])
    stores.settle()
    record = store.get(POOL.message.id)
    assert record is not None
    assert record.current is not None
    assert (record.current.deleted, record.current.status) == (True, Status.ingetrokken)
    assert "zwembad" not in (record.result.text if record.result else "")
    assert store.search(Query(text="zwembad")).total == 0
    assert [each.id for each in store.search(Query()).records] == [POOL.message.id]


def test_feedback_before_its_message_waits_unseen_for_it(stores: Stores) -> None:
    early = act(POOL, 5, correction=CORRECTED)
    store = stores.filled([early, act(HOLE, status=DONE), HOLE])
    assert store.get(POOL.message.id) is None
    assert [each.id for each in store.search(Query()).records] == [HOLE.message.id]
    assert sum(each.count for each in store.count(Query(), Facet.channel)) == 1
    steps = store.timeline(Query(), since=START, until=START + timedelta(hours=1), step=timedelta(hours=1))
    assert [each.count for each in steps] == [1]

    store.write([POOL])
    stores.settle()
    assert store.get(POOL.message.id) == fold(None, [POOL, early])
    assert store.search(Query(where={Facet.department: frozenset({"jeugd"})})).total == 1


def test_feedback_moves_a_record_in_every_answer(stores: Stores) -> None:
    store = stores.filled([POOL, ARABIC])
    store.write([act(POOL, 5, correction=CORRECTED), act(POOL, 6, status=DONE)])
    stores.settle()
    for facet, value in ((Facet.topic, "sport"), (Facet.urgency, "laag"), (Facet.status, "afgesloten")):
        found = store.search(Query(where={facet: frozenset({value})})).records
        assert [each.id for each in found] == [POOL.message.id]
    assert {each.value for each in store.count(Query(), Facet.department)} == {"jeugd", "sport", "loketten"}


def test_two_writers_on_the_same_records_lose_nothing(stores: Stores) -> None:
    shared = [result(native_id=f"shared-{number}", minute=number) for number in range(3)]
    acts = [
        [[act(each, minute, number=10 * minute + writer, reply="Ja!") for each in shared] for minute in range(6)]
        for writer in (1, 2)
    ]
    start = Barrier(2)

    def work(store: Store, portions: list[list[Feedback]]) -> None:
        start.wait(30)
        for portion in portions:
            store.write([*portion, *shared])

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(work, stores.open(), portions) for portions in acts]:
            done.result(60)
    store = stores.open()
    for number, each in enumerate(shared):
        events: list[Event] = [each, *(portion[number] for portions in acts for portion in portions)]
        assert store.get(each.message.id) == fold(None, events)


def test_a_thousand_records_in_one_write(stores: Stores) -> None:
    many = [result(f"vraag {number}", native_id=f"many-{number}", minute=number) for number in range(1000)]
    edits: list[Result | Feedback] = [
        result("anders", native_id=f"many-{number}", minute=number, revision=1) for number in range(0, 1000, 10)
    ]
    store = stores.filled([*many, *edits, *(act(each, status=DONE) for each in many[::20])])
    assert store.search(Query(), size=1).total == 1000
    assert store.search(Query(text="vraag"), size=1).total == 900
    assert store.search(Query(where={Facet.status: frozenset({"afgesloten"})}), size=1).total == 50
    assert store.get(many[10].message.id) == fold(None, [many[10], edits[1]])


def test_a_store_out_of_reach_says_so(stores: Stores) -> None:
    record = fold(None, [POOL])
    store = stores.broken()
    until = START + timedelta(hours=1)
    for ask in (
        lambda: store.write([POOL]),
        lambda: store.get(record.id),
        lambda: store.thread(record),
        lambda: store.search(Query()),
        lambda: store.count(Query(), Facet.intent),
        lambda: store.timeline(Query(), since=START, until=until, step=timedelta(minutes=5)),
        lambda: list(store.decided(Query())),
        lambda: store.originals([record.id]),
    ):
        with pytest.raises(StoreError) as raised:
            ask()
        assert "zwembad" not in str(raised.value)
