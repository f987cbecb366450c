"""From votes to one intent, one topic, one tone: the rules of the taxonomy, in the order in which they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from processors.signals import EMERGENCY_TOPICS
from processors.signals_match import Vote
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency

_ORDINARY: Final = (Intent.klacht, Intent.melding, Intent.suggestie, Intent.vraag, Intent.compliment, Intent.reactie)
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
            if intent is Intent.noodgeval:
                danger[topic] = danger.get(topic, 0.0) + weight
        if sentiment is not None:
            tones[sentiment] = tones.get(sentiment, 0.0) + weight
    return result


def confidence(votes: float, against: float) -> float:
    """The winner's share of the votes, with half a vote of doubt: votes / (votes + against + 0.5)."""
    return votes / (votes + against + _DOUBT)


def choose_intent(intents: dict[Intent, float]) -> tuple[Intent | None, float]:
    """The intent and its confidence; None where there is no vote.

    1. Danger wins from everything from one vote on, then abuse, then spam from two votes on.
    2. A complaint of two votes wins from everything but a proposal with more: it may be wrapped in a question.
    3. A defect or a question makes praise polite talk.
    4. Else most votes win; less than half a vote is none.
    """
    if not intents:
        return None, 0.0
    get = intents.get
    for intent, enough in ((Intent.noodgeval, 1.0), (Intent.misbruik, 1.0), (Intent.spam, 2.0)):
        if get(intent, 0.0) >= enough:
            return intent, confidence(intents[intent], 0.0)
    complaint, proposal = get(Intent.klacht, 0.0), get(Intent.suggestie, 0.0)
    if complaint >= 2.0 and complaint >= proposal:
        return Intent.klacht, confidence(complaint, proposal)
    rivals = {intent: votes for intent in _ORDINARY if (votes := get(intent, 0.0)) >= _DOUBT}
    if rivals.get(Intent.melding, 0.0) >= 1.0 or rivals.get(Intent.vraag, 0.0) >= 1.0:
        rivals.pop(Intent.compliment, None)
    if not rivals:
        return None, 0.0
    best = max(rivals, key=rivals.__getitem__)
    return best, confidence(rivals[best], sum(rivals.values()) - rivals[best])


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """What it is about. `tied`: two topics have equally many votes, so that neither was taken."""

    topic: Topic = Topic.overig
    confidence: float = 0.0
    second: Topic | None = None
    tied: bool = False


_NOTHING: Final = TopicChoice()


def choose_topic(counts: Tally, intent: Intent) -> TopicChoice:
    """The topic with most votes; in an emergency the one that its danger is of; spam is about nothing."""
    if intent is Intent.spam:
        return TopicChoice(confidence=confidence(counts.intents.get(intent, 0.0), 0.0))
    if intent is Intent.noodgeval:
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
    second = runner if votes >= _STRONG and votes >= _WEIGHTIER * most and runner is not Topic.overig else None
    return TopicChoice(best, sure, None if best is Topic.overig else second)


def _votes(item: tuple[Topic, float]) -> float:
    return item[1]


def choose_sentiment(tones: dict[Sentiment, float], intent: Intent) -> Sentiment:
    """The tone toward the city: a complaint is negative and praise positive, whatever the words."""
    if intent in (Intent.klacht, Intent.misbruik):
        return Sentiment.negatief
    if intent is Intent.compliment:
        return Sentiment.positief
    if intent is Intent.spam or not tones:
        return Sentiment.neutraal
    negative, positive = tones.get(Sentiment.negatief, 0.0), tones.get(Sentiment.positief, 0.0)
    if max(negative, positive) < 1.0:
        return Sentiment.neutraal
    return Sentiment.negatief if negative >= positive else Sentiment.positief


def choose_urgency(intent: Intent, *, cue: bool) -> Urgency:
    """Now for an emergency and nothing else; today with a cue; praise, proposals, talk and abuse can wait."""
    if intent is Intent.noodgeval:
        return Urgency.acuut
    if intent is Intent.spam:
        return Urgency.laag
    if cue:
        return Urgency.hoog
    ordinary = intent in (Intent.vraag, Intent.melding, Intent.klacht)
    return Urgency.normaal if ordinary else Urgency.laag
