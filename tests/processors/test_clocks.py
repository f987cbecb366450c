"""By when: the clocks of a reactieschema, and deadlines over a change of the clock."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from processors.calendar import Calendar, CalendarSpec
from processors.clocks import Clock, Elapsed, WorkingDays, WorkingHours, deadline, duration, read_clock

BRUSSELS = ZoneInfo("Europe/Brussels")
OFFICE = ["09:00-12:30", "13:00-17:00"]
CALENDAR = Calendar(
    CalendarSpec.model_validate(
        {
            "working_hours": {"ma": OFFICE, "di": OFFICE, "wo": OFFICE, "do": OFFICE, "vr": OFFICE, "za": [], "zo": []},
            "holidays": "BE",
        }
    ),
    BRUSSELS,
)


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
    assert deadline(datetime.fromisoformat(said), read_clock(clock), CALENDAR).isoformat() == due


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("PT4H", "2026-04-03T20:00:00+02:00"),
        ({"working_hours": 4}, "2026-04-07T12:00:00+02:00"),  # Easter Monday lies between
        ({"working_hours": 0.5}, "2026-04-03T16:30:00+02:00"),
        ({"working_days": 3}, "2026-04-09T17:00:00+02:00"),
    ],
)
def test_each_kind_of_clock(clock: Any, due: str) -> None:
    said = datetime.fromisoformat("2026-04-03T14:00:00+00:00")
    assert deadline(said, read_clock(clock), CALENDAR).isoformat() == due


@pytest.mark.parametrize(
    ("written", "clock"),
    [
        ("P1DT12H", Elapsed(timedelta(days=1, hours=12))),
        ({"working_hours": 4}, WorkingHours(4)),
        ({"working_hours": 0.25}, WorkingHours(0.25)),
        ({"working_days": 10}, WorkingDays(10)),
    ],
)
def test_clocks_as_they_are_written(written: Any, clock: Clock) -> None:
    assert read_clock(written) == clock


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("4 hours", "is not a duration such as P3D, PT4H or P1DT12H"),
        (4, "4 is not a clock such as PT4H, {working_hours: 4} or {working_days: 3}"),
        (None, "None is not a clock such as"),
        ([], "is not a clock such as"),
        ({}, "is not a clock such as"),
        ({"working_weeks": 1}, "is not a clock such as"),
        ({"working_hours": 4, "working_days": 3}, "is not a clock such as"),
        ({"working_hours": 0}, "0 is not a number of hours, more than 0 and at most 1000"),
        ({"working_hours": -1}, "-1 is not a number of hours"),
        ({"working_hours": 1001}, "1001 is not a number of hours"),
        ({"working_hours": True}, "True is not a number of hours"),
        ({"working_hours": "4"}, "'4' is not a number of hours"),
        ({"working_hours": float("nan")}, "nan is not a number of hours"),
        ({"working_days": 0}, "0 is not a whole number of days, 1 to 365"),
        ({"working_days": 1.5}, "1.5 is not a whole number of days"),
        ({"working_days": True}, "True is not a whole number of days"),
        ({"working_days": 366}, "366 is not a whole number of days"),
    ],
)
def test_what_is_no_clock(written: Any, what: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the words are compared below
        read_clock(written)
    assert what in str(caught.value)


_CLOCKS = st.builds(
    lambda days, seconds: timedelta(days=days, seconds=seconds), st.integers(0, 60), st.integers(0, 86_399)
)


_SAID = st.integers(1_104_537_600, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@settings(deadline=None)
@given(_SAID, _CLOCKS)
def test_a_deadline_is_within_an_hour_of_the_plain_sum_and_reads_back(said: datetime, clock: timedelta) -> None:
    due = deadline(said, Elapsed(clock), CALENDAR)
    assert abs(due - (said + clock)) <= timedelta(hours=1)
    assert due >= said
    assert due.utcoffset() == due.astimezone(BRUSSELS).utcoffset()
    adapter = TypeAdapter(datetime)
    assert adapter.validate_json(adapter.dump_json(due)) == due


_WORKING = st.builds(WorkingHours, st.integers(1, 200)) | st.builds(WorkingDays, st.integers(1, 60))


@settings(deadline=None)
@given(_SAID, _WORKING)
def test_a_deadline_in_working_time_is_in_it_and_reads_back(said: datetime, clock: Clock) -> None:
    due = deadline(said, clock, CALENDAR)
    assert due > said
    assert CALENDAR.is_open(due - timedelta(microseconds=1))
    assert due.utcoffset() == due.astimezone(BRUSSELS).utcoffset()
    adapter = TypeAdapter(datetime)
    assert adapter.validate_json(adapter.dump_json(due)) == due


@settings(deadline=None)
@given(_SAID, _WORKING, st.integers(0, 10**6))
def test_what_is_said_later_is_due_no_earlier(said: datetime, clock: Clock, seconds: int) -> None:
    later = said + timedelta(seconds=seconds)
    assert deadline(said, clock, CALENDAR) <= deadline(later, clock, CALENDAR)
