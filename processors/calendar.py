"""When the city works: its weekly hours, public holidays and own closing days, in its own time zone."""

import difflib
import re
from bisect import bisect_left, bisect_right
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import holidays
from holidays.registry import COUNTRIES
from pydantic import AfterValidator, BeforeValidator, Field

from processors.working_time import DAY, EPOCH, EPOCH_DAY, MICROSECOND, MINUTE, WorkingTime, at, working_time
from schemas.base import Frozen
from schemas.vocabulary import Weekday

_BLOCK: Final = 366
"""Days that are worked out at once."""
_KEPT_BLOCKS: Final = 64
_IDLE_BLOCKS: Final = 12
"""After so many blocks without any working hours, none will come."""

_COUNTRIES: Final = {entry[1]: entry[0] for entry in COUNTRIES.values()}
_TIMES: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|24:00)")


def _interval(text: str) -> tuple[int, int]:
    """Minutes after midnight at which an interval starts and ends."""
    found = _TIMES.fullmatch(text)
    if found is None:
        raise ValueError("is not an interval such as 09:00-12:30 (hours 00 to 23; 24:00 as the end of the day)")
    hour, minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    return 60 * hour + minute, 60 * 24 if found[3] is None else 60 * end_hour + end_minute


def _forward(text: str) -> str:
    start, end = _interval(text)
    if start >= end:
        raise ValueError("ends before it starts; split hours past midnight over two days")
    return text


def _apart(texts: tuple[str, ...]) -> tuple[str, ...]:
    ordered = sorted(texts, key=_interval)
    for earlier, later in pairwise(ordered):
        if _interval(later)[0] < _interval(earlier)[1]:
            raise ValueError(f"{earlier} and {later} overlap; make them one interval")
    return tuple(ordered)


def _country(code: str) -> str:
    if code in _COUNTRIES:
        return code
    codes = {name: known for known, name in _COUNTRIES.items()}
    names = difflib.get_close_matches(code[:80].lower(), codes, n=3)
    near = dict.fromkeys(
        [known for known in (code[:2].upper(),) if known in _COUNTRIES] + [codes[name] for name in names]
    )
    found = ", ".join(f"{known} ({_COUNTRIES[known].replace('_', ' ').title()})" for known in near)
    raise ValueError(f"is not a country code such as BE; {f'did you mean {found}?' if found else 'two capitals'}")


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("is not a date such as 2026-12-24")


def _some_hours(week: dict[Weekday, tuple[str, ...]]) -> dict[Weekday, tuple[str, ...]]:
    missing = [day.value for day in Weekday if day not in week]
    if missing:
        raise ValueError(f"the days {', '.join(missing)} are missing; write {missing[0]}: [] for a day without hours")
    if not any(week.values()):
        raise ValueError("no day has hours, so no deadline would ever come")
    return week


Interval = Annotated[str, AfterValidator(_forward)]
Intervals = Annotated[tuple[Interval, ...], AfterValidator(_apart)]
Day = Annotated[date, BeforeValidator(_date)]
Country = Annotated[str, AfterValidator(_country)]


class CalendarSpec(Frozen):
    """What city.yaml says of the days and hours on which the city works."""

    working_hours: Annotated[dict[Weekday, Intervals], AfterValidator(_some_hours)] = Field(
        description="Day of the week to its hours, as 09:00-12:30; an empty list for a day without"
    )
    holidays: Country | None = Field(
        default=None, description="Country whose public holidays are closed days, as ISO 3166-1 alpha-2; null for none"
    )
    closed: tuple[Day, ...] = Field(default=(), description="The city's own closing days")


class Calendar:
    """The working time of a city.

    Its hours are those of the clock on its wall: what falls in an hour that summer time skips is lost, and an hour that
    comes twice counts twice. Moments have an offset; those that are returned have the fixed offset of the zone then.
    """

    def __init__(self, spec: CalendarSpec, timezone: ZoneInfo) -> None:
        self.timezone: Final = timezone
        self._week: Final = tuple(tuple(map(_interval, spec.working_hours.get(day, ()))) for day in Weekday)
        self._country: Final = spec.holidays
        self._closed: Final = frozenset(spec.closed)
        self._blocks: Final[dict[int, WorkingTime]] = {}

    def is_open(self, moment: datetime) -> bool:
        """Whether the city works then; the moment at which hours end is after them."""
        instant = (moment - EPOCH) // MICROSECOND
        index = instant // (_BLOCK * DAY)
        block = self._blocks.get(index) or self._block(index)
        return bisect_right(block.edges, instant) & 1 == 1

    def is_working_day(self, day: date) -> bool:
        """Whether the city works on that day."""
        return bool(self._hours_on(day))

    def after_hours(self, moment: datetime, hours: float) -> datetime:
        """When so many hours (more than 0) have been worked after a moment.

        Raises OverflowError when that is after the year 9999, or when holidays fill all working days.
        """
        instant = (moment - EPOCH) // MICROSECOND
        index = instant // (_BLOCK * DAY)
        block = self._blocks.get(index) or self._block(index)
        place = bisect_right(block.edges, instant)
        done = block.worked[(place + 1) // 2]
        if place & 1:  # within the hours that end at edges[place]
            done -= block.edges[place] - instant
        goal = done + max(1, round(hours * 60 * MINUTE))
        idle = 0
        while goal > block.worked[-1]:
            goal -= block.worked[-1]
            index += 1
            idle = 0 if block.edges else idle + 1
            block = self._following(index, idle)
        interval = bisect_left(block.worked, goal) - 1
        due = block.edges[2 * interval] + goal - block.worked[interval]
        # At the very end of an interval the clock may just have changed.
        offset = block.offsets[2 * interval + (due == block.edges[2 * interval + 1])]
        return at(due).astimezone(offset)

    def after_days(self, moment: datetime, days: int) -> datetime:
        """The end of the working hours on a working day: the `days`-th (1 or more) after the day of the moment.

        Raises OverflowError when that is after the year 9999, or when holidays fill all working days.
        """
        day = moment.astimezone(self.timezone).toordinal() - EPOCH_DAY
        index = day // _BLOCK
        block = self._blocks.get(index) or self._block(index)
        goal = bisect_right(block.days, day) + days - 1
        idle = 0
        while goal >= len(block.days):
            goal -= len(block.days)
            index += 1
            idle = 0 if block.days else idle + 1
            block = self._following(index, idle)
        return block.ends[goal]

    def _following(self, index: int, idle: int) -> WorkingTime:
        if idle > _IDLE_BLOCKS or index * _BLOCK + EPOCH_DAY > date.max.toordinal():
            raise OverflowError("no working hours follow: holidays fill all working days, or the years are used up")
        return self._blocks.get(index) or self._block(index)

    def _block(self, index: int) -> WorkingTime:
        """The block of this number, worked out now and kept."""
        if len(self._blocks) >= _KEPT_BLOCKS:
            self._blocks.clear()
        self._blocks[index] = block = working_time(index * _BLOCK, _BLOCK, self._hours_on, self.timezone)
        return block

    def _hours_on(self, day: date) -> tuple[tuple[int, int], ...]:
        hours = self._week[day.weekday()]
        closed = hours and (day in self._closed or (self._country and day in _public_holidays(self._country, day.year)))
        return () if closed else hours


@lru_cache(maxsize=256)
def _public_holidays(country: str, year: int) -> frozenset[date]:
    """Public holidays, as the `holidays` package knows them, for 1901 to 2100; not those of banks or schools alone."""
    return frozenset(holidays.country_holidays(country, years=year, categories=(holidays.PUBLIC,)))
