"""From scores and votes to one intent, one topic, one tone and one urgency: the rules of the taxonomy."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from processors.calibration import Calibration, Raise
from processors.columns import (
    HOOG_COLUMN,
    INTENT_COLUMNS,
    INTENTS,
    TONE_COLUMNS,
    TONES,
    TOPIC_COLUMNS,
    TOPICS,
    Floats,
)
from processors.votes import ABUSE, DANGER, EMERGENCY_TOPICS, ENOUGH, danger_topics
from schemas.vocabulary import Intent, Sentiment, Topic

Flags = NDArray[np.bool_]
Choice = NDArray[np.intp]

NONE: Final = -1
"""No second topic."""

_NOODGEVAL, _MISBRUIK, _SPAM = (INTENTS.index(each) for each in (Intent.noodgeval, Intent.misbruik, Intent.spam))
_RAISED: Final = (_NOODGEVAL, _MISBRUIK)
_NEGATIVE: Final = [INTENTS.index(Intent.klacht), _MISBRUIK]
_POSITIVE: Final = [INTENTS.index(Intent.compliment)]
_ORDINARY: Final = [INTENTS.index(each) for each in (Intent.vraag, Intent.melding, Intent.klacht)]
_OVERIG: Final = TOPICS.index(Topic.overig)
_EMERGENCY: Final = np.array([TOPICS.index(each) for each in EMERGENCY_TOPICS])


@dataclass(frozen=True, slots=True)
class Judgement:
    """Of each message: numbers are places in INTENTS, TOPICS and TONES."""

    intent: Choice
    intent_confidence: Floats
    topic: Choice
    topic_confidence: Floats
    second: Choice
    """NONE where there is no second topic."""

    tone: Choice
    acute: Flags
    high: Flags
    """Urgent, but no emergency."""

    ordinary: Flags
    """For the ordinary clock when it is not urgent."""

    abstained: Flags
    model_raised: Flags
    """Danger or abuse that the model would have raised without signals."""


def judge(scores: Floats, totals: Floats, calibration: Calibration, abstain_below: float) -> Judgement:
    """Danger wins from everything, then abuse, then what the model finds likeliest.

    Signals with votes enough raise danger and abuse when the model thinks them possible; the model raises them alone
    when it finds them likely. An emergency is of zorg or veiligheid and spam of nothing; of any other message whose
    topic is less sure than `abstain_below` the topic is overig, and it abstained.
    """
    intents = calibration.intent.probabilities(scores[:, INTENT_COLUMNS])
    topics = calibration.topic.probabilities(scores[:, TOPIC_COLUMNS])
    danger, danger_alone = _raised(intents[:, _NOODGEVAL], totals[:, DANGER], calibration.danger)
    abuse, abuse_alone = _raised(intents[:, _MISBRUIK], totals[:, ABUSE], calibration.abuse)
    usual = intents.copy()
    usual[:, _RAISED] = 0.0
    intent = usual.argmax(axis=1)
    intent[abuse] = _MISBRUIK
    intent[danger] = _NOODGEVAL
    rows = np.arange(len(scores))
    spam = intent == _SPAM

    topic = topics.argmax(axis=1)
    emergency = topics[:, _EMERGENCY] + danger_topics(totals)
    topic[danger] = _EMERGENCY[emergency.argmax(axis=1)][danger]
    topic_confidence = calibration.topic.confidence(topics[rows, topic])
    abstained = (topic_confidence < abstain_below) & ~danger & ~spam
    topic[abstained | spam] = _OVERIG
    return Judgement(
        intent=intent,
        intent_confidence=calibration.intent.confidence(intents[rows, intent]),
        topic=topic,
        topic_confidence=topic_confidence,
        second=_second(topics, topic, danger, danger_topics(totals), calibration.second),
        tone=_tone(scores[:, TONE_COLUMNS], intent),
        acute=danger,
        high=(scores[:, HOOG_COLUMN] >= calibration.hoog) & ~danger & ~spam,
        ordinary=np.isin(intent, _ORDINARY),
        abstained=abstained,
        model_raised=(danger & danger_alone) | (~danger & abuse & abuse_alone),
    )


def _raised(probability: Floats, votes: Floats, bounds: Raise) -> tuple[Flags, Flags]:
    """Whether it is raised, and whether the model alone would."""
    alone = probability >= bounds.alone
    return alone | ((votes >= ENOUGH) & (probability >= bounds.with_signals)), alone


def _second(topics: Floats, topic: Choice, danger: Flags, of_danger: Floats, enough: float) -> Choice:
    """The second likeliest topic, if likely enough; in an emergency the other kind of it, if signals say so."""
    rest = topics.copy()
    rest[np.arange(len(rest)), topic] = 0.0
    rest[:, _OVERIG] = 0.0
    second: Choice = rest.argmax(axis=1)
    second[(rest.max(axis=1, initial=0.0) < enough) | (topic == _OVERIG)] = NONE
    other = np.where(topic == _EMERGENCY[0], _EMERGENCY[1], _EMERGENCY[0])
    both = (of_danger >= ENOUGH).all(axis=1)
    second[danger] = np.where(both, other, NONE)[danger]
    return second


def _tone(scores: Floats, intent: Choice) -> Choice:
    """The likeliest; a complaint and abuse are negative, praise is positive and spam neutral whatever the words."""
    tone: Choice = scores.argmax(axis=1)
    tone[np.isin(intent, _NEGATIVE)] = TONES.index(Sentiment.negatief)
    tone[np.isin(intent, _POSITIVE)] = TONES.index(Sentiment.positief)
    tone[intent == _SPAM] = TONES.index(Sentiment.neutraal)
    return tone
