"""Conditions and outcomes in words."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.clocks import Clock, Elapsed, WorkingDays, WorkingHours
from processors.conditions import COMPARE, AllOf, AnyOf, Compare, Condition, HasSignal, Not, OneOf, gaze
from processors.features import FEATURES
from stadsgesprek.console.i18n import LANGUAGES, Language
from stadsgesprek.pictures.facts import clock_text, facts
from stadsgesprek.pictures.speech import speech_of
from stadsgesprek.pictures.words import condition_text
from tests.processors.rows import LANGUAGES as CITY_LANGUAGES
from tests.processors.rows import SIGNALS
from tests.stadsgesprek.pictures.trees import antwerp


@st.composite
def _one_of(draw: st.DrawFn) -> Condition:
    feature = draw(st.sampled_from([each for each in FEATURES.values() if each.kind != "signals"]))
    values: st.SearchStrategy[Any] = {
        "choice": st.sampled_from(feature.values or CITY_LANGUAGES),
        "flag": st.booleans(),
        "number": st.integers(-3, 10**6) | st.floats(allow_nan=False, allow_infinity=False),
    }[feature.kind]
    return OneOf(feature.name, draw(st.frozensets(values | st.none() if feature.optional else values, max_size=4)))


_NUMBERS = [name for name, feature in FEATURES.items() if feature.kind == "number"]
_BOUNDS = st.integers(-3, 10**6) | st.floats(allow_nan=False, allow_infinity=False)
_COMPARES = st.builds(Compare, st.sampled_from(_NUMBERS), st.sampled_from(list(COMPARE)), _BOUNDS)
_SIGNALS = st.lists(st.sampled_from([*SIGNALS, "gevaar.*"]), max_size=3).map(
    lambda asked: HasSignal(tuple(asked), frozenset(asked))
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    _one_of() | _COMPARES | _SIGNALS,
    lambda inner: (
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=8,
)


def _names(feature: str, language: Language) -> list[str]:
    """How a sentence can name a feature."""
    words = speech_of(antwerp(), language).words
    if feature == "signals":
        return [words(f"condition.{key}").partition("{")[0].strip() for key in ("signals", "no-signals")]
    told = [words(f"condition.subject.{feature}")]
    if FEATURES[feature].kind == "flag":
        told += [words(f"condition.flag.{feature}.{answer}") for answer in ("yes", "no")]
    return told


@settings(max_examples=300, deadline=None)
@given(condition=CONDITIONS, language=st.sampled_from(LANGUAGES))
def test_every_condition_has_words_that_name_all_it_looks_at(condition: Condition, language: Language) -> None:
    text = condition_text(condition, speech_of(antwerp(), language)).lower()
    assert text
    assert "{" not in text
    for feature in gaze(condition).names:
        assert any(name.lower() in text for name in _names(feature, language)), feature


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feature_has_its_own_words(language: Language) -> None:
    told = [name for feature in FEATURES for name in _names(feature, language)]
    assert len(set(told)) == len(told)


_KLACHT = OneOf("intent", frozenset({"klacht"}))
_LOUD = Compare("followers", ">=", 10_000)


@pytest.mark.parametrize(
    ("condition", "nl", "en"),
    [
        (_KLACHT, "De bedoeling is ‘Klacht’", "The intent is “Complaint”"),
        (
            AllOf((OneOf("intent", frozenset({"klacht", "vraag"})), OneOf("abstained", frozenset({False})))),
            "De bedoeling is ‘Vraag’ of ‘Klacht’ en de herkenner twijfelt niet",
            "The intent is “Question” or “Complaint” and the classifier is not in doubt",
        ),
        (_LOUD, "Het aantal volgers is minstens 10.000", "The number of followers is at least 10,000"),
        (
            Compare("intent_confidence", "<", 0.5),
            "De zekerheid over de bedoeling is minder dan 50%",
            "The certainty of the intent is less than 50%",
        ),
        (
            AnyOf((_KLACHT, AllOf((_LOUD, OneOf("channel", frozenset({"twitter"})))))),
            "De bedoeling is ‘Klacht’ of (het aantal volgers is minstens 10.000 en het kanaal is ‘Twitter’)",
            "The intent is “Complaint” or (the number of followers is at least 10,000 and the channel is “Twitter”)",
        ),
        (
            Not(OneOf("language", frozenset({"nl", "und"}))),
            "De taal is niet ‘Nederlands’ en ook niet ‘niet vast te stellen’",
            "The language is not “Dutch” nor “cannot be told”",
        ),
        (
            HasSignal(("gevaar.*", "pers.deadline"), frozenset({"gevaar.brand"})),
            "Er is een signaal gevonden: ‘gevaar.*’ of ‘pers.deadline’",
            "A signal was found: “gevaar.*” or “pers.deadline”",
        ),
        (
            Not(_LOUD),
            "Het is niet zo dat (het aantal volgers is minstens 10.000)",
            "It is not so that (the number of followers is at least 10,000)",
        ),
        (
            OneOf("followers", frozenset({None})),
            "Het aantal volgers is onbekend",
            "The number of followers is unknown",
        ),
        (
            Not(OneOf("reply", frozenset({True}))),
            "Het is geen antwoord op een ander bericht",
            "It answers no other message",
        ),
        (AllOf(()), "Altijd", "Always"),
        (AnyOf(()), "Nooit", "Never"),
    ],
)
def test_sentences(condition: Condition, nl: str, en: str) -> None:
    assert condition_text(condition, speech_of(antwerp(), "nl")) == nl
    assert condition_text(condition, speech_of(antwerp(), "en")) == en


@pytest.mark.parametrize(
    ("clock", "nl"),
    [
        (None, "geen termijn"),
        (Elapsed(timedelta()), "meteen"),
        (Elapsed(timedelta(minutes=15)), "binnen 15 minuten"),
        (Elapsed(timedelta(days=45)), "binnen 45 dagen"),
        (WorkingHours(1), "binnen 1 werkuur"),
        (WorkingHours(4), "binnen 4 werkuren"),
        (WorkingHours(1.5), "binnen 1,5 werkuren"),
        (WorkingDays(1), "binnen 1 werkdag"),
        (WorkingDays(3), "binnen 3 werkdagen"),
    ],
)
def test_clocks(clock: Clock | None, nl: str) -> None:
    assert clock_text(clock, speech_of(antwerp(), "nl")) == nl


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_has_its_facts(language: Language) -> None:
    speech = speech_of(antwerp(), language)
    for outcome in antwerp().tree.outcomes.values():
        told = dict(facts(outcome, speech))
        assert len(told) == 4 + sum(each is not None for each in (outcome.ruling, outcome.voice, outcome.template))
        assert all(told.values())
