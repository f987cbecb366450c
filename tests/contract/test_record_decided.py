"""Every record store gives back what was decided with all that the rules could look at, for other rules to be tried."""

from collections.abc import Mapping
from datetime import UTC, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from processors.fold import fold
from processors.stored_features import Decided
from schemas.decision import Value
from schemas.vocabulary import Intent
from streams.query import Facet, Query
from tests.contract.data import CORRECTED, START, act, deleted, result
from tests.contract.stores import Store, Stores

FEATURES: dict[str, Value] = {
    "intent": "vraag",
    "intent_confidence": 0.91,
    "followers": None,
    "reply": False,
    "words": 5,
}
_names = st.text("abcdefgh_", min_size=1, max_size=12)
_values = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.text()
)


def found(store: Store, query: Query | None = None) -> list[Decided]:
    """All that was decided."""
    return list(store.decided(query or Query()))


def features_of(store: Store) -> dict[UUID, Mapping[str, Value] | None]:
    """Identity to features."""
    return {each.id: each.features for each in found(store)}


def test_it_comes_newest_first_with_outcome_and_features(stores: Stores) -> None:
    signals: dict[str, Value] = {**FEATURES, "signals": ("derden.bus", "vraag.open")}
    old = result(minute=1, features=FEATURES, outcome="klacht")
    new = result(at=START + timedelta(minutes=2, microseconds=7), features=signals)
    store = stores.filled([old, new])
    as_json_has_it: Any = {**FEATURES, "signals": ["derden.bus", "vraag.open"]}
    assert found(store) == [
        Decided(new.message.id, new.message.published.astimezone(UTC), "vraag-aan-dienst", as_json_has_it),
        Decided(old.message.id, old.message.published.astimezone(UTC), "klacht", FEATURES),
    ]


def test_a_decision_without_features_is_there_without(stores: Stores) -> None:
    store = stores.filled([result(), result(features={})])
    assert sorted(map(repr, (each.features for each in found(store)))) == ["None", "{}"]


def test_only_what_matches_is_there(stores: Stores) -> None:
    said = [result("Waar is de put?", minute=minute, features={"words": minute}) for minute in range(5)]
    other = result(minute=2, intent=Intent.klacht)
    store = stores.filled([*said, other])
    bounded = Query(text="put", since=START + timedelta(minutes=1), until=START + timedelta(minutes=4))
    assert [each.features for each in found(store, bounded)] == [{"words": 3}, {"words": 2}, {"words": 1}]
    complaints = Query(where={Facet.intent: frozenset({"klacht"})})
    assert [each.id for each in found(store, complaints)] == [other.message.id]


def test_nothing_is_there_of_what_was_taken_back_or_has_not_arrived(stores: Stores) -> None:
    gone, waits = result(features=FEATURES), result(features=FEATURES)
    store = stores.filled([gone, act(waits, reply="Ja!")])
    store.write([deleted(gone)])
    stores.settle()
    assert found(store) == []
    assert stores.open().get(gone.message.id) is not None


def test_an_edit_brings_its_own_features_and_feedback_none(stores: Stores) -> None:
    first = result(native_id="edited", features={"words": 5})
    same = result(native_id="same", features={"words": 6})
    bare = result(native_id="bare", features={"words": 7})
    store = stores.filled([first, same, bare])
    store.write(
        [
            result("Nu anders", native_id="edited", revision=1, features={"words": 2}),
            act(same, 5, correction=CORRECTED),
            result("Zonder", native_id="bare", revision=1),
        ]
    )
    stores.settle()
    assert features_of(store) == {first.message.id: {"words": 2}, same.message.id: {"words": 6}, bare.message.id: None}


def test_features_that_came_from_another_writer_before_their_message_are_found(stores: Stores) -> None:
    said = result(features=FEATURES)
    store = stores.filled([act(said, reply="Ja!")])
    stores.open().write([said])
    stores.settle()
    assert features_of(store) == {said.message.id: FEATURES}


def test_more_than_a_page_comes_once_and_in_order(stores: Stores) -> None:
    # Many at one instant, so that a page ends among equals.
    said = [result(native_id=f"page-{number}", minute=number // 4000, features={"n": number}) for number in range(5100)]
    store = stores.filled(said)
    seen = found(store)
    assert {each.features["n"] for each in seen if each.features} == set(range(5100))
    assert len(seen) == 5100
    assert [each.published for each in seen] == sorted((each.published for each in seen), reverse=True)


def test_what_is_written_meanwhile_is_not_among_them(stores: Stores) -> None:
    store = stores.filled([result(minute=minute, features=FEATURES) for minute in range(3)])
    seen = store.decided(Query())
    first = next(seen)
    stores.open().write([result(minute=-1, features=FEATURES)])
    stores.settle()
    assert len([first, *seen]) == 3
    assert len(found(store)) == 4


def test_who_has_seen_enough_can_stop(stores: Stores) -> None:
    store = stores.filled([result(features=FEATURES) for _ in range(3)])
    for _ in range(30):
        seen = store.decided(Query())
        next(seen)
        del seen
    assert len(found(store)) == 3
    store.write([result(features=FEATURES)])


def test_features_longer_than_any_index_term_are_whole(stores: Stores) -> None:
    signals = [f"signaal.{'x' * 40}-{number:04}" for number in range(2000)]
    wide: dict[str, Value] = {"language": "é😀" * 20_000}
    said = [result(features={**FEATURES, "signals": tuple(signals)}), result(features=wide)]
    store = stores.filled(said)
    assert features_of(store) == {said[0].message.id: {**FEATURES, "signals": signals}, said[1].message.id: wide}
    assert store.get(said[0].message.id) == fold(None, [said[0]])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(features=st.dictionaries(_names, _values, max_size=8))
def test_whatever_the_features_were_they_come_back(stores: Stores, features: dict[str, Value]) -> None:
    said = result(features=features)
    store = stores.filled([said])
    assert features_of(store)[said.message.id] == features
