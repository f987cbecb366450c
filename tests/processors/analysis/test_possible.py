"""What the analysis calls impossible, the classifier indeed never says; and the ordinary row is one that can be."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from processors.analysis.possible import impossible
from processors.clean import clean
from processors.columns import COLUMNS, Floats
from processors.conditions import Compare, HasSignal, compiled
from processors.features import FEATURES, FeatureRow, features
from processors.ordinary import ORDINARY
from schemas.message import Message
from schemas.vocabulary import Channel, Visibility
from tests.processors.models import by_votes
from tests.processors.test_classify import classifier
from tests.processors.test_classify_antwerpen import message
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


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["brand", "gewond", "scheld", "koop", "alweer", "merci", "los", "put", "bad", "😡"]), max_size=5
    ),
    arrays(np.float32, COLUMNS, elements=st.floats(-9, 9, width=32)),
    st.sampled_from([0.0, 0.4, 1.0]),
)
def test_no_scores_and_votes_make_what_is_impossible(found: list[str], bias: Floats, abstain_below: float) -> None:
    by = classifier(replace(by_votes(), bias=bias), abstain_below=abstain_below)
    text = " ".join(found)
    said = message(text or "x")
    city = antwerp()
    (understood,) = by.classify([said], [text])
    assert _ruled_out(features(said, text, understood, city.calendar, city.crisis)) == []


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
