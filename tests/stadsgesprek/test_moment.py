"""The moment that a person names is one that exists, in the city, and is still to come."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from stadsgesprek.moment import moment

ZONE = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-24 10:00", "2026-03-24T09:00Z"),
        ("2026-11-30 08:00", "2026-11-30T07:00Z"),
        (" 2026-07-01 08:00 ", "2026-07-01T06:00Z"),
        ("2026-03-29 01:59", "2026-03-29T00:59Z"),
        ("2026-03-29 03:00", "2026-03-29T01:00Z"),
        ("2026-10-25 02:30", "2026-10-25T00:30Z"),  # comes twice
    ],
)
def test_it_is_the_citys_own_time(text: str, utc: str) -> None:
    assert moment(text, ZONE, NOW) == datetime.fromisoformat(utc)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("maandag", "'maandag' is not a moment such as 2026-11-30 08:00"),
        ("2026-02-30 08:00", "is not a moment"),
        ("2026-11-30T08:00:00+01:00", "is not a moment"),
        ("2026-03-24 09:59", "has passed"),
        ("2026-03-29 02:30", "does not exist: the clocks go forward"),
        ("2026-03-29 02:00", "does not exist: the clocks go forward"),
    ],
)
def test_other_moments_are_refused_in_words(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        moment(text, ZONE, NOW)
