"""A moment that a person names: a day and a time of day in the city."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """The moment `2026-11-30 08:00` in that zone, in UTC; of an hour that comes twice in autumn's night the first one.

    Raises ValueError, in words, for what is no such moment, has passed, or is skipped when the clocks go forward.
    """
    try:
        local = datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")  # noqa: DTZ007  (the zone comes next)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a moment such as 2026-11-30 08:00") from None
    # In UTC, since Python compares two moments of one zone by their clocks.
    found = local.replace(tzinfo=zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"{text.strip()} does not exist: the clocks go forward over it; take another time")
    if found < now:
        raise ValueError(f"{text.strip()} has passed; leave the moment out to put it in force now")
    return found
