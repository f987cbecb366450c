"""How signals and model are judged together, on small ones, and that any text has an answer of the right kind."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.classify import Classifier
from processors.model import Model
from processors.places import Gazetteer
from processors.signals import SignalSet
from processors.signals_match import Matcher
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from tests.processors.models import by_votes, with_words
from tests.processors.test_classify_antwerpen import antwerp, message

_SIGNALS: dict[str, dict[str, Any]] = {
    "gevaar": {"phrases": ["brand"], "intent": "noodgeval", "topic": "veiligheid"},
    "gewond": {"phrases": ["gewond"], "intent": "noodgeval", "topic": "zorg"},
    "rook": {"phrases": ["rook"], "intent": "noodgeval", "topic": "veiligheid", "weight": 0.5},
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


def classifier(model: Model | None = None, *, abstain_below: float = 0.4, **changes: dict[str, Any]) -> Classifier:
    """The signals above, with changes, and a model that goes by them unless another is given."""
    signals = SignalSet.model_validate({"signals": {**_SIGNALS, **changes}})
    return Classifier.compile(
        Matcher.compile(signals), ("nl", "fr"), model or by_votes(), Gazetteer.compile([]), abstain_below=abstain_below
    )


_CLASSIFIER = classifier()


def understand(text: str, by: Classifier = _CLASSIFIER) -> Classification:
    """What a small classifier makes of a text."""
    return by.classify([message(text or "x")], [text])[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("brand scheld scheld alweer", Intent.noodgeval),
        ("scheld alweer alweer", Intent.misbruik),
        ("koop gratis bad", Intent.spam),
        ("alweer put", Intent.klacht),
        ("alweer put voorstel", Intent.suggestie),
        ("kapot", Intent.melding),
        ("merci", Intent.compliment),
        ("zomaar wat", Intent.reactie),
    ],
)
def test_danger_wins_then_abuse_then_what_is_likeliest(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


def test_signals_raise_danger_that_the_model_thinks_possible_and_say_which() -> None:
    found = understand("brand alweer")
    assert (found.intent, found.raised_by) == (Intent.noodgeval, ("gevaar",))
    assert understand("brand gewond brand").raised_by == ("gevaar", "gewond", "model")


def test_signals_do_not_raise_what_the_model_finds_out_of_the_question() -> None:
    calm = classifier(with_words(oefening={Intent.noodgeval: -20.0}))
    assert understand("brand", calm).intent is Intent.noodgeval
    found = understand("brand oefening", calm)
    assert (found.intent, found.raised_by, found.signals) == (Intent.reactie, (), ("gevaar",))


def test_the_model_raises_danger_and_abuse_alone_when_it_is_sure_and_says_so() -> None:
    sharp = classifier(with_words(zakt={Intent.noodgeval: 20.0}, ellendeling={Intent.misbruik: 20.0}))
    assert understand("zakt", sharp).raised_by == ("model",)
    assert understand("zakt", sharp).urgency is Urgency.acuut
    found = understand("ellendeling bad", sharp)
    assert (found.intent, found.topic, found.raised_by) == (Intent.misbruik, Topic.zwembad, ("model",))


def test_half_a_vote_of_danger_raises_nothing_by_itself() -> None:
    assert understand("rook alweer").intent is Intent.klacht


def test_nothing_is_raised_where_there_is_neither_danger_nor_abuse() -> None:
    assert understand("alweer put").raised_by == ()


def test_below_the_citys_bound_the_topic_is_not_said_and_a_person_looks() -> None:
    sure = understand("park").topic_confidence
    assert understand("park", classifier(abstain_below=sure - 0.01)).topic is Topic.groen
    found = understand("park", classifier(abstain_below=sure + 0.01))
    assert (found.topic, found.topic2, found.abstained, found.topic_confidence) == (Topic.overig, None, True, sure)


def test_danger_and_spam_never_abstain() -> None:
    strict = classifier(abstain_below=1.0)
    assert not understand("brand", strict).abstained
    assert not understand("koop gratis", strict).abstained
    assert understand("put", strict).abstained


def test_an_emergency_has_a_topic_of_emergencies_and_the_other_when_both_must_come() -> None:
    found = understand("put bad brand gewond brand")
    assert {found.topic, found.topic2} == {Topic.zorg, Topic.veiligheid}
    found = understand("brand in het bad")
    assert (found.topic, found.topic2) == (Topic.veiligheid, None)


def test_spam_is_about_nothing_and_abuse_keeps_its_topic() -> None:
    assert understand("koop gratis bad").topic is Topic.overig
    assert understand("scheld bad").topic is Topic.zwembad


def test_a_second_topic_must_be_likely_enough() -> None:
    found = understand("put in het bad")
    assert {found.topic, found.topic2} == {Topic.wegdek, Topic.zwembad}
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


def test_the_model_is_named_after_what_understands() -> None:
    assert _CLASSIFIER.model == classifier().model
    assert _CLASSIFIER.model != classifier(extra={"phrases": ["extra"]}).model
    assert _CLASSIFIER.model.startswith("lineair:stemmen+signals:")


def test_signals_are_sorted_and_answers_keep_the_order_of_the_questions() -> None:
    texts = ["put kapot los", "bad", "merci"]
    found = _CLASSIFIER.classify([message("x")] * 3, texts)
    assert [one.topic for one in found] == [Topic.wegdek, Topic.zwembad, Topic.overig]
    assert found[0].signals == ("kapot", "los", "put")


def test_no_messages_no_answers_and_texts_must_match_messages() -> None:
    assert _CLASSIFIER.classify([], []) == []
    with pytest.raises(ValueError, match="zip"):
        _CLASSIFIER.classify([message("x")], [])


_said: Message = message("x")
_alphabet = st.characters() | st.sampled_from("\u0336\u202e\u0634\x00😡?")
_phrases = st.sampled_from(
    ["brand", "geen brand", "put in de weg", "idioten", "bitcoin", "merci", "hoe kan ik", "al gemeld", "👏", "?", "de"]
)
_texts = st.lists(st.text(_alphabet, max_size=20) | _phrases).map(" ".join)


@settings(deadline=None)
@given(_texts)
def test_any_text_has_a_lawful_answer(text: str) -> None:
    found = antwerp().classify([_said], [text])[0]
    assert Classification.model_validate(found.model_dump()) == found
    assert (found.urgency is Urgency.acuut) == (found.intent is Intent.noodgeval)
    assert bool(found.raised_by) == (found.intent in {Intent.noodgeval, Intent.misbruik})
    if found.intent is Intent.noodgeval:
        assert found.topic in {Topic.zorg, Topic.veiligheid}
    if found.intent is Intent.klacht:
        assert found.sentiment is Sentiment.negatief
    if found.intent is Intent.spam:
        assert found.topic is Topic.overig
    if found.abstained:
        assert found.topic is Topic.overig
    assert found.topic2 is not found.topic


@settings(deadline=None)
@given(st.lists(_texts, min_size=1, max_size=8))
def test_an_answer_does_not_depend_on_what_else_is_in_the_batch(texts: list[str]) -> None:
    together = antwerp().classify([_said] * len(texts), texts)
    assert together == [antwerp().classify([_said], [text])[0] for text in texts]


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "unit", ["brand ", "put in de weg ", "a", "?", "😡", "\u0336", "د", "\x00", "geen brand ", "\u202e "]
)
def test_a_megabyte_of_anything_has_an_answer(unit: str) -> None:
    found = antwerp().classify([_said], [unit * (1_000_000 // len(unit))])[0]
    assert isinstance(found, Classification)
