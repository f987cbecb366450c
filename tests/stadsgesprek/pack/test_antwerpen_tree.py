"""Antwerp's reactieschema: every outcome can be reached, and some things hold whatever comes in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processors.clocks import Clock, Elapsed, WorkingDays, WorkingHours, deadline
from processors.conditions import gaze
from processors.features import FEATURES, FeatureRow
from processors.tree import Outcome
from schemas.vocabulary import Action, Channel, Intent, Manner, Topic, Urgency
from tests.processors.rows import row
from tests.stadsgesprek.pack.packs import antwerp

_Row = Mapping[str, Any]

_DANGER: _Row = {"intent": "noodgeval", "urgency": "acuut", "topic": "veiligheid"}
_ABUSE: _Row = {"intent": "misbruik", "sentiment": "negatief"}
_SPAM: _Row = {"intent": "spam"}
_DIRECT: _Row = {"visibility": "direct"}
_COUNTER: _Row = {"channel": "counter"}
_CRISIS: _Row = {"crisis": True, "topic": "veiligheid"}
_YAMMER: _Row = {"channel": "yammer"}
_PRESS: _Row = {"signals": ("pers.*",)}
_FORMAL: _Row = {"intent": "klacht", "signals": ("formele-klacht",)}
_PRIVATE_DATA: _Row = {"personal_data": True}
_REPORT: _Row = {"intent": "melding", "topic": "wegdek", "signals": ("melding.plaats",)}
_COMPLAINT: _Row = {"intent": "klacht", "topic": "loket", "sentiment": "negatief"}
_THANKS: _Row = {"intent": "compliment", "sentiment": "positief"}
_TALK: _Row = {"intent": "reactie", "topic": "overig", "urgency": "laag"}
_BUS: _Row = {"topic": "openbaar-vervoer"}
_CLOSED: _Row = {"office_hours": False, "hour": 20}
_TODAY: _Row = {"urgency": "hoog"}
_MANY: _Row = {"followers": 10_000}
_RUMOUR: _Row = {"signals": ("onjuist.*",)}

# Outcome to how the message differs from an ordinary public question about a pool, of eight words, on a Tuesday at ten.
_REACHED: dict[str, _Row] = {
    "noodgeval-eigen-bericht": {**_DANGER, "from_city": True},
    "noodgeval-wanhoop": {**_DANGER, "signals": ("gevaar.zelfdoding",)},
    "noodgeval-persoonlijk": {**_DANGER, **_DIRECT},
    "noodgeval-nalezen": {**_DANGER, "intent_confidence": 0.3, "signals": ()},
    "noodgeval-zorg": {**_DANGER, "topic": "zorg"},
    "noodgeval-veiligheid": _DANGER,
    "eigen-bericht-in-crisis": {"from_city": True, "crisis": True},
    "eigen-bericht-stil": {"from_city": True},
    "misschien-gevaar-nakijken": {**_COMPLAINT, "signals": ("gevaar.woord-meer",)},
    "bedreiging-aan-loket": {**_ABUSE, **_COUNTER, "signals": ("misbruik.bedreiging",)},
    "bedreiging-escaleren": {**_ABUSE, "signals": ("misbruik.bedreiging",)},
    "collega-steunen": {**_ABUSE, **_COUNTER},
    "collega-aanspreken": {**_ABUSE, **_YAMMER},
    "gegevens-verbergen": {**_ABUSE, **_PRIVATE_DATA},
    "haat-blokkeren": {**_ABUSE, "signals": ("misbruik.haat",)},
    "schelden-met-vraag": {**_ABUSE, "signals": ("klacht.wachten",)},
    "misbruik-negeren": {**_ABUSE, **_DIRECT},
    "misbruik-verbergen": _ABUSE,
    "spam-nakijken": {**_SPAM, "intent_confidence": 0.84},
    "spam-negeren": {**_SPAM, **_DIRECT},
    "oplichting-verbergen": {**_SPAM, "signals": ("spam.oplichting",)},
    "spam-blokkeren": {**_SPAM, "account_days": 29},
    "spam-verbergen": {**_SPAM, "account_days": 30},
    "crisis-gerucht-rechtzetten": {**_CRISIS, **_RUMOUR},
    "crisis-persoonlijk": {**_CRISIS, **_COUNTER},
    "crisis-openbaar": _CRISIS,
    "crisis-volgen": {**_TALK, **_CRISIS},
    "stil-in-crisis": {**_THANKS, "crisis": True},
    "kennis-bewaren": {**_YAMMER, "intent": "melding", "signals": ("kennis.*",)},
    "collega-persoonlijk": {**_YAMMER, **_DIRECT},
    "collega-helpen": _YAMMER,
    "collega-volgen": {**_TALK, **_YAMMER},
    "pers-dringend": {**_PRESS, **_TODAY},
    "pers-opvolgen": _PRESS,
    "politiek-doorgeven": {"signals": ("politiek.*",)},
    "formele-klacht-persoonlijk": {**_FORMAL, **_COUNTER},
    "formele-klacht": _FORMAL,
    "gegevens-afschermen": _PRIVATE_DATA,
    "eigen-gegevens-verbergen": {**_TALK, **_PRIVATE_DATA},
    "dringend-nakijken": {"topic": "welzijn", **_CLOSED},
    "nakijken-aan-loket": {"abstained": True, **_COUNTER},
    "nakijken-andere-taal": {"abstained": True, "language": "ar"},
    "nakijken-door-dienst": {**_COMPLAINT, "intent_confidence": 0.1},
    "nakijken": {"abstained": True, "topic": "overig"},
    "doorverwijzen-dringend": {**_BUS, **_TODAY},
    "doorverwijzen-persoonlijk": {**_BUS, **_COUNTER},
    "klacht-doorverwijzen": {**_COMPLAINT, "topic": "overig", "signals": ("derden.*",)},
    "doorverwijzen-openbaar": _BUS,
    "nachtlawaai": {"intent": "melding", "topic": "overlast", "hour": 22, "office_hours": False},
    "dringend-persoonlijk": {**_COUNTER, **_TODAY},
    "beleid-persoonlijk": {**_COMPLAINT, **_COUNTER, "topic": "beleid"},
    "klacht-persoonlijk": {**_COMPLAINT, **_COUNTER, "contacts": 2},
    "melding-plaats-persoonlijk": {**_REPORT, **_COUNTER, "signals": ()},
    "melding-persoonlijk": {**_REPORT, **_COUNTER},
    "andere-taal-persoonlijk": {**_COUNTER, "language": "tr"},
    "buiten-uren-persoonlijk": {**_DIRECT, **_CLOSED},
    "persoonlijk-antwoorden": _COUNTER,
    "compliment-delen": {**_THANKS, **_COUNTER},
    "stil-onder-vier-ogen": {**_TALK, **_DIRECT},
    "gerucht-groot-bereik": {**_TALK, **_RUMOUR, **_MANY},
    "gerucht-rechtzetten": {**_TALK, **_RUMOUR},
    "melding-wachtdienst": {**_REPORT, **_TODAY, **_CLOSED},
    "melding-vandaag": {**_REPORT, **_TODAY},
    "melding-plaats-vragen": {**_REPORT, "signals": (), "words": 9},
    "melding-doorgeven": {**_REPORT, "signals": (), "words": 10},
    "klacht-vandaag": {**_COMPLAINT, **_TODAY},
    "klacht-met-communicatie": {**_COMPLAINT, **_MANY},
    "klacht-vaste-collega": {**_COMPLAINT, "contacts": 3},
    "klacht-opvolgen": {**_COMPLAINT, "signals": ("klacht.geen-antwoord",)},
    "klacht-naar-persoonlijk": {**_COMPLAINT, "followers": 9_999, "contacts": 2},
    "vraag-vandaag": _TODAY,
    "klachtprocedure-uitleggen": {"signals": ("formele-klacht",)},
    "vraag-in-andere-taal": {"language": "tr"},
    "vraag-over-beleid": {"topic": "beleid"},
    "vraag-over-dossier": {"topic": "vergunningen", "signals": ("dossier.*",)},
    "vraag-met-link": {"words": 30},
    "vraag-buiten-de-uren": {"words": 31, **_CLOSED},
    "vraag-aan-meer-diensten": {"words": 31, "topic2": "verkeer"},
    "vraag-aan-dienst": {"words": 31},
    "suggestie-doorgeven": {"intent": "suggestie"},
    "stil-gesprek-afgerond": {**_THANKS, "reply": True, "words": 5},
    "compliment-bedanken": _THANKS,
    "compliment-hartje": {**_THANKS, "topic": "overig"},
    "beleid-volgen": {**_TALK, "topic": "beleid"},
    "bereik-volgen": {**_TALK, **_MANY, "sentiment": "negatief"},
    "antwoord-nalezen": {**_TALK, "reply": True, "reply_to_city": True, "sentiment": "negatief"},
    "stil-zonder-woorden": {**_TALK, "language": "und"},
    "stil-onder-elkaar": {**_TALK, "reply": True},
    "stil-met-hartje": {**_TALK, "sentiment": "positief"},
    "stil-grap": {**_TALK, "signals": ("grap.*",)},
    "stil-mening": _TALK,
}


def _decided(**changes: Any) -> Outcome:
    """The outcome for the ordinary question with these differences; a wildcard stands for one of its signals."""
    signals = tuple(_first(name) for name in changes.get("signals", ()))
    return antwerp().tree.decide(row(**{**changes, "signals": signals}))[0]


def _first(name: str) -> str:
    return next(known for known in _signals() if known == name or known.startswith(name.removesuffix("*")))


def _signals() -> list[str]:
    """The signals that the tree asks for."""
    asked = {signal for node in antwerp().tree.nodes.values() for signal in gaze(node.condition).signals}
    return sorted(asked)


@pytest.mark.parametrize("outcome", _REACHED)
def test_every_outcome_is_reached(outcome: str) -> None:
    assert _decided(**_REACHED[outcome]).id == outcome


def test_the_table_above_holds_every_outcome() -> None:
    assert set(_REACHED) == set(antwerp().tree.outcomes)


def test_it_is_a_tree_of_some_size() -> None:
    assert len(antwerp().tree.nodes) >= 25
    assert len(antwerp().tree.outcomes) >= 40


def test_every_question_can_be_read_aloud() -> None:
    for node in antwerp().tree.nodes.values():
        assert node.vraag.endswith("?"), node.id
        assert node.waarom.endswith("."), node.id
    for outcome in antwerp().tree.outcomes.values():
        assert outcome.reason.endswith("."), outcome.id


def test_no_question_and_no_reason_is_written_twice() -> None:
    outcomes = [outcome.reason for outcome in antwerp().tree.outcomes.values()]
    assert len(set(outcomes)) == len(outcomes)


@pytest.mark.parametrize(
    ("outcome", "clock"),
    [
        ("vraag-aan-dienst", WorkingHours(4)),
        ("klacht-naar-persoonlijk", WorkingHours(4)),
        ("persoonlijk-antwoorden", WorkingHours(4)),
        ("melding-doorgeven", WorkingDays(3)),
        ("melding-persoonlijk", WorkingDays(3)),
        ("formele-klacht", Elapsed(timedelta(days=10))),
        ("noodgeval-veiligheid", Elapsed(timedelta())),
        ("noodgeval-wanhoop", Elapsed(timedelta())),
        ("melding-wachtdienst", Elapsed(timedelta(hours=1))),
    ],
)
def test_the_kind_of_contact_decides_the_clock(outcome: str, clock: Clock) -> None:
    assert antwerp().tree.outcomes[outcome].clock == clock


def test_only_a_formal_complaint_is_ruled_on_and_within_45_days() -> None:
    ruled = {outcome.id: outcome.ruling for outcome in antwerp().tree.outcomes.values() if outcome.ruling is not None}
    assert ruled == dict.fromkeys(("formele-klacht", "formele-klacht-persoonlijk"), Elapsed(timedelta(days=45)))


def test_what_the_site_answers_has_a_page() -> None:
    asked = {topic for topic in Topic if _decided(topic=topic).id == "vraag-met-link"}
    assert asked
    assert asked <= set(antwerp().links)


def test_the_city_has_a_tone_on_each_channel_and_no_crisis_as_delivered() -> None:
    assert set(antwerp().tones) == set(Channel)
    assert antwerp().crisis is None


def _values(name: str) -> st.SearchStrategy[Any]:
    feature = FEATURES[name]
    if name == "signals":
        return st.sets(st.sampled_from(_signals()), max_size=2).map(lambda found: tuple(sorted(found)))
    if name == "language":
        return st.sampled_from([*antwerp().languages, "und"])
    if feature.kind == "flag":
        return st.booleans()
    if feature.kind == "choice":
        known: st.SearchStrategy[Any] = st.sampled_from(feature.values)
    elif name.endswith("_confidence"):
        known = st.sampled_from([0.0, 0.2, 0.6, 0.85, 1.0])
    else:
        known = st.sampled_from([0, 2, 5, 8, 22, 31, 10_000])
    return st.none() | known if feature.optional else known


_ROWS = st.deferred(lambda: st.builds(FeatureRow, **{name: _values(name) for name in FEATURES}))
_EVERY = settings(max_examples=300, deadline=None)


@_EVERY
@given(_ROWS)
def test_danger_always_reaches_a_human_now(found: FeatureRow) -> None:
    for danger in (found._replace(intent=Intent.noodgeval.value), found._replace(urgency=Urgency.acuut.value)):
        outcome, _ = antwerp().tree.decide(danger)
        assert outcome.action is Action.escaleren
        assert outcome.human
        assert outcome.clock == Elapsed(timedelta())  # also at night and at the weekend
        assert "communicatie" in outcome.departments


@_EVERY
@given(_ROWS)
def test_words_of_danger_are_never_answered_with_silence(found: FeatureRow) -> None:
    outcome, _ = antwerp().tree.decide(found._replace(signals=("gevaar.brand",), from_city=False))
    assert outcome.human
    assert outcome.clock is not None
    assert deadline(_NIGHT, outcome.clock, antwerp().calendar) <= _NIGHT + timedelta(minutes=15)


@_EVERY
@given(_ROWS)
def test_personal_data_is_never_answered_in_public(found: FeatureRow) -> None:
    outcome, _ = antwerp().tree.decide(found._replace(personal_data=True))
    assert outcome.manner is not Manner.openbaar


@_EVERY
@given(_ROWS)
def test_what_only_the_city_reads_is_never_answered_in_public(found: FeatureRow) -> None:
    for private in (_DIRECT, _COUNTER):
        outcome, _ = antwerp().tree.decide(found._replace(**private))
        assert outcome.manner in {Manner.persoonlijk, Manner.geen}


@_EVERY
@given(_ROWS)
def test_abuse_is_never_answered_in_public_and_a_threat_always_looked_at(found: FeatureRow) -> None:
    abuse = found._replace(intent=Intent.misbruik.value, from_city=False)
    outcome, _ = antwerp().tree.decide(abuse._replace(urgency="hoog" if abuse.urgency == "acuut" else abuse.urgency))
    assert outcome.manner in {Manner.persoonlijk, Manner.geen}
    assert outcome.human or (outcome.id == "misbruik-negeren" and found.urgency in {Urgency.normaal, Urgency.laag})


@_EVERY
@given(_ROWS)
def test_in_a_crisis_the_city_has_one_voice_and_no_small_talk(found: FeatureRow) -> None:
    """Whatever people say about the crisis; and what is not about it gets neither a heart nor a joke."""
    about = found._replace(crisis=True, topic="veiligheid", from_city=False)
    if about.intent in {"vraag", "reactie", "compliment"} and about.urgency != Urgency.acuut:
        outcome, _ = antwerp().tree.decide(about)
        assert outcome.voice in {None, "crisiscommunicatie", "persdienst"}
    idle, _ = antwerp().tree.decide(about._replace(intent="compliment", topic="sport", urgency="laag"))
    assert idle.voice in {None, "crisiscommunicatie"} or idle.action is Action.verbergen


@_EVERY
@given(_ROWS)
def test_the_city_does_not_answer_itself(found: FeatureRow) -> None:
    outcome, _ = antwerp().tree.decide(found._replace(from_city=True))
    assert outcome.manner is Manner.geen


@_EVERY
@given(_ROWS)
def test_who_wants_something_is_never_met_with_silence(found: FeatureRow) -> None:
    """The one exception is a view on policy among many: the administration takes no side in the debate."""
    wants = found._replace(from_city=False)
    if wants.intent in {"vraag", "melding", "klacht", "suggestie"} and wants.channel != "yammer":
        outcome, _ = antwerp().tree.decide(wants)
        assert outcome.action is not Action.niet_reageren
        assert outcome.departments
        assert outcome.human or outcome.id in {"beleid-volgen", "suggestie-doorgeven"}


@_EVERY
@given(_ROWS)
def test_doubt_is_for_a_human_and_silence_says_why(found: FeatureRow) -> None:
    outcome, path = antwerp().tree.decide(found)
    if found.abstained and found.channel != "yammer":
        assert outcome.human or outcome.action is Action.niet_reageren
    if outcome.action is Action.niet_reageren:
        assert (outcome.departments, outcome.human, outcome.clock) == ((), False, None)
        assert len(outcome.reason) > 20
    if outcome.action in {Action.verbergen, Action.escaleren}:
        assert outcome.departments
    assert len({step.node for step in path}) == len(path)


_TUESDAY = datetime.fromisoformat("2026-03-24T10:00:00+01:00")
_NIGHT = datetime.fromisoformat("2026-03-22T03:00:00+01:00")
_AT_THE_COUNTER: dict[str, Any] = {
    # What a counter does not have: followers, an account, a conversation, or hours in which nobody is there.
    **dict.fromkeys(("followers", "contacts", "account_days")),
    **dict.fromkeys(("from_city", "reply", "reply_to_city", "crisis", "abstained", "personal_data"), False),
    **{"office_hours": True, "hour": 10, "intent_confidence": 0.9, "language": "nl"},
}


@_EVERY
@given(_ROWS, st.sampled_from(["vraag", "melding", "klacht", "suggestie", "compliment"]))
def test_the_counter_is_as_good_as_social_media(found: FeatureRow, intent: str) -> None:
    """The same contact gets an answer at the counter when it gets one in public, by a person, and no later."""
    contact = found._replace(**_AT_THE_COUNTER, intent=intent)
    public, _ = antwerp().tree.decide(contact._replace(channel="facebook", visibility="public"))
    counter, _ = antwerp().tree.decide(contact._replace(channel="counter", visibility="direct"))
    assert (counter.manner is Manner.geen) <= (public.manner is Manner.geen)
    assert counter.human >= public.human
    if public.clock is not None:
        assert counter.clock is not None
        calendar = antwerp().calendar
        assert deadline(_TUESDAY, counter.clock, calendar) <= deadline(_TUESDAY, public.clock, calendar)
    assert (public.ruling is None) == (counter.ruling is None)
