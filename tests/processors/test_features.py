"""What conditions can ask: the list is closed, described, and in step with the taxonomy."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from processors.calendar import Calendar, CalendarSpec
from processors.crisis import Crisis
from processors.features import FEATURES, FeatureRow, features
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency, Visibility, Weekday
from tests.processors.rows import row

CALENDAR = Calendar(
    CalendarSpec.model_validate(
        {"working_hours": {day: ["09:00-17:00"] for day in ("ma", "di", "wo", "do", "vr")} | {"za": [], "zo": []}}
    ),
    ZoneInfo("Europe/Brussels"),
)
_UNDERSTOOD = Classification(
    intent=Intent.vraag,
    intent_confidence=0.7,
    topic=Topic.zwembad,
    topic_confidence=0.6,
    topic2=Topic.sport,
    sentiment=Sentiment.neutraal,
    urgency=Urgency.normaal,
    language="nl",
    abstained=True,
    signals=("vraag.open",),
    model="test",
)


def test_every_feature_of_a_row_is_described_in_order() -> None:
    assert tuple(FEATURES) == FeatureRow._fields
    assert [feature.index for feature in FEATURES.values()] == list(range(len(FEATURES)))
    assert all(feature.description for feature in FEATURES.values())


def test_choices_are_the_closed_lists_of_the_taxonomy() -> None:
    lists = {
        "intent": Intent,
        "topic": Topic,
        "topic2": Topic,
        "sentiment": Sentiment,
        "urgency": Urgency,
        "channel": Channel,
        "visibility": Visibility,
        "weekday": Weekday,
    }
    for name, ids in lists.items():
        assert set(FEATURES[name].values) == set(ids)


def test_the_features_of_a_message() -> None:
    message = Message.model_validate(
        {
            "channel": "facebook",
            "account": "stad",
            "native_id": "2",
            "in_reply_to": "1",
            "visibility": "direct",
            "reply_to_city": True,
            "author": {
                "pseudonym": "a-0001",
                "followers": 12,
                "contacts": 2,
                "since": "2026-03-14T08:30:00+01:00",
            },
            "content": "<p>Is het  bad open?</p>",
            "attachments": [{"media_type": "image/png", "url": "https://media.example.org/1.png"}],
            "published": "2026-03-24T08:31:00+01:00",
        }
    )
    understood = _UNDERSTOOD
    assert features(message, "Is het  bad open?", understood, CALENDAR, None) == row(
        intent_confidence=0.7,
        topic_confidence=0.6,
        topic2="sport",
        abstained=True,
        channel="facebook",
        visibility="direct",
        followers=12,
        contacts=2,
        account_days=10,
        reply=True,
        reply_to_city=True,
        attachments=1,
        length=17,
        words=4,
        office_hours=False,
        hour=8,
        signals=("vraag.open",),
    )
    nameless = features(
        message.model_copy(update={"author": None, "in_reply_to": None}), "", understood, CALENDAR, None
    )
    assert (nameless.followers, nameless.contacts, nameless.account_days) == (None, None, None)
    assert (nameless.from_city, nameless.reply) == (False, False)


def _said(at: str, crisis: Crisis | None = None, **more: Any) -> FeatureRow:
    """The features of a message that was said then."""
    message = Message.model_validate(
        {"channel": "blog", "account": "stad", "native_id": "1", "content": "dag", "published": at, **more}
    )
    return features(message, "dag", _UNDERSTOOD, CALENDAR, crisis)


def test_time_is_that_of_the_city_at_the_moment_of_the_revision() -> None:
    sunday_night = _said("2026-03-29T00:30:00Z")  # half an hour before the clock goes forward
    assert (sunday_night.weekday, sunday_night.hour, sunday_night.office_hours) == ("zo", 1, False)
    edited = _said("2026-03-29T00:30:00Z", revision=1, operation="edited", updated="2026-03-30T08:00:00Z")
    assert (edited.weekday, edited.hour, edited.office_hours) == ("ma", 10, True)


def test_a_crisis_lasts_from_its_start_until_its_end() -> None:
    crisis = Crisis(datetime(2026, 3, 24, 8, tzinfo=UTC), datetime(2026, 3, 24, 12, tzinfo=UTC), "rook")
    told = {hour: _said(f"2026-03-24T{hour:02}:00:00Z", crisis).crisis for hour in (7, 8, 11, 12)}
    assert told == {7: False, 8: True, 11: True, 12: False}
    lasting = Crisis(crisis.since, None, "rook")
    assert _said("2026-06-01T12:00:00Z", lasting).crisis
    assert not _said("2026-03-24T09:00:00Z").crisis


def test_the_citys_own_account_and_a_new_account_are_told() -> None:
    own = _said("2026-03-24T09:00:00Z", author={"pseudonym": "a-0001", "city": True, "since": "2026-03-24T10:30:00Z"})
    assert own.from_city
    assert own.account_days == 0  # a clock of the channel's that runs ahead


@pytest.mark.parametrize(
    ("signals", "told"), [((), False), (("vraag.open",), False), (("persoonsgegevens.iban",), True)]
)
def test_personal_data_is_what_the_signals_of_personal_data_found(signals: tuple[str, ...], told: bool) -> None:
    message = Message.model_validate(
        {"channel": "blog", "account": "s", "native_id": "1", "content": "x", "published": "2026-03-24T09:00:00Z"}
    )
    understood = _UNDERSTOOD.model_copy(update={"signals": signals})
    assert features(message, "x", understood, CALENDAR, None).personal_data is told
