"""Numbers, dates and spans as people read them."""

from datetime import UTC, datetime, timedelta

import pytest

from stadsgesprek.console.format import Format
from stadsgesprek.console.i18n import words
from tests.stadsgesprek.console.town import NOW, ZONE

_NL = Format(words("nl"), ZONE)
_EN = Format(words("en"), ZONE)


def test_numbers() -> None:
    assert (_NL.number(1234567), _EN.number(1234567)) == ("1.234.567", "1,234,567")
    assert (_NL.decimal(2.5), _EN.decimal(2.5)) == ("2,5", "2.5")


@pytest.mark.parametrize(("share", "text"), [(0, "0%"), (0.001, "1%"), (0.914, "91%"), (0.999, "99%"), (1, "100%")])
def test_percents_never_round_to_certainty(share: float, text: str) -> None:
    assert _NL.percent(share) == text


def test_dates_are_the_citys() -> None:
    late = datetime(2026, 3, 24, 23, 30, tzinfo=UTC)
    assert _NL.full(late) == "woensdag 25 maart 2026, 00:30"
    assert _EN.full(late) == "Wednesday 25 March 2026, 00:30"


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (NOW, "17:12"),
        (NOW - timedelta(days=1), "23 mrt, 17:12"),
        (NOW - timedelta(days=365), "24 mrt 2025, 17:12"),
    ],
)
def test_a_moment_says_as_much_as_is_needed(moment: datetime, text: str) -> None:
    assert _NL.moment(moment, NOW) == text


@pytest.mark.parametrize(
    ("span", "nl", "en"),
    [
        (timedelta(seconds=20), "minder dan een minuut", "less than a minute"),
        (timedelta(minutes=1), "1 minuut", "1 minute"),
        (timedelta(minutes=59, seconds=59), "59 minuten", "59 minutes"),
        (timedelta(hours=1), "1 uur", "1 hour"),
        (timedelta(hours=47), "47 uur", "47 hours"),
        (timedelta(days=-2), "2 dagen", "2 days"),
        (timedelta(days=1200), "1.200 dagen", "1,200 days"),
    ],
)
def test_spans(span: timedelta, nl: str, en: str) -> None:
    assert (_NL.span(span), _EN.span(span)) == (nl, en)


def test_before_and_after() -> None:
    assert _NL.relative(NOW + timedelta(hours=3), NOW) == "over 3 uur"
    assert _EN.relative(NOW - timedelta(hours=3), NOW) == "3 hours ago"
