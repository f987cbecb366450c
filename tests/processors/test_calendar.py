"""When the city works: hours, holidays, closing days, and changes of the clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from processors.calendar import Calendar, CalendarSpec

BRUSSELS = ZoneInfo("Europe/Brussels")
# Clocks that change at night, at midnight, by half an hour, for Ramadan; a day that was skipped; none of it.
ZONES = [
    *("Europe/Brussels", "America/Havana", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Asia/Kolkata")
]
NAMES = ("ma", "di", "wo", "do", "vr", "za", "zo")
OFFICE = ["09:00-12:30", "13:00-17:00"]
NO_HOURS: dict[str, Any] = {day: [] for day in NAMES}
WEEK: dict[str, Any] = {"ma": OFFICE, "di": OFFICE, "wo": OFFICE, "do": [*OFFICE, "18:00-20:00"], "vr": ["09:00-12:30"]}


def calendar(week: dict[str, Any] | None = None, zone: ZoneInfo = BRUSSELS, **more: Any) -> Calendar:
    """A calendar of Belgium, by default with an evening on Thursday and no Friday afternoon."""
    hours = NO_HOURS | (WEEK if week is None else week)
    return Calendar(CalendarSpec.model_validate({"working_hours": hours, "holidays": "BE", **more}), zone)


def every_day(*hours: str) -> dict[str, Any]:
    return {day: list(hours) for day in NAMES}


def moment(text: str, zone: ZoneInfo = BRUSSELS) -> datetime:
    """A time on the wall clock."""
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("said", "open_"),
    [
        ("2026-03-24 08:59:59.999999", False),
        ("2026-03-24 09:00", True),
        ("2026-03-24 12:29:59", True),
        ("2026-03-24 12:30", False),  # the moment at which hours end is after them
        ("2026-03-24 13:00", True),
        ("2026-03-24 18:30", False),
        ("2026-03-26 18:30", True),  # Thursday evening
        ("2026-03-27 14:00", False),
        ("2026-03-28 10:00", False),  # Saturday
        ("2026-04-06 10:00", False),  # Easter Monday
        ("2026-07-21 10:00", False),
        ("2026-12-24 10:00", False),  # the city's own
        ("2026-12-23 10:00", True),
    ],
)
def test_open_and_closed(said: str, open_: bool) -> None:
    assert calendar(closed=["2026-12-24"]).is_open(moment(said)) is open_


@pytest.mark.parametrize(
    ("said", "hours", "due"),
    [
        ("2026-03-24 09:00", 3.5, "2026-03-24T12:30:00+01:00"),
        ("2026-03-24 09:00", 4, "2026-03-24T13:30:00+01:00"),
        ("2026-03-24 12:40", 4, "2026-03-24T17:00:00+01:00"),  # in the lunch break
        ("2026-03-24 16:30:15.25", 0.5, "2026-03-25T09:00:15.250000+01:00"),
        ("2026-03-24 16:30", 0.5, "2026-03-24T17:00:00+01:00"),  # the end of the day, not the start of the next
        ("2026-03-26 16:00", 2.5, "2026-03-26T19:30:00+01:00"),  # on in the evening
        ("2026-03-26 23:00", 4, "2026-03-30T09:30:00+02:00"),  # over a weekend in which summer time starts
        ("2026-04-03 12:00", 4, "2026-04-07T12:30:00+02:00"),  # Easter
        ("2026-12-31 16:00", 2, "2026-12-31T19:00:00+01:00"),
        ("2026-12-31 19:30", 2, "2027-01-04T10:30:00+01:00"),  # New Year's Day is a Friday
        ("2026-12-23 16:00", 2, "2026-12-28T10:00:00+01:00"),  # closed on the 24th, Christmas on Friday
    ],
)
def test_working_hours(said: str, hours: float, due: str) -> None:
    assert calendar(closed=["2026-12-24"]).after_hours(moment(said), hours).isoformat() == due


@pytest.mark.parametrize(
    ("said", "days", "due"),
    [
        ("2026-03-24 08:00", 1, "2026-03-25T17:00:00+01:00"),  # the day itself does not count, however early
        ("2026-03-24 23:59", 1, "2026-03-25T17:00:00+01:00"),
        ("2026-03-24 10:00", 2, "2026-03-26T20:00:00+01:00"),  # Thursday ends in the evening
        ("2026-03-24 10:00", 3, "2026-03-27T12:30:00+01:00"),  # and Friday at noon
        ("2026-03-27 10:00", 1, "2026-03-30T17:00:00+02:00"),
        ("2026-03-28 10:00", 1, "2026-03-30T17:00:00+02:00"),  # a Saturday counts as little
        ("2026-04-03 10:00", 3, "2026-04-09T20:00:00+02:00"),  # Easter Monday does not count
        ("2026-04-06 10:00", 1, "2026-04-07T17:00:00+02:00"),  # said on it
        ("2026-12-30 10:00", 2, "2027-01-04T17:00:00+01:00"),
        ("2026-03-24 10:00", 300, "2027-06-03T20:00:00+02:00"),
    ],
)
def test_working_days(said: str, days: int, due: str) -> None:
    assert calendar(closed=["2026-12-24"]).after_days(moment(said), days).isoformat() == due


def test_the_day_is_that_of_the_city() -> None:
    late = datetime(2026, 3, 24, 23, 30, tzinfo=UTC)  # half past midnight in Brussels
    assert calendar().after_days(late, 1).isoformat() == "2026-03-26T20:00:00+01:00"


@pytest.mark.parametrize(
    ("said", "hours", "due"),
    [
        # Sunday 29 March 2026: 2:00 to 3:00 does not exist, so the night has five hours of six.
        ("2026-03-29 00:00", 5, "2026-03-29T06:00:00+02:00"),
        ("2026-03-29 00:00", 2, "2026-03-29T03:00:00+02:00"),
        # Sunday 25 October: 2:00 to 3:00 comes twice.
        ("2026-10-25 00:00", 7, "2026-10-25T06:00:00+01:00"),
        ("2026-10-25 00:00", 2.5, "2026-10-25T02:30:00+02:00"),
        ("2026-10-25 00:00", 3.5, "2026-10-25T02:30:00+01:00"),
    ],
)
def test_hours_at_night_when_the_clock_changes(said: str, hours: float, due: str) -> None:
    assert calendar(every_day("00:00-06:00")).after_hours(moment(said), hours).isoformat() == due


def test_day_and_night() -> None:
    always = calendar(every_day("00:00-24:00"), holidays=None)
    said = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert always.after_hours(said, 1000) == said + timedelta(hours=1000)
    assert always.after_days(said, 1).isoformat() == "2026-03-30T00:00:00+02:00"


def _easter(year: int) -> date:
    """By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def _legal_holidays(year: int) -> set[date]:
    """The ten of the Belgian royal decree of 18 April 1974, and the two that are always a Sunday."""
    moving = {_easter(year) + timedelta(days=days) for days in (0, 1, 39, 49, 50)}
    days = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    return moving | {date(year, *day) for day in days}


