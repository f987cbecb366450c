"""A calendar day in the city, as instants: 23, 24 or 25 hours long."""

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

FIRST: Final = date(2005, 1, 1)
"""No message is older."""

LAST: Final = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Day:
    """From `start` up to `end` (not included), both in UTC."""

    date: dt.date
    start: datetime
    end: datetime

    @classmethod
    def of(cls, day: dt.date, zone: ZoneInfo) -> "Day":
        """The day of that date in a time zone."""
        return cls(day, _midnight(day, zone), _midnight(day + timedelta(days=1), zone))

    @classmethod
    def at(cls, moment: datetime, zone: ZoneInfo) -> "Day":
        """The day that holds an instant."""
        return cls.of(moment.astimezone(zone).date(), zone)

    @property
    def previous(self) -> dt.date | None:
        """The day before, if the city had messages then."""
        return self.date - timedelta(days=1) if self.date > FIRST else None

    @property
    def next(self) -> dt.date:
        """The day after."""
        return self.date + timedelta(days=1)

    def share(self, moment: datetime) -> float | None:
        """How much of the day has gone at an instant, 0 to 1; None when it is on another day."""
        gone = (moment - self.start) / (self.end - self.start)
        return gone if 0 <= gone < 1 else None


def parse(text: str) -> date:
    """A date written as YYYY-MM-DD. Raises ValueError for anything else, and for years that no message can have."""
    day = date.fromisoformat(text)
    if text != day.isoformat() or not FIRST <= day <= LAST:
        raise ValueError(text)
    return day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)
