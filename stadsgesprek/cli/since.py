"""`--since`: how far back a command looks."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_BACK: Final = re.compile(r"([0-9]{1,4})([hd])")
SINCE_HELP: Final = "How far back: 24h, 7d, or a date such as 2026-03-24."


def since(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that `24h`, `7d` or `2026-03-24` means: so long before `now`, or the midnight that starts the day.

    A day before now is 24 hours. Raises ValueError, in words, for anything else and for a moment that is not past.
    """
    try:
        moment = _before(text, now) or datetime.combine(date.fromisoformat(text), time.min, zone)
    except (ValueError, OverflowError):
        raise ValueError(f"{text!r} is neither a span such as 24h or 7d nor a date such as 2026-03-24") from None
    if moment >= now:
        raise ValueError(f"{text!r} is not in the past")
    return moment


def _before(text: str, now: datetime) -> datetime | None:
    found = _BACK.fullmatch(text)
    if found is None:
        return None
    count = int(found[1])
    return now - (timedelta(hours=count) if found[2] == "h" else timedelta(days=count))
