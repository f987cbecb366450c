"""By when: clocks, and the deadlines that they give."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from processors.calendar import Calendar
from processors.faults import shown
from processors.working_time import fixed

_DURATION: Final = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,3})D)?(?:T(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})S)?)?"
)
_MAX_HOURS: Final = 1000
_MAX_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time that goes by, at night and on holidays too."""

    duration: timedelta


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """Hours in which the city works; said outside of them, the clock starts when they next begin."""

    hours: float


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Until the end of the last of so many working days; the day on which it was said does not count."""

    days: int


Clock = Elapsed | WorkingHours | WorkingDays


def deadline(said: datetime, clock: Clock, calendar: Calendar) -> datetime:
    """By when, for what was said at a moment, with the fixed offset that the city's zone has then.

    Of elapsed time a day is a day on the calendar (the same time of day, also over a change to summer time), and an
    hour is sixty minutes. Raises OverflowError when no such moment comes before the end of the year 9999.
    """
    if isinstance(clock, WorkingHours):
        return calendar.after_hours(said, clock.hours)
    if isinstance(clock, WorkingDays):
        return calendar.after_days(said, clock.days)
    zone, length = calendar.timezone, clock.duration
    # Python adds on the wall clock within one zone; by way of UTC a time that summer time skips becomes a real one.
    start = said.astimezone(zone) + timedelta(days=length.days) if length.days else said
    return fixed((start.astimezone(UTC) + timedelta(seconds=length.seconds)).astimezone(zone))


def read_clock(value: object) -> Clock:
    """The clock that a reactieschema writes as `PT4H`, `{working_hours: 4}` or `{working_days: 3}`.

    Raises ValueError, in words, for anything else.
    """
    if isinstance(value, str):
        return Elapsed(duration(value))
    if isinstance(value, Mapping) and len(value) == 1:
        ((kind, number),) = value.items()
        plain = isinstance(number, int | float) and not isinstance(number, bool)
        if kind == "working_hours":
            if not plain or not 0 < number <= _MAX_HOURS:
                raise ValueError(f"{shown(number)} is not a number of hours, more than 0 and at most {_MAX_HOURS}")
            return WorkingHours(number)
        if kind == "working_days":
            if not isinstance(number, int) or not plain or not 0 < number <= _MAX_DAYS:
                raise ValueError(f"{shown(number)} is not a whole number of days, 1 to {_MAX_DAYS}")
            return WorkingDays(number)
    raise ValueError(f"{shown(value)} is not a clock such as PT4H, {{working_hours: 4}} or {{working_days: 3}}")


def duration(text: str) -> timedelta:
    """`P3D`, `PT4H`, `P1DT12H`, `PT0S`: days, hours, minutes and seconds as ISO 8601-1:2019, 5.5.2.3 writes them.

    Raises ValueError for anything else; months and years have no fixed length.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError("is not a duration such as P3D, PT4H or P1DT12H (days, hours, minutes)")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
