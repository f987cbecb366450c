"""Every record store counts the same: by facet, and over time."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from schemas.record import MAX_WAY
from schemas.vocabulary import Channel, Intent
from streams.query import Bucket, Facet, Interval, Query
from tests.contract.data import HOLE, POOL, SAMPLES, START, act, deleted, result
from tests.contract.stores import Stores

_COUNTS = {
    Facet.channel: {"twitter": 2, "blog": 1, "counter": 1, "facebook": 1, "site": 1},
    Facet.intent: {"vraag": 3, "compliment": 1, "klacht": 1, "reactie": 1},
    Facet.topic: {"loket": 2, "zwembad": 2, "cultuur": 1, "wegdek": 1},
    Facet.department: {"loketten": 2, "sport": 2, "cultuur": 1, "mobiliteit": 1, "publieke-ruimte": 1},
    Facet.status: {"open": 4, "geen-actie": 2},
    Facet.urgency: {"normaal": 3, "laag": 2, "hoog": 1},
    Facet.sentiment: {"neutraal": 3, "positief": 2, "negatief": 1},
    Facet.language: {"nl": 3, "ar": 1, "fr": 1, "tr": 1},
    Facet.outcome: {"vraag-aan-dienst": 3, "bedanken": 1, "klacht": 1, "volgen": 1},
    Facet.action: {"reageren": 4, "niet-reageren": 1, "volgen": 1},
    Facet.way: {"vraag": 3, "": 1, "klacht>iets-stuk": 1, "mening": 1},
}
_HOUR = timedelta(hours=1)


def test_each_facet_is_counted_most_first_then_by_value(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    for facet in Facet:
        assert store.count(Query(), facet) == tuple(Bucket(*each) for each in _COUNTS[facet].items()), facet


def test_only_what_matches_is_counted(stores: Stores) -> None:
    store = stores.filled(SAMPLES)
    query = Query(text="is", where={Facet.language: frozenset({"nl"})})
    assert store.count(query, Facet.department) == tuple(
        Bucket(name, 1) for name in ("mobiliteit", "publieke-ruimte", "sport")
    )
    # Its own filter counts as well, and the other departments of what it lets through are there.
    mobility = Query(where={Facet.department: frozenset({"mobiliteit"})})
    assert store.count(mobility, Facet.department) == (Bucket("mobiliteit", 1), Bucket("publieke-ruimte", 1))
    assert store.count(Query(until=START), Facet.intent) == ()


def test_a_deleted_message_counts_where_it_still_has_a_value(stores: Stores) -> None:
    store = stores.filled([POOL, HOLE, deleted(POOL)])
    assert store.count(Query(), Facet.status) == (Bucket("ingetrokken", 1), Bucket("open", 1))
    assert store.count(Query(), Facet.intent) == (Bucket("klacht", 1),)
    assert Bucket("sport", 1) not in store.count(Query(), Facet.department)


def test_more_values_than_a_page_of_buckets_are_all_there(stores: Stores) -> None:
    many = [result(minute=number, departments=(f"dienst-{number:03}", "sport")) for number in range(60)]
    buckets = stores.filled(many).count(Query(), Facet.department)
    assert buckets[0] == Bucket("sport", 60)
    assert [each.value for each in buckets[1:]] == [f"dienst-{number:03}" for number in range(60)]


def test_the_longest_way_is_counted_whole_and_a_longer_one_is_none(stores: Stores) -> None:
    longest = tuple(f"{'v' * 59}-{number:03}" for number in range(MAX_WAY // 64))
    said = [result(ja=longest), result(ja=(*longest, "en-nog-een"))]
    assert stores.filled(said).count(Query(), Facet.way) == (Bucket(">".join(longest), 1),)
    assert sum(each.count for each in stores.open().count(Query(), Facet.outcome)) == 2


def test_a_timeline_has_every_step_also_the_empty_ones(stores: Stores) -> None:
    store = stores.filled([result(minute=minute) for minute in (-1, 0, 0.5, 9.99, 10, 31, 45)])
    steps = store.timeline(Query(), since=START, until=START + timedelta(minutes=45), step=timedelta(minutes=10))
    assert [each.count for each in steps] == [3, 1, 0, 1, 0]
    assert [each.start for each in steps] == [START + timedelta(minutes=minute) for minute in (0, 10, 20, 30, 40)]
    assert all(each.start.utcoffset() == timedelta(0) for each in steps)
    assert all(each.by == {} for each in steps)


def test_the_last_step_ends_where_the_timeline_ends(stores: Stores) -> None:
    store = stores.filled([result(minute=minute) for minute in (0, 12, 13, 14)])
    until = START + timedelta(minutes=13)
    steps = store.timeline(Query(), since=START, until=until, step=timedelta(minutes=10))
    assert [each.count for each in steps] == [1, 1]
    assert store.timeline(Query(), since=START, until=START, step=_HOUR) == ()


def test_the_query_bounds_a_timeline_as_well(stores: Stores) -> None:
    store = stores.filled([result("Waar is de put?", minute=minute) for minute in (1, 2, 61, 62)] + [POOL])
    steps = store.timeline(
        Query(text="put", since=START + timedelta(minutes=2)), since=START, until=START + 2 * _HOUR, step=_HOUR
    )
    assert [each.count for each in steps] == [1, 2]


def test_a_timeline_is_split_by_a_facet(stores: Stores) -> None:
    said = [
        result(minute=1),
        result(minute=2, intent=Intent.klacht, channel=Channel.site),
        result(minute=3, intent=Intent.klacht, departments=("sport", "jeugd")),
        result(minute=125),
    ]
    store = stores.filled([*said, act(said[0], reply="Ja!"), deleted(said[3])])
    span = {"since": START, "until": START + 3 * _HOUR}
    by_intent = store.timeline(Query(), **span, step=_HOUR, by=Facet.intent)
    assert by_intent == (
        Interval(START, 3, {"klacht": 2, "vraag": 1}),
        Interval(START + _HOUR, 0, {}),
        Interval(START + 2 * _HOUR, 1, {}),
    )
    by_department = store.timeline(Query(), **span, step=_HOUR, by=Facet.department)
    assert [(each.count, each.by) for each in by_department] == [(3, {"sport": 3, "jeugd": 1}), (0, {}), (1, {})]


@pytest.mark.parametrize(("day", "hours"), [(29, 23), (30, 24)])
def test_a_day_on_which_the_clock_moves(stores: Stores, day: int, hours: int) -> None:
    zone = ZoneInfo("Europe/Brussels")
    midnight = datetime(2026, 3, day, tzinfo=zone)
    until = datetime(2026, 3, day + 1, tzinfo=zone)
    first, last = result(at=midnight), result(at=until.astimezone(ZoneInfo("UTC")) - timedelta(minutes=1))
    store = stores.filled([first, last, result(at=until)])
    steps = store.timeline(Query(), since=midnight, until=until, step=_HOUR)
    assert [each.count for each in steps] == [1, *[0] * (hours - 2), 1]
    assert all(later.start - earlier.start == _HOUR for earlier, later in pairwise(steps))


def test_steps_that_are_no_round_part_of_anything(stores: Stores) -> None:
    since = START + timedelta(minutes=3, seconds=17)
    store = stores.filled([result(at=since + timedelta(minutes=7 * number)) for number in range(5)])
    steps = store.timeline(Query(), since=since, until=since + timedelta(minutes=35), step=timedelta(minutes=7))
    assert [each.count for each in steps] == [1] * 5
    assert steps[0].start == since
