"""Phrases are found as whole words, the longest first, whatever the case, accents and punctuation."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from processors.signals import SignalSet
from processors.signals_match import Matcher
from processors.signals_words import words
from processors.votes import columns
from schemas.vocabulary import Intent, Topic


def signal_set(**signals: dict[str, Any]) -> SignalSet:
    """Signals by id; an underscore in a keyword stands for the dot."""
    return SignalSet.model_validate({"signals": {id.replace("_", "."): signal for id, signal in signals.items()}})


def found(signals: SignalSet, text: str) -> set[str]:
    """Ids of the signals in the text."""
    return {vote.id for vote in Matcher.compile(signals).find(words(text))}


_FIRE = signal_set(brand={"phrases": ["in brand", "café", "vuil niet opgehaald", "👏", "l'eau"]})


@pytest.mark.parametrize(
    "text",
    [
        *("Huis in brand!", "IN BRAND", "het staat in-brand.", "in\nbrand", "CAFE", "cafe\u0301"),
        *("vuil, niet opgehaald", "super👏🏽👏", "coupure d’eau: l’eau"),
    ],
)
def test_a_phrase_is_found_in_any_dress(text: str) -> None:
    assert found(_FIRE, text) == {"brand"}


@pytest.mark.parametrize("text", ["", "in brandende", "berlin brand", "brand in", "cafés", "opgehaald vuil niet", "👍"])
def test_only_whole_words_in_their_order_are_found(text: str) -> None:
    assert found(_FIRE, text) == set()


def test_the_longest_phrase_speaks_for_those_inside_it() -> None:
    signals = signal_set(
        brand={"phrases": ["brand"], "intent": "noodgeval", "topic": "veiligheid"},
        oefening={"phrases": ["brand oefening"]},
        lamp={"phrases": ["lamp"], "topic": "verlichting"},
        defect={"phrases": ["lamp is stuk"], "intent": "melding"},
    )
    assert found(signals, "brand oefening") == {"oefening"}
    assert found(signals, "brand oefening, brand") == {"oefening", "brand"}
    votes = {vote.id: vote for vote in Matcher.compile(signals).find(words("de lamp is stuk"))}
    assert votes["defect"].columns == columns(None, Intent.melding, None, urgent=False)
    assert votes["lamp"].columns == columns(Topic.verlichting, None, None, urgent=False)


def test_phrases_that_share_words_both_count() -> None:
    signals = signal_set(a={"phrases": ["wachten op antwoord"]}, b={"phrases": ["antwoord van de stad"]})
    assert found(signals, "wachten op antwoord van de stad") == {"a", "b"}


def test_one_phrase_may_belong_to_two_signals() -> None:
    signals = signal_set(a={"phrases": ["tram"]}, b={"phrases": ["Tram"]})
    assert found(signals, "de tram") == {"a", "b"}


def test_a_phrase_that_recurs_counts_once_and_a_longer_one_more() -> None:
    signals = signal_set(a={"phrases": ["put"], "weight": 2}, b={"phrases": ["put in de weg"], "weight": 2})
    matcher = Matcher.compile(signals)
    assert [vote.weight for vote in matcher.find(words("put put put"))] == [2]
    assert max(vote.weight for vote in matcher.find(words("put in de weg"))) == 3.5


@pytest.mark.parametrize("text", ["er is geen enkele brand", "nooit brand gezien", "niet echt brand", "zonder brand"])
def test_negation_just_before_takes_the_phrase_away_where_the_signal_says_so(text: str) -> None:
    phrases = {"phrases": ["brand"]}
    assert found(signal_set(a={**phrases, "negatable": True}), text) == set()
    assert found(signal_set(a=phrases), text) == {"a"}


def test_negation_further_away_does_not() -> None:
    signals = signal_set(a={"phrases": ["brand"], "negatable": True})
    assert found(signals, "ik kan niet wachten want er is brand") == {"a"}


_WRITTEN = SignalSet.model_validate(
    {
        "lists": {"getal": ["twee", "drie"], "duur": ["uur", "weken"]},
        "signals": {
            "keuze": {"phrases": ["al <getal> <duur> (wachten|gewacht)", "zo (snel |)weg", "(op (de|het)|in) straat"]},
            "begin": {"phrases": ["^zet eens"]},
            "stam": {"phrases": ["fiets*", "*boete"]},
        },
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("al drie uur gewacht", {"keuze"}),
        ("al twee weken wachten", {"keuze"}),
        ("al vier weken wachten", set()),
        ("al twee weken", set()),
        ("zo weg", {"keuze"}),
        ("zo snel weg", {"keuze"}),
        ("in straat", {"keuze"}),
        ("op het straat", {"keuze"}),
        ("Zet eens een bank", {"begin"}),
        ("en zet eens een bank", set()),
        ("een fietsenstalling", {"stam"}),
        ("een bakfiets", set()),
        ("mijn parkeerboete", {"stam"}),
        ("boetes", set()),
    ],
)
def test_a_phrase_may_stand_for_many_texts(text: str, expected: set[str]) -> None:
    assert found(_WRITTEN, text) == expected


@pytest.mark.parametrize(
    ("phrase", "problem"),
    [
        ("al <duur>", "signals.a: .*<duur>, which is not among the lists"),
        ("(!|?)", "has no word"),
        ("<getal> " * 13, "more than 5000 texts"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused(phrase: str, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        SignalSet.model_validate({"lists": {"getal": ["een", "twee"]}, "signals": {"a": {"phrases": [phrase]}}})


@pytest.mark.parametrize(
    ("signal", "problem"),
    [
        ({"phrases": []}, "phrases"),
        ({"phrases": ["?!"]}, "'\\?!' has no word"),
        ({"phrases": ["lez-zone", "LEZ zone"]}, "'LEZ zone' is the same as 'lez-zone'"),
        ({"phrases": ["a"], "topic": "vuilnis"}, "topic"),
        ({"phrases": ["a"], "urgency": "laag"}, "urgency"),
        ({"phrases": ["a"], "sentiment": "neutraal"}, "sentiment"),
        ({"phrases": ["a"], "weight": 0}, "weight"),
        ({"phrases": ["a"], "gewicht": 2}, "gewicht"),
        ({"phrases": ["a"], "intent": "noodgeval", "topic": "afval"}, "zorg or veiligheid"),
        ({"phrases": [112]}, "phrases"),
    ],
)
def test_a_mistake_is_refused_and_names_the_signal(signal: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem) as refused:
        signal_set(goed={"phrases": ["b"]}, zwembad_open=signal)
    assert {error["loc"][:2] for error in refused.value.errors()} == {("signals", "zwembad.open")}


def test_an_id_that_is_no_name_is_refused() -> None:
    with pytest.raises(ValidationError, match="Zwembad"):
        SignalSet.model_validate({"signals": {"Zwembad open": {"phrases": ["a"]}}})


_UNMARKED = st.characters(codec="utf-8", exclude_characters="(<^*")
"""Without what a phrase may be written with besides words."""


@given(
    st.text(),
    st.lists(
        st.text(_UNMARKED, min_size=1, max_size=8).filter(words),
        min_size=1,
        max_size=5,
        unique_by=lambda phrase: " ".join(words(phrase)),
    ),
)
def test_every_phrase_is_found_where_it_stands_and_nothing_raises(text: str, phrases: list[str]) -> None:
    signals = signal_set(a={"phrases": phrases})
    assert found(signals, f"{text} {phrases[0]} {text}") == {"a"}