@pytest.mark.parametrize("year", [*range(2005, 2041)])
def test_belgian_holidays(year: int) -> None:
    every = calendar(every_day("09:00-17:00"))
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert {day for day in days if not every.is_working_day(day)} == _legal_holidays(year)


def test_the_holidays_of_2026() -> None:
    """As a calendar on the wall has them. 11 July is the holiday of a region: a city puts it in `closed`."""
    every = calendar(every_day("09:00-17:00"))
    days = ("01-01", "04-06", "05-01", "05-14", "05-25", "07-21", "08-15", "11-01", "11-11", "12-25")
    assert not any(every.is_working_day(date.fromisoformat(f"2026-{day}")) for day in days)
    assert every.is_working_day(date(2026, 7, 11))
    assert not calendar(every_day("09:00-17:00"), closed=["2026-07-11"]).is_working_day(date(2026, 7, 11))


_times = st.integers(0, 96).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
_hours = st.lists(_times, max_size=6, unique=True).map(sorted)
_day = _hours.map(lambda times: [f"{start}-{end}" for start, end in zip(times[::2], times[1::2], strict=False)])
_weeks = st.fixed_dictionaries(dict.fromkeys(NAMES, _day)).filter(lambda week: any(week.values()))
_calendars = st.builds(
    lambda week, zone: (week, calendar(week, zone, closed=["2026-03-30", "2011-12-28"])),
    _weeks,
    st.sampled_from(ZONES).map(ZoneInfo),
)


