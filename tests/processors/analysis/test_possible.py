"""What the analysis calls impossible, the classifier indeed never says; and the ordinary row is one that can be."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from processors.analysis.possible import impossible
from processors.classify_votes import Tally, choose_intent, choose_sentiment, choose_topic, choose_urgency
from processors.clean import clean
from processors.conditions import Compare, HasSignal, compiled
from processors.features import FEATURES, FeatureRow, features
from processors.ordinary import ORDINARY
from schemas.message import Message
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Visibility
from tests.stadsgesprek.pack.packs import antwerp
from tests.stadsgesprek.pack.phrases import phrases

_PERSONAL = HasSignal(("persoonsgegevens.*",), frozenset({"persoonsgegevens.contact", "persoonsgegevens.identiteit"}))
_LENGTH = (Compare("words", ">", 2), Compare("words", ">=", 5), Compare("length", ">=", 1))
_NEVER = [(condition, compiled(condition)) for condition in impossible((_PERSONAL, *_LENGTH))]


def _ruled_out(row: FeatureRow) -> list[object]:
    return [condition for condition, test in _NEVER if test(row)]


def test_an_ordinary_message_can_be() -> None:
    assert _ruled_out(ORDINARY) == []
    for name, feature in FEATURES.items():
        if feature.values:
            assert getattr(ORDINARY, name) in (*feature.values, None)


_VOTES = st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 2.5])


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(Intent), _VOTES, max_size=4),
    st.dictionaries(st.sampled_from(Topic), _VOTES, max_size=3),
    st.dictionaries(st.sampled_from([Sentiment.negatief, Sentiment.positief]), _VOTES),
    st.sampled_from([Topic.zorg, Topic.veiligheid]),
    st.booleans(),
)
def test_no_votes_make_what_is_impossible(
    intents: dict[Intent, float],
    topics: dict[Topic, float],
    tones: dict[Sentiment, float],
    danger: Topic,
    cue: bool,
) -> None:
    chosen, _ = choose_intent(intents)
    intent = chosen or Intent.reactie
    # A signal of danger is always of a topic, as processors.signals.Signal refuses others.
    counts = Tally(intents=intents, topics=topics, danger={danger: intents.get(Intent.noodgeval, 0.0)}, tones=tones)
    about = choose_topic(counts, intent)
    row = ORDINARY._replace(
        intent=str(intent),
        topic=str(about.topic),
        topic2=None if about.second is None else str(about.second),
        abstained=about.tied,
        sentiment=str(choose_sentiment(tones, intent)),
        urgency=str(choose_urgency(intent, cue=cue)),
    )
    assert _ruled_out(row) == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.deferred(lambda: st.sampled_from(phrases())), max_size=5).map(" ".join)
    | st.text(st.characters(codec="utf-8"), max_size=40),
    st.sampled_from(Channel),
    st.sampled_from(Visibility),
    st.booleans(),
)
def test_no_message_is_what_is_impossible(text: str, channel: Channel, visibility: Visibility, picture: bool) -> None:
    city = antwerp()
    text = text.replace("\x00", "")
    if not text.strip():
        text = "."
    message = Message.model_validate(
        {
            "channel": channel,
            "account": "stad",
            "native_id": "1",
            "visibility": visibility,
            "content": text,
            "attachments": [{"media_type": "image/jpeg", "url": "https://media.example.org/1.jpg"}] if picture else [],
            "published": datetime(2026, 3, 24, 9, tzinfo=UTC),
        }
    )
    said = clean(message)
    (understood,) = city.classifier.classify([message], [said])
    assert _ruled_out(features(message, said, understood, city.calendar, city.crisis)) == []
