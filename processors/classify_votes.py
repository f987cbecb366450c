"""From votes to one intent, one topic, one tone: the rules of the taxonomy, in the order in which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from processors.signals import EMERGENCY_TOPICS
from processors.signals_match import Vote
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency

_KLACHT, _MELDING, _SUGGESTIE, _VRAAG, _COMPLIMENT, _REACTIE = (
    *(Intent.klacht, Intent.melding, Intent.suggestie, Intent.vraag, Intent.compliment, Intent.reactie),
)
_SPAM, _MISBRUIK, _NOODGEVAL = Intent.spam, Intent.misbruik, Intent.noodgeval
_NEGATIEF, _NEUTRAAL, _POSITIEF = Sentiment.negatief, Sentiment.neutraal, Sentiment.positief
_ACUUT, _HOOG, _NORMAAL, _LAAG = Urgency.acuut, Urgency.hoog, Urgency.normaal, Urgency.laag
_OVERIG: Final = Topic.overig
"""Looked up here, as a member of an enumeration is slow to look up in Python 3.11."""

_FIRST: Final = ((_NOODGEVAL, 1.0), (_MISBRUIK, 1.0), (_SPAM, 1.5))
"""These win from all others, in this order, from so many votes on."""

_ORDINARY: Final = (_KLACHT, _MELDING, _SUGGESTIE, _VRAAG, _COMPLIMENT, _REACTIE)
"""Of these the one with most votes wins; of equals the first."""

_DOUBT: Final = 0.5
"""What counts against every winner, so that one weak vote alone makes nobody sure."""

_WEIGHTIER: Final = 0.75
_STRONG: Final = 2.5
"""A second topic has two and a half votes at least, and three quarters of the first one's."""


@dataclass(slots=True)
class Tally:
    """The votes in one message, summed: for each intent and topic, for danger by topic, for the tone."""

    intents: dict[Intent, float] = field(default_factory=dict)
    topics: dict[Topic, float] = field(default_factory=dict)
    danger: dict[Topic, float] = field(default_factory=dict)
    tones: dict[Sentiment, float] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    urgent: bool = False


def tally(votes: Iterable[Vote]) -> Tally:
    """Sum the votes."""
    result = Tally()
    intents, topics, danger, tones, ids = result.intents, result.topics, result.danger, result.tones, result.ids
    for id, weight, topic, intent, sentiment, urgent in votes:
        ids.add(id)
        if urgent:
            result.urgent = True
        if intent is not None:
            intents[intent] = intents.get(intent, 0.0) + weight
        if topic is not None:
            topics[topic] = topics.get(topic, 0.0) + weight
            if intent is _NOODGEVAL:
                danger[topic] = danger.get(topic, 0.0) + weight
        if sentiment is not None:
            tones[sentiment] = tones.get(sentiment, 0.0) + weight
    return result


def confidence(votes: float, against: float) -> float:
    """The winner's share of the votes, with half a vote of doubt: votes / (votes + against + 0.5)."""
    return votes / (votes + against + _DOUBT)


def choose_intent(intents: dict[Intent, float]) -> tuple[Intent | None, float]:
    """The intent and its confidence; None where there is no vote.

    1. Danger wins from everything from one vote on, then abuse, then spam from one and a half on.
    2. A complaint of two votes wins from everything but a proposal with more: it may be wrapped in a question.
    3. A defect or a question makes praise polite talk.
    4. Else most votes win; less than half a vote is none.
    """
    if not intents:
        return None, 0.0
    get = intents.get
    for intent, enough in _FIRST:
        if get(intent, 0.0) >= enough:
            return intent, confidence(intents[intent], 0.0)
    complaint, proposal = get(_KLACHT, 0.0), get(_SUGGESTIE, 0.0)
    if complaint >= 2.0 and complaint >= proposal:
        return _KLACHT, confidence(complaint, proposal)
    rivals = {intent: votes for intent in _ORDINARY if (votes := get(intent, 0.0)) >= _DOUBT}
    if rivals.get(_MELDING, 0.0) >= 1.0 or rivals.get(_VRAAG, 0.0) >= 1.0:
        rivals.pop(_COMPLIMENT, None)
    if not rivals:
        return None, 0.0
    best = max(rivals, key=rivals.__getitem__)
    return best, confidence(rivals[best], sum(rivals.values()) - rivals[best])


class TopicChoice(NamedTuple):
    """What it is about. `tied`: two topics have equally many votes, so that neither was taken."""

    topic: Topic = _OVERIG
    confidence: float = 0.0
    second: Topic | None = None
    tied: bool = False


_NOTHING: Final = TopicChoice()


def choose_topic(counts: Tally, intent: Intent) -> TopicChoice:
    """The topic with most votes; in an emergency the one that its danger is of; spam is about nothing."""
    if intent is _SPAM:
        return TopicChoice(confidence=confidence(counts.intents.get(intent, 0.0), 0.0))
    if intent is _NOODGEVAL:
        first = max(sorted(EMERGENCY_TOPICS), key=lambda topic: counts.danger.get(topic, 0.0))
        other = next(topic for topic in EMERGENCY_TOPICS if topic is not first)
        against = counts.danger.get(other, 0.0)
        both = other if against >= 1.0 else None
        return TopicChoice(first, confidence(counts.danger[first], against), both)
    topics = counts.topics
    if not topics:
        return _NOTHING
    ranked = sorted(topics.items(), key=_votes, reverse=True)
    best, most = ranked[0]
    sure = confidence(most, sum(topics.values()) - most)
    if len(ranked) == 1:
        return TopicChoice(best, sure)
    runner, votes = ranked[1]
    if votes == most:
        return TopicChoice(confidence=sure, tied=True)
    second = runner if votes >= _STRONG and votes >= _WEIGHTIER * most and runner is not _OVERIG else None
    return TopicChoice(best, sure, None if best is _OVERIG else second)


def _votes(item: tuple[Topic, float]) -> float:
    return item[1]


def choose_sentiment(tones: dict[Sentiment, float], intent: Intent) -> Sentiment:
    """The tone toward the city: a complaint is negative and praise positive, whatever the words."""
    if intent in (_KLACHT, _MISBRUIK):
        return _NEGATIEF
    if intent is _COMPLIMENT:
        return _POSITIEF
    if intent is _SPAM or not tones:
        return _NEUTRAAL
    negative, positive = tones.get(_NEGATIEF, 0.0), tones.get(_POSITIEF, 0.0)
    if max(negative, positive) < 1.0:
        return _NEUTRAAL
    return _NEGATIEF if negative >= positive else _POSITIEF


def choose_urgency(intent: Intent, *, cue: bool) -> Urgency:
    """Now for an emergency and nothing else; today with a cue; praise, proposals, talk and abuse can wait."""
    if intent is _NOODGEVAL:
        return _ACUUT
    if intent is _SPAM:
        return _LAAG
    if cue:
        return _HOOG
    ordinary = intent in (_VRAAG, _MELDING, _KLACHT)
    return _NORMAAL if ordinary else _LAAG