def _wall_says_open(week: dict[str, list[str]], of: Calendar, said: datetime) -> bool:
    """Straight from the hours, without any arithmetic on moments."""
    local = said.astimezone(of.timezone)
    text = f"{local:%H:%M}"
    hours = [each.split("-") for each in week[NAMES[local.weekday()]]]
    return of.is_working_day(local.date()) and any(start <= text < end for start, end in hours)


# Near a change of the clock, the turn of a year, and a border between the blocks of 366 days that are worked out.
_NEAR = [
    *("2026-03-29T01:00:00+00:00", "2026-10-25T01:00:00+00:00", "2026-03-08T05:00:00+00:00"),
    *("2026-11-01T05:00:00+00:00", "2026-04-04T15:00:00+00:00", "2026-10-03T15:30:00+00:00"),
    *("2026-02-15T02:00:00+00:00", "2011-12-30T10:00:00+00:00", "2025-12-31T23:00:00+00:00"),
    *("2026-01-17T00:00:00+00:00", "2025-01-16T00:00:00+00:00"),
]
_said = st.builds(
    lambda near, minutes: datetime.fromisoformat(near) + timedelta(minutes=minutes),
    st.sampled_from(_NEAR),
    st.integers(-3000, 3000),
)


@settings(deadline=None)
@given(_calendars, _said)
def test_open_is_what_the_clock_on_the_wall_says(made: tuple[dict[str, Any], Calendar], said: datetime) -> None:
    week, of = made
    for minutes in range(0, 600, 5):
        then = said + timedelta(minutes=minutes)
        assert of.is_open(then) is _wall_says_open(week, of, then), then


@settings(deadline=None, max_examples=60)
@given(_calendars, _said, st.integers(1, 8 * 60))
def test_working_hours_are_the_minutes_that_were_open(
    made: tuple[dict[str, Any], Calendar], said: datetime, minutes: int
) -> None:
    week, of = made
    due = of.after_hours(said, minutes / 60)
    span = (due - said) // timedelta(minutes=1)
    # Rare hours take weeks; then the last of them must be open, and counting goes on in the other examples.
    worked = [_wall_says_open(week, of, said + timedelta(minutes=each)) for each in range(max(0, span - 20_000), span)]
    assert worked[-1]
    assert sum(worked) == minutes if span <= 20_000 else sum(worked) <= minutes
    assert due.utcoffset() == due.astimezone(of.timezone).utcoffset()


@settings(deadline=None)
@given(_calendars, _said, st.integers(1, 20))
def test_working_days_are_days_with_hours(made: tuple[dict[str, Any], Calendar], said: datetime, days: int) -> None:
    week, of = made
    due = of.after_days(said, days)
    first, last = (each.astimezone(of.timezone).date() for each in (said, due - timedelta(microseconds=1)))
    between = [first + timedelta(days=number) for number in range(1, (last - first).days + 1)]
    skipped = {date(2011, 12, 30)} if of.timezone.key == "Pacific/Apia" else set()  # a day that never was
    assert len([day for day in between if of.is_working_day(day) and day not in skipped]) == days
    assert of.is_working_day(last)
    after = [_wall_says_open(week, of, due + timedelta(minutes=each)) for each in range(26 * 60)]
    same_day = [
        each for each in range(26 * 60) if (due + timedelta(minutes=each)).astimezone(of.timezone).date() == last
    ]
    assert not any(after[each] for each in same_day)
    assert due.utcoffset() == due.astimezone(of.timezone).utcoffset()


_MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, BRUSSELS, ZoneInfo("Pacific/Apia")]))


@settings(deadline=None)
@given(_MOMENTS, st.floats(0.01, 1000), st.integers(1, 365))
@example(datetime.max.replace(tzinfo=UTC), 1.0, 1)
@example(datetime.min.replace(tzinfo=UTC), 1.0, 1)
@example(datetime.min.replace(tzinfo=BRUSSELS), 1.0, 1)
def test_any_moment_has_an_answer_or_lies_too_far_off(said: datetime, hours: float, days: int) -> None:
    of = calendar()
    assert of.is_open(said) in {True, False}
    asks: list[Callable[[], datetime]] = [lambda: of.after_hours(said, hours), lambda: of.after_days(said, days)]
    for ask in asks:
        try:
            assert ask() > said
        except OverflowError:
            assert not 2 < said.year < 9990


