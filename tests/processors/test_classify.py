"""The classifier's rules on small signal sets, and that any text has an answer of the right kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.classify import Classifier
from processors.signals import SignalSet
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from tests.processors.test_classify_antwerpen import antwerp, message

_SIGNALS: dict[str, dict[str, Any]] = {
    "gevaar": {"phrases": ["brand"], "intent": "noodgeval", "topic": "veiligheid"},
    "gewond": {"phrases": ["gewond"], "intent": "noodgeval", "topic": "zorg"},
    "rook": {"phrases": ["rook"], "intent": "noodgeval", "topic": "veiligheid", "weight": 0.5},
    "geur": {"phrases": ["geur"], "intent": "noodgeval", "topic": "veiligheid", "weight": 0.5},
    "scheld": {"phrases": ["scheld"], "intent": "misbruik"},
    "dreig": {"phrases": ["dreig"], "intent": "misbruik", "urgency": "hoog"},
    "reclame": {"phrases": ["koop", "gratis"], "intent": "spam"},
    "herhaald": {"phrases": ["alweer"], "intent": "klacht", "weight": 2},
    "kapot": {"phrases": ["kapot"], "intent": "melding"},
    "dank": {"phrases": ["merci"], "intent": "compliment", "sentiment": "positief"},
    "voorstel": {"phrases": ["voorstel"], "intent": "suggestie", "weight": 3},
    "boos": {"phrases": ["schande"], "sentiment": "negatief"},
    "los": {"phrases": ["los"], "urgency": "hoog"},
    "put": {"phrases": ["put"], "topic": "wegdek", "weight": 3},
    "bad": {"phrases": ["bad"], "topic": "zwembad", "weight": 3},
    "park": {"phrases": ["park"], "topic": "groen"},
}


def classifier(**changes: dict[str, Any]) -> Classifier:
    """The signals above, with changes."""
    return Classifier.compile(SignalSet.model_validate({"signals": {**_SIGNALS, **changes}}), ("nl", "fr"))


_CLASSIFIER = classifier()


def understand(text: str) -> Classification:
    """What the small classifier makes of a text."""
    return _CLASSIFIER.classify([message(text or "x")], [text])[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("brand scheld koop alweer?", Intent.noodgeval),
        ("rook en een geur", Intent.noodgeval),
        ("rook in het park", Intent.reactie),
        ("scheld koop gratis alweer?", Intent.misbruik),
        ("koop gratis bad alweer", Intent.spam),
        ("koop", Intent.reactie),
        ("alweer put? put?", Intent.klacht),
        ("alweer put, voorstel", Intent.suggestie),
        ("merci, bad?", Intent.vraag),
        ("merci maar de put is kapot", Intent.melding),
        ("merci voor het bad", Intent.compliment),
        ("bad?", Intent.vraag),
        ("zie https://example.org/?q=bad", Intent.reactie),
    ],
)
def test_which_intent_wins(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


def test_the_confidence_is_the_winners_share_with_half_a_vote_of_doubt() -> None:
    found = understand("put in het park?")
    assert found.topic is Topic.wegdek
    assert found.topic_confidence == pytest.approx(3 / 4.5)
    assert found.intent_confidence == pytest.approx(1 / 1.5)


def test_a_tie_of_topics_is_no_topic() -> None:
    found = understand("put in het bad?")
    assert (found.topic, found.abstained) == (Topic.overig, True)


def test_nothing_found_is_left_to_a_person() -> None:
    found = understand("zomaar wat")
    assert (found.intent, found.topic, found.abstained) == (Intent.reactie, Topic.overig, True)


def test_praise_about_nothing_in_particular_is_understood() -> None:
    assert not understand("merci").abstained
    assert understand("kapot").abstained


def test_an_emergency_has_a_topic_of_emergencies_and_the_other_when_both_must_come() -> None:
    found = understand("put bad brand gewond brand")
    assert {found.topic, found.topic2} == {Topic.zorg, Topic.veiligheid}
    assert understand("brand in het bad").topic is Topic.veiligheid


def test_spam_is_about_nothing_and_abuse_keeps_its_topic() -> None:
    assert understand("koop gratis bad").topic is Topic.overig
    assert understand("scheld bad").topic is Topic.zwembad


def test_a_second_topic_needs_weight_of_its_own() -> None:
    near = classifier(bad={"phrases": ["bad"], "topic": "zwembad", "weight": 2.5})
    assert near.classify([message("x")], ["put bad"])[0].topic2 is Topic.zwembad
    assert understand("put park").topic2 is None


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("brand", Urgency.acuut),
        ("put los kapot", Urgency.hoog),
        ("dreig", Urgency.hoog),
        ("scheld", Urgency.laag),
        ("koop gratis los", Urgency.laag),
        ("put kapot", Urgency.normaal),
        ("bad?", Urgency.normaal),
        ("alweer", Urgency.normaal),
        ("merci", Urgency.laag),
        ("voorstel", Urgency.laag),
    ],
)
def test_urgency_follows_the_taxonomy(text: str, urgency: Urgency) -> None:
    assert understand(text).urgency is urgency


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("alweer", Sentiment.negatief),
        ("merci", Sentiment.positief),
        ("put kapot", Sentiment.neutraal),
        ("schande, put kapot", Sentiment.negatief),
        ("koop gratis schande", Sentiment.neutraal),
    ],
)
def test_sentiment_follows_the_taxonomy(text: str, sentiment: Sentiment) -> None:
    assert understand(text).sentiment is sentiment


def test_the_model_is_named_after_its_content() -> None:
    assert _CLASSIFIER.model == classifier().model
    assert _CLASSIFIER.model != classifier(extra={"phrases": ["extra"]}).model
    assert _CLASSIFIER.model.startswith("signals:")
    assert len(_CLASSIFIER.model) == len("signals:") + 12


def test_signals_are_sorted_and_answers_keep_the_order_of_the_questions() -> None:
    texts = ["put kapot los", "bad?", "merci"]
    found = _CLASSIFIER.classify([message("x")] * 3, texts)
    assert [one.topic for one in found] == [Topic.wegdek, Topic.zwembad, Topic.overig]
    assert found[0].signals == ("kapot", "los", "put")


def test_no_messages_no_answers_and_texts_must_match_messages() -> None:
    assert _CLASSIFIER.classify([], []) == []
    with pytest.raises(ValueError, match="zip"):
        _CLASSIFIER.classify([message("x")], [])


_said: Message = message("x")
antwerp()  # compiled before the first example, which has a deadline
_alphabet = st.characters() | st.sampled_from("\u0336\u202e\u0634\x00😡?")
_phrases = st.sampled_from(
    ["brand", "geen brand", "put in de weg", "idioten", "bitcoin", "merci", "hoe kan ik", "al gemeld", "👏", "?", "de"]
)


@given(st.lists(st.text(_alphabet, max_size=20) | _phrases).map(" ".join))
def test_any_text_has_a_lawful_answer(text: str) -> None:
    found = antwerp().classify([_said], [text])[0]
    assert Classification.model_validate(found.model_dump()) == found
    assert (found.urgency is Urgency.acuut) == (found.intent is Intent.noodgeval)
    if found.intent is Intent.noodgeval:
        assert found.topic in {Topic.zorg, Topic.veiligheid}
    if found.intent is Intent.klacht:
        assert found.sentiment is Sentiment.negatief
    if found.intent is Intent.spam:
        assert found.topic is Topic.overig
    if found.abstained:
        assert found.intent is Intent.noodgeval or found.topic is Topic.overig
    assert found.topic2 is not found.topic


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["brand ", "put in de weg ", "a", "?", "😡", "\u0336", "د", "\x00", "geen brand ", "\u202e "]
)
def test_a_megabyte_of_anything_has_an_answer(unit: str) -> None:
    found = antwerp().classify([_said], [unit * (1_000_000 // len(unit))])[0]
    assert isinstance(found, Classification)
