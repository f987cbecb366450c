"""The hours that a city works, laid out in UTC so that a deadline is found by bisection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY: Final = EPOCH.toordinal()
MICROSECOND: Final = timedelta(microseconds=1)
MINUTE: Final = 60_000_000
DAY: Final = 24 * 60 * MINUTE

# The first and last two days have no hours: some zone would push them over the edge of what a datetime can be.
_FIRST_DAY: Final = date.min.toordinal() + 2 - EPOCH_DAY
_AFTER_DAYS: Final = date.max.toordinal() - 1 - EPOCH_DAY

HoursOn = Callable[[date], tuple[tuple[int, int], ...]]
"""The hours of a day: from and until, in minutes after midnight on the wall clock, in order."""


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The working hours of some days in a row. Instants are microseconds since 1970 in UTC.

    `edges` are the instants at which hours start and end, in turn; `offsets` those of the zone at each. `worked` is the
    working time before each interval, and at last all of it. `days` are the numbers (since 1970) of the local days with
    hours, `ends` when the last hours of each end.
    """

    edges: list[int]
    offsets: list[timezone]
    worked: list[int]
    days: list[int]
    ends: list[datetime]


class _Span(NamedTuple):
    """From one instant to another, with the offset of the zone between them; all in microseconds."""

    start: int
    end: int
    offset: int


def working_time(first: int, count: int, hours_on: HoursOn, zone: ZoneInfo) -> WorkingTime:
    """The working time of `count` days from day `first` (since 1970) on.

    Its intervals are cut at midnight in UTC, where that of the days before and after fits on; its days are local ones.
    """
    low, high = first * DAY, (first + count) * DAY
    edges: list[int] = []
    offsets: list[timezone] = []
    days: list[int] = []
    ends: list[datetime] = []
    spans = list(_spans(first - 2, first + count + 3, zone))
    for day in range(max(first - 1, _FIRST_DAY), min(first + count + 1, _AFTER_DAYS)):
        opened = list(_opened(day, hours_on, spans))
        if opened and first <= day < first + count:
            days.append(day)
            ends.append(fixed(at(opened[-1].end).astimezone(zone)))
        for span in opened:
            start, end = max(span.start, low), min(span.end, high)
            if start < end:
                edges += (start, end)
                offsets += (_fixed(span.offset), _fixed(_offset_at(end, zone)))
    lengths = (end - start for start, end in zip(edges[::2], edges[1::2], strict=True))
    return WorkingTime(edges, offsets, list(accumulate(lengths, initial=0)), days, ends)


def _opened(day: int, hours_on: HoursOn, spans: list[_Span]) -> Iterator[_Span]:
    """The hours of a day, in each stretch of one offset."""
    hours = hours_on(date.fromordinal(day + EPOCH_DAY))
    if hours:
        for since, until, offset in spans:
            midnight = day * DAY - offset
            for opens, closes in hours:
                start, end = max(midnight + opens * MINUTE, since), min(midnight + closes * MINUTE, until)
                if start < end:
                    yield _Span(start, end, offset)


def _spans(first: int, after: int, zone: ZoneInfo) -> Iterator[_Span]:
    """The stretches of one offset that together make up these days."""
    first, last = max(first, _FIRST_DAY - 1), min(after, _AFTER_DAYS)
    since = first * DAY
    for day in range(first, last):
        before = _offset_at(day * DAY, zone)
        if before != _offset_at((day + 1) * DAY, zone):
            change = _change(day * DAY, (day + 1) * DAY, zone)
            yield _Span(since, change, before)
            since = change
    yield _Span(since, last * DAY, _offset_at(last * DAY, zone))


def _change(low: int, high: int, zone: ZoneInfo) -> int:
    """The instant between these two, to the second, at which the offset changes."""
    before = _offset_at(low, zone)
    while high - low > 1_000_000:
        middle = (low + high) // 2_000_000 * 1_000_000
        low, high = (middle, high) if _offset_at(middle, zone) == before else (low, middle)
    return high


def at(instant: int) -> datetime:
    """The moment of an instant, in UTC."""
    return EPOCH + timedelta(0, 0, instant)


def fixed(moment: datetime) -> datetime:
    """The moment with its offset alone, as it reads back from the wire.

    Times of a zone are unequal to all others near a change of the clock.
    """
    return moment.astimezone(_fixed(_offset(moment)))


def _offset_at(instant: int, zone: ZoneInfo) -> int:
    return _offset(at(instant).astimezone(zone))


def _offset(moment: datetime) -> int:
    return (moment.utcoffset() or timedelta()) // MICROSECOND


@lru_cache(maxsize=64)
def _fixed(offset: int) -> timezone:
    return timezone(timedelta(microseconds=offset))
