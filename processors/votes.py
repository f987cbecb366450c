"""What the phrases of the signals say of a message, as numbers."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from processors.columns import INTENTS, TOPICS, Floats
from schemas.vocabulary import Intent, Sentiment, Topic

OF_TOPIC: Final = {topic: len(INTENTS) + number for number, topic in enumerate(TOPICS)}
OF_INTENT: Final = {intent: number for number, intent in enumerate(INTENTS)}
"""The column of the totals that each intent and each topic has."""

_NEGATIEF: Final = len(INTENTS) + len(TOPICS)
_POSITIEF, _HOOG, _DANGER = _NEGATIEF + 1, _NEGATIEF + 2, _NEGATIEF + 3

EMERGENCY_TOPICS: Final = (Topic.zorg, Topic.veiligheid)
"""What an emergency is about: who is ill or hurt, and all other danger."""

TOTALS: Final = _DANGER + len(EMERGENCY_TOPICS)
"""Columns of the totals: each intent, each topic, negative, positive, urgent, danger of each emergency topic."""

DANGER, ABUSE = OF_INTENT[Intent.noodgeval], OF_INTENT[Intent.misbruik]
"""The columns of danger and of abuse."""

ENOUGH: Final = 1.0
"""Votes of danger, or of abuse, that raise it."""

_MOST: Final = 3.0
_SCALE: Final = 0.5
"""More than three votes say no more than three; halved, they are as large as the other features of the model."""

FEATURES: Final = TOTALS + 3
"""Columns of the features: the totals, and whether danger, abuse and a complaint have votes enough."""


class Vote(NamedTuple):
    """What one phrase says for one signal: how much, and in which columns of the totals."""

    id: str
    weight: float
    columns: tuple[int, ...]


def columns(
    topic: Topic | None, intent: Intent | None, sentiment: Sentiment | None, *, urgent: bool
) -> tuple[int, ...]:
    """The columns of the totals that such a vote counts in."""
    found = []
    if intent is not None:
        found.append(OF_INTENT[intent])
    if topic is not None:
        found.append(OF_TOPIC[topic])
        if intent is Intent.noodgeval and topic in EMERGENCY_TOPICS:
            found.append(_DANGER + EMERGENCY_TOPICS.index(topic))
    if sentiment is not None:
        found.append(_POSITIEF if sentiment is Sentiment.positief else _NEGATIEF)
    if urgent:
        found.append(_HOOG)
    return tuple(found)


def totals(votes: Sequence[Sequence[Vote]]) -> Floats:
    """The sums of the votes: a row for each message."""
    places, weights = [], []
    for row, of_one in enumerate(votes):
        base = row * TOTALS
        for _, weight, voted in of_one:
            for column in voted:
                places.append(base + column)
                weights.append(weight)
    summed = np.bincount(places, weights, minlength=len(votes) * TOTALS) if places else np.zeros(len(votes) * TOTALS)
    return summed.astype(np.float32).reshape(len(votes), TOTALS)


def features(summed: Floats) -> Floats:
    """The totals as the model takes them."""
    enough = summed[:, [DANGER, ABUSE]] >= ENOUGH
    complains = summed[:, [OF_INTENT[Intent.klacht]]] >= 2 * ENOUGH
    return np.hstack([np.minimum(summed, _MOST) * _SCALE, enough, complains]).astype(np.float32)


def danger_topics(summed: Floats) -> Floats:
    """The votes of danger for each of EMERGENCY_TOPICS."""
    return summed[:, _DANGER:]
