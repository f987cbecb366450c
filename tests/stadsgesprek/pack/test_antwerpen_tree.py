"""Antwerp's reactieschema: every outcome can be reached, and some things hold whatever comes in."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.conditions import gaze
from processors.features import FEATURES, FeatureRow
from schemas.vocabulary import Action, Intent, Manner, Urgency
from tests.processors.rows import row
from tests.stadsgesprek.pack.packs import antwerp

_DANGER = {"intent": "noodgeval", "urgency": "acuut", "topic": "veiligheid"}
_ABUSE = {"intent": "misbruik", "sentiment": "negatief"}
_DIRECT = {"visibility": "direct"}
_REPORT = {"intent": "melding", "topic": "wegdek"}
_COMPLAINT = {"intent": "klacht", "topic": "loket", "sentiment": "negatief"}
_TALK = {"intent": "reactie", "topic": "overig", "urgency": "laag"}

# Outcome to how the message differs from an ordinary public question about a pool, of eight words.
_REACHED: dict[str, dict[str, Any]] = {
    "noodgeval-veiligheid": _DANGER,
    "noodgeval-zorg": {**_DANGER, "topic": "zorg"},
    "noodgeval-persoonlijk": {**_DANGER, **_DIRECT},
    "misschien-gevaar-nakijken": {"signals": ("gevaar.*",), "abstained": True},
    "bedreiging-escaleren": {**_ABUSE, "signals": ("misbruik.bedreiging",)},
    "collega-steunen": {**_ABUSE, "channel": "counter"},
    "misbruik-negeren": {**_ABUSE, **_DIRECT},
    "gegevens-verbergen": {**_ABUSE, "signals": ("persoonsgegevens.*",)},
    "misbruik-verbergen": _ABUSE,
    "spam-verbergen": {"intent": "spam"},
    "spam-negeren": {"intent": "spam", **_DIRECT},
    "collega-helpen": {"channel": "yammer"},
    "collega-volgen": {"channel": "yammer", **_TALK},
    "pers-dringend": {"signals": ("pers.*",), "urgency": "hoog"},
    "pers-opvolgen": {"signals": ("pers.*",)},
    "politiek-doorgeven": {"signals": ("politiek.*",)},
    "gegevens-afschermen": {"signals": ("persoonsgegevens.*",)},
    "dringend-nakijken": {"abstained": True, "urgency": "hoog"},
    "nakijken": {"abstained": True},
    "doorverwijzen-openbaar": {"topic": "openbaar-vervoer"},
    "klacht-doorverwijzen": {**_COMPLAINT, "topic": "overig", "signals": ("derden.*",)},
    "doorverwijzen-persoonlijk": {"topic": "openbaar-vervoer", "channel": "counter"},
    "formele-klacht-persoonlijk": {**_COMPLAINT, **_DIRECT, "signals": ("formele-klacht",)},
    "dringend-persoonlijk": {**_DIRECT, "urgency": "hoog"},
    "klacht-persoonlijk": {**_COMPLAINT, "channel": "counter"},
    "persoonlijk-antwoorden": {"channel": "counter"},
    "compliment-delen": {"intent": "compliment", **_DIRECT},
    "stil-onder-vier-ogen": {**_TALK, **_DIRECT},
    "melding-vandaag": {**_REPORT, "urgency": "hoog"},
    "melding-plaats-vragen": {**_REPORT, "words": 7},
    "melding-doorgeven": _REPORT,
    "formele-klacht": {**_COMPLAINT, "signals": ("formele-klacht",)},
    "klacht-vandaag": {**_COMPLAINT, "urgency": "hoog"},
    "klacht-met-communicatie": {**_COMPLAINT, "followers": 10_000},
    "klacht-naar-persoonlijk": {**_COMPLAINT, "followers": 9_999},
    "vraag-vandaag": {"urgency": "hoog"},
    "vraag-in-andere-taal": {"language": "tr"},
    "vraag-met-link": {},
    "vraag-aan-dienst": {"words": 31},
    "suggestie-doorgeven": {"intent": "suggestie"},
    "stil-gesprek-afgerond": {"intent": "compliment", "reply": True, "words": 5},
    "compliment-bedanken": {"intent": "compliment"},
    "compliment-hartje": {"intent": "compliment", "topic": "overig"},
    "beleid-volgen": {**_TALK, "topic": "beleid"},
    "bereik-volgen": {**_TALK, "sentiment": "negatief", "followers": 10_000},
    "stil-zonder-woorden": {**_TALK, "language": "und"},
    "stil-onder-elkaar": {**_TALK, "reply": True},
    "stil-met-hartje": {**_TALK, "sentiment": "positief"},
    "stil-mening": _TALK,
}


def _with_real_signals(changes: dict[str, Any]) -> dict[str, Any]:
    """Wildcards replaced by one signal that they stand for."""
    names = changes.get("signals", ())
    return {**changes, "signals": tuple(_first(name) for name in names)}


def _first(name: str) -> str:
    return next(known for known in _signals() if known == name or known.startswith(name.removesuffix("*")))


def _signals() -> list[str]:
    """The signals that the tree asks for."""
    asked = {signal for node in antwerp().tree.nodes.values() for signal in gaze(node.condition).signals}
    return sorted(asked)


@pytest.mark.parametrize("outcome", _REACHED)
def test_every_outcome_is_reached(outcome: str) -> None:
    found, path = antwerp().tree.decide(row(**_with_real_signals(_REACHED[outcome])))
    assert found.id == outcome, [step.node for step in path if step.answer]


def test_the_table_above_holds_every_outcome() -> None:
    assert set(_REACHED) == set(antwerp().tree.outcomes)


def test_it_is_a_tree_of_some_size() -> None:
    assert len(antwerp().tree.nodes) >= 22
    assert len(antwerp().tree.outcomes) >= 25


def test_every_question_can_be_read_aloud() -> None:
    for node in antwerp().tree.nodes.values():
        assert node.vraag.endswith("?"), node.id
        assert node.waarom.endswith("."), node.id
    for outcome in antwerp().tree.outcomes.values():
        assert outcome.reason.endswith("."), outcome.id


def _values(name: str) -> st.SearchStrategy[Any]:
    feature = FEATURES[name]
    if name == "signals":
        return st.sets(st.sampled_from(_signals()), max_size=2).map(lambda found: tuple(sorted(found)))
    if name == "language":
        return st.sampled_from([*antwerp().languages, "und"])
    if feature.kind == "flag":
        return st.booleans()
    if feature.kind == "choice":
        return st.sampled_from(feature.values)
    return st.sampled_from([0, 1, 2, 5, 8, 31, 10_000])


_ROWS = st.deferred(lambda: st.builds(FeatureRow, **{name: _values(name) for name in FEATURES}))


@settings(max_examples=300, deadline=None)
@given(_ROWS)
def test_what_holds_whatever_comes_in(found: FeatureRow) -> None:
    outcome, path = antwerp().tree.decide(found)
    if found.intent == Intent.noodgeval:
        assert outcome.action is Action.escaleren
        assert outcome.human
        assert outcome.clock == timedelta()
        assert "communicatie" in outcome.departments
    if found.intent == Intent.misbruik and found.urgency == Urgency.hoog:
        assert outcome.human  # a threat, or somebody's private data
    if found.visibility == "direct" or found.channel == "counter":
        assert outcome.manner in {Manner.persoonlijk, Manner.geen}
    if found.abstained and found.intent != Intent.spam and found.channel != "yammer":
        assert outcome.human or outcome.action is Action.niet_reageren
    if outcome.action in {Action.verbergen, Action.escaleren}:
        assert outcome.departments
    assert len({step.node for step in path}) == len(path)
