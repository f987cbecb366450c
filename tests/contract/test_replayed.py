"""Other rules are tried on what a record store holds, the same on each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from processors.features import FeatureRow
from processors.replay import Change, Move
from schemas.result import Result
from stadsgesprek.replay import replayed
from streams.ports import StoreError
from streams.query import Query
from tests.contract.data import START, deleted, ids, result
from tests.contract.stores import Stores
from tests.processors.rows import asking, row
from tests.processors.test_replay import RESPONSIBLE, Pack

_LONG = Pack(asking({"words": {">=": 10}}), RESPONSIBLE)
_SHORT = Pack(asking({"words": {">=": 3}}), RESPONSIBLE)


def said(minute: int, seen: FeatureRow | None) -> Result:
    """A message of which this was stored, decided by the long rules."""
    outcome = "no" if seen is None else _LONG.tree.decide(seen)[0].id
    return result(minute=minute, outcome=outcome, features=None if seen is None else seen._asdict())


def test_it_compares_all_that_was_decided_and_says_how_far_it_is(stores: Stores) -> None:
    messages = [said(minute, row(words=minute, signals=("gevaar.gas",))) for minute in range(12)]
    bare, gone = said(13, None), said(14, row())
    store = stores.filled([*messages, bare, gone])
    store.write([deleted(gone)])
    stores.settle()
    steps: list[tuple[int, int]] = []

    found = replayed(store, Query(), _LONG, _SHORT, lambda done, total: steps.append((done, total)))
    assert (found.total, found.unchanged, found.without_features, found.unseen) == (12, 5, 1, 0)
    assert (found.otherwise, found.lacking) == (0, {})
    assert found.moves == (Move("no", "yes", 7, tuple(ids(*messages[9:4:-1]))),)
    assert found.outcomes == {"no": Change(10, 3), "yes": Change(2, 9)}
    assert steps[0] == (0, 13)
    assert steps[-1] == (13, 13)


def test_it_stops_where_it_is_told_to_and_says_what_it_left(stores: Stores) -> None:
    store = stores.filled([said(minute, row(words=minute)) for minute in range(12)] + [said(20, None)])
    steps: list[tuple[int, int]] = []
    found = replayed(store, Query(), _LONG, _SHORT, lambda *step: steps.append(step), most=5)
    assert (found.total, found.without_features, found.unseen) == (4, 1, 8)
    assert found.outcomes == {"no": Change(2, 0), "yes": Change(2, 4)}
    assert steps[-1] == (5, 5)
    whole = replayed(store, Query(), _LONG, _SHORT, lambda *_: None, most=13)
    assert whole == replace(replayed(store, Query(), _LONG, _SHORT, lambda *_: None), unseen=0)


def test_only_what_matches_is_compared(stores: Stores) -> None:
    store = stores.filled([said(minute, row(words=minute)) for minute in range(12)])
    query = Query(since=START + timedelta(minutes=4), until=START + timedelta(minutes=6))
    assert replayed(store, query, _LONG, _SHORT, lambda *_: None).outcomes == {"no": Change(2, 0), "yes": Change(0, 2)}
    assert replayed(store, Query(until=START), _LONG, _SHORT, lambda *_: None).total == 0


def test_a_store_out_of_reach_says_so_to_who_replays(stores: Stores) -> None:
    with pytest.raises(StoreError):
        replayed(stores.broken(), Query(), _LONG, _SHORT, lambda *_: None)
