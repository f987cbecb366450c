"""Every record store gives everybody the masked message, and what it said only to who asks for it."""

from collections.abc import Callable
from itertools import count, permutations
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.fold import Event, fold
from processors.mask import masked, original
from schemas.result import Result
from schemas.vocabulary import Status
from streams.query import Query
from tests.contract.data import HOLE, POOL, act, deleted, result
from tests.contract.stores import Store, Stores

_TEXT = "Bel mij op 0475 12 34 56, mijn naam is Fatima El Idrissi"
_examples = count()


def personal(**more: Any) -> Result:
    """A message with personal data."""
    return result(_TEXT, **{"native_id": "personal"} | more)


def kept(store: Store, result: Result) -> str | None:
    """What the store keeps of the message apart."""
    found = store.originals([result.message.id])
    return found[result.message.id].text if found else None


def test_the_record_is_masked_and_the_original_is_apart(stores: Stores) -> None:
    said = personal()
    store = stores.filled([said, POOL])
    assert store.get(said.message.id) == fold(None, [masked(said)])
    assert store.get(POOL.message.id) == fold(None, [POOL])
    assert store.originals([POOL.message.id, said.message.id, uuid4()]) == {said.message.id: original(said)}
    assert store.originals([]) == {}


def test_a_search_finds_the_rest_of_the_text_and_nothing_that_is_masked(stores: Stores) -> None:
    store = stores.filled([personal()])
    assert store.search(Query(text="naam")).total == 1
    for words in ("0475", "fatima", "idrissi"):
        assert store.search(Query(text=words)).total == 0
    [found] = store.search(Query()).records
    for part in ("0475", "Fatima", "Idrissi"):
        assert part not in found.model_dump_json()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_whatever_the_order_the_original_is_of_the_revision_that_counts(stores: Stores, order: tuple[int, ...]) -> None:
    said = personal()
    edit = result("Mail jan@voorbeeld.example", native_id="personal", revision=1)
    events: list[Event] = [said, edit, act(said, status=Status.bezig)]
    store = stores.filled([])
    for place in order:
        store.write([events[place]])
    stores.settle()
    assert kept(store, said) == edit.text


@pytest.mark.parametrize("number_of_events", [2, 3])
def test_of_a_message_that_was_taken_back_nothing_is_left(stores: Stores, number_of_events: int) -> None:
    store = stores.open()
    for number, order in enumerate(permutations(range(number_of_events))):
        said = personal(native_id=f"gone-{number}")
        edit = result("Laat maar", native_id=f"gone-{number}", revision=1)
        events = [said, deleted(said, revision=2), edit]
        for place in order:
            store.write([events[place]])
        stores.settle()
        assert kept(store, said) is None, order


def test_an_edit_without_personal_data_takes_the_original_away(stores: Stores) -> None:
    store = stores.open()
    for order in (1, -1):
        said = personal(native_id=f"edited {order}")
        edit = result("Laat maar", native_id=f"edited {order}", revision=1)
        for event in (said, edit)[::order]:
            store.write([event])
        stores.settle()
        assert kept(store, said) is None


def test_another_decision_on_the_same_revision_keeps_the_original(stores: Stores) -> None:
    said = personal()
    store = stores.filled([said])
    store.write([personal(decided=5), act(said, reply="Ja!"), said])
    stores.settle()
    assert kept(store, said) == _TEXT


_made: st.SearchStrategy[Callable[[str], Event]] = (
    st.integers(0, 2).map(lambda revision: lambda name: personal(native_id=name, revision=revision))
    | st.integers(0, 2).map(lambda revision: lambda name: result("Laat maar", native_id=name, revision=revision + 3))
    | st.integers(0, 2).map(lambda revision: lambda name: deleted(result(native_id=name), revision))
    | st.just(lambda name: act(result(native_id=name), number=1, status=Status.bezig))
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), made=st.lists(_made, min_size=1, max_size=6))
def test_order_repetition_and_portions_make_no_difference(
    stores: Stores, store: Store, data: st.DataObject, made: list[Callable[[str], Event]]
) -> None:
    name = f"originals-{next(_examples)}"
    events = [make(name) for make in made]
    again = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=3))))
    while again:
        size = data.draw(st.integers(1, len(again)))
        store.write(again[:size])
        again = again[size:]
    stores.settle()
    counts = fold(None, events).result
    id = (counts or result(native_id=name)).message.id
    hidden = counts is not None and masked(counts) is not counts
    assert store.originals([id]) == ({id: original(counts)} if hidden and counts else {})


def test_many_are_asked_for_at_once(stores: Stores) -> None:
    many = [personal(native_id=f"many-{number}") for number in range(600)]
    store = stores.filled([*many, HOLE])
    assert len(store.originals([each.message.id for each in (*many, HOLE)])) == 600
