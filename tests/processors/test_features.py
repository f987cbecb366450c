"""What conditions can ask: the list is closed, described, and in step with the taxonomy."""

from processors.features import FEATURES, FeatureRow, features
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency, Visibility
from tests.processors.rows import row


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
            "author": {"pseudonym": "a-0001", "followers": 12},
            "content": "<p>Is het  bad open?</p>",
            "attachments": [{"media_type": "image/png", "url": "https://media.example.org/1.png"}],
            "published": "2026-03-24T08:31:00+01:00",
        }
    )
    understood = Classification(
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
    assert features(message, "Is het  bad open?", understood) == row(
        intent_confidence=0.7,
        topic2="sport",
        abstained=True,
        channel="facebook",
        visibility="direct",
        followers=12,
        reply=True,
        attachments=1,
        length=17,
        words=4,
        signals=("vraag.open",),
    )
    nameless = message.model_copy(update={"author": None, "in_reply_to": None})
    assert features(nameless, "", understood)[FEATURES["followers"].index] is None
    assert features(nameless, "", understood).reply is False