def _closed_until(year: int) -> Calendar:
    days = (date(year, 1, 1) - date(2026, 1, 1)).days
    return calendar(closed=[str(date(2026, 1, 1) + timedelta(days=number)) for number in range(days)])


def test_closed_for_years() -> None:
    said = moment("2026-03-24 10:00")
    assert _closed_until(2031).after_hours(said, 1).isoformat() == "2031-01-02T10:00:00+01:00"
    assert _closed_until(2031).after_days(said, 2).isoformat() == "2031-01-03T12:30:00+01:00"


def test_closed_for_too_many_years_to_go_on_looking() -> None:
    of, said = _closed_until(2046), moment("2026-03-24 10:00")
    with pytest.raises(OverflowError, match="no working hours follow"):
        of.after_hours(said, 1)
    with pytest.raises(OverflowError, match="no working hours follow"):
        of.after_days(said, 1)


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"working_hours": {"ma": ["25:00-26:00"]}}, ("ma", 0), "is not an interval such as 09:00-12:30"),
        ({"working_hours": {"ma": ["9:00-12:30"]}}, ("ma", 0), "is not an interval such as 09:00-12:30"),
        ({"working_hours": {"ma": ["09:00-12:60"]}}, ("ma", 0), "is not an interval such as 09:00-12:30"),
        ({"working_hours": {"ma": ["24:00-24:00"]}}, ("ma", 0), "is not an interval such as 09:00-12:30"),
        ({"working_hours": {"ma": ["12:30-09:00"]}}, ("ma", 0), "ends before it starts; split hours past midnight"),
        ({"working_hours": {"ma": ["09:00-09:00"]}}, ("ma", 0), "ends before it starts"),
        (
            {"working_hours": {"ma": ["09:00-12:30", "12:00-17:00"]}},
            ("ma",),
            "09:00-12:30 and 12:00-17:00 overlap; make them one interval",
        ),
        ({"working_hours": {}}, (), "no day has hours, so no deadline would ever come"),
        ({"working_hours": {"maandag": OFFICE}}, ("maandag", "[key]"), "'ma', 'di', 'wo', 'do', 'vr', 'za' or 'zo'"),
        ({"holidays": "be"}, None, "is not a country code such as BE; did you mean BE (Belgium)?"),
        ({"holidays": "BEL"}, None, "did you mean BE (Belgium)"),
        ({"holidays": "Belgie"}, None, "BE (Belgium)"),
        ({"holidays": "netherland"}, None, "NL (Netherlands)"),
        ({"holidays": "XX"}, None, "is not a country code such as BE; two capitals"),
        ({"holidays": ""}, None, "is not a country code such as BE; two capitals"),
        ({"closed": ["2026-02-30"]}, None, "is not a date such as 2026-12-24"),
        ({"closed": ["24/12/2026"]}, None, "is not a date such as 2026-12-24"),
        ({"closed": [20261224]}, None, "is not a date such as 2026-12-24"),
        ({"closed": ["2026-W52-4"]}, None, "is not a date such as 2026-12-24"),
    ],
)
def test_what_is_refused(change: dict[str, Any], where: tuple[str | int, ...] | None, what: str) -> None:
    content = {"working_hours": NO_HOURS | WEEK} | change
    if "working_hours" in change:
        content["working_hours"] = NO_HOURS | change["working_hours"]
    with pytest.raises(ValidationError) as caught:
        CalendarSpec.model_validate(content)
    (error, *_) = caught.value.errors()
    assert what in error["msg"]
    if where is not None:
        assert error["loc"] == ("working_hours", *where)


def test_a_day_that_is_missing_is_asked_for() -> None:
    with pytest.raises(ValidationError, match=r"the days za, zo are missing; write za: \[\] for a day without hours"):
        CalendarSpec.model_validate({"working_hours": WEEK})


def test_hours_may_touch_and_stand_in_any_order() -> None:
    of = calendar(every_day("13:00-17:00", "12:00-13:00"))
    assert of.after_hours(moment("2026-03-24 11:00"), 2).isoformat() == "2026-03-24T14:00:00+01:00"


def test_the_content_reads_back() -> None:
    spec = CalendarSpec.model_validate({"working_hours": NO_HOURS | WEEK, "holidays": "BE", "closed": ["2026-12-24"]})
    assert CalendarSpec.model_validate(spec.model_dump()) == spec
    assert CalendarSpec.model_validate_json(spec.model_dump_json()) == spec
