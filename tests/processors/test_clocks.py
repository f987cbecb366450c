"""By when: durations, and deadlines over a change of the clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from processors.clocks import deadline, duration

BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("PT0S", timedelta()),
        ("PT15M", timedelta(minutes=15)),
        ("PT4H", timedelta(hours=4)),
        ("P3D", timedelta(days=3)),
        ("P1DT12H30M", timedelta(days=1, hours=12, minutes=30)),
    ],
)
def test_durations(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "P1DT", "4H", "PT4", "P1M", "P1Y", "P1W", "-P1D", "P1.5D", "pt4h", "P1D "]
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration such as"):
        duration(text)


@pytest.mark.parametrize(
    ("said", "clock", "due"),
    [
        ("2026-03-24T12:31:00+01:00", "PT4H", "2026-03-24T16:31:00+01:00"),
        ("2026-03-24T11:31:00+00:00", "PT0S", "2026-03-24T12:31:00+01:00"),
        # Summer time starts on Sunday 29 March 2026 at 2:00: three calendar days keep the time of day, hours do not.
        ("2026-03-27T12:00:00+01:00", "P3D", "2026-03-30T12:00:00+02:00"),
        ("2026-03-29T01:30:00+01:00", "PT4H", "2026-03-29T06:30:00+02:00"),
        ("2026-03-28T02:30:00+01:00", "P1D", "2026-03-29T03:30:00+02:00"),
        # It ends on Sunday 25 October at 3:00: 2:30 comes twice.
        ("2026-10-25T02:30:00+02:00", "PT1H", "2026-10-25T02:30:00+01:00"),
        ("2026-10-22T02:30:00+02:00", "P3D", "2026-10-25T02:30:00+02:00"),
    ],
)
def test_deadlines_over_a_change_of_the_clock(said: str, clock: str, due: str) -> None:
    assert deadline(datetime.fromisoformat(said), duration(clock), BRUSSELS).isoformat() == due


_CLOCKS = st.builds(
    lambda days, seconds: timedelta(days=days, seconds=seconds), st.integers(0, 60), st.integers(0, 86_399)
)


_SAID = st.integers(1_104_537_600, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@settings(deadline=None)
@given(_SAID, _CLOCKS)
def test_a_deadline_is_within_an_hour_of_the_plain_sum_and_reads_back(said: datetime, clock: timedelta) -> None:
    due = deadline(said, clock, BRUSSELS)
    assert abs(due - (said + clock)) <= timedelta(hours=1)
    assert due >= said
    assert due.utcoffset() == due.astimezone(BRUSSELS).utcoffset()
    adapter = TypeAdapter(datetime)
    assert adapter.validate_json(adapter.dump_json(due)) == due
