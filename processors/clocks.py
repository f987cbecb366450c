"""By when: durations as ISO 8601 writes them, counted from the moment that something was said."""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

_DURATION: Final = re.compile(
    r"P(?=[0-9T])(?:([0-9]{1,3})D)?(?:T(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})S)?)?"
)


def duration(text: str) -> timedelta:
    """`P3D`, `PT4H`, `P1DT12H`, `PT0S`: days, hours, minutes and seconds as ISO 8601-1:2019, 5.5.2.3 writes them.

    Raises ValueError for anything else; months and years have no fixed length.
    """
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError("is not a duration such as P3D, PT4H or P1DT12H (days, hours, minutes)")
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def deadline(said: datetime, clock: timedelta, zone: ZoneInfo) -> datetime:
    """The moment `clock` after `said`, with the offset that the zone has then.

    A day is a day on the calendar (the same time of day, also over a change to summer time); an hour is sixty minutes.
    """
    # Python adds on the wall clock within one zone; by way of UTC a time that summer time skips becomes a real one.
    start = said.astimezone(zone) + timedelta(days=clock.days) if clock.days else said
    moment = (start.astimezone(UTC) + timedelta(seconds=clock.seconds)).astimezone(zone)
    # With a fixed offset, as it reads back from the wire; times of a zone are unequal to all others near a change.
    return moment.replace(tzinfo=_fixed(moment.utcoffset() or timedelta()), fold=0)


@lru_cache(maxsize=64)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)
