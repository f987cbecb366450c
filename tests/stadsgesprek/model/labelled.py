"""Labelled messages for tests, and what a classifier said of them."""

import datetime
from collections.abc import Sequence
from typing import Any

import numpy as np

from schemas.classification import Classification
from schemas.vocabulary import Channel, Intent, Sentiment, Topic, Urgency
from stadsgesprek.model.cost import Cost
from stadsgesprek.model.examples import Example
from stadsgesprek.model.figures import Task
from stadsgesprek.model.intervals import Measured
from stadsgesprek.model.tried import Tried

DAY = datetime.date(2026, 3, 24)


def example(text: str = "Is het zwembad vandaag open?", **labels: Any) -> Example:
    """A question about the pool, unless told otherwise; urgency, topic and tone follow the intent."""
    intent = labels.get("intent", Intent.vraag)
    danger = intent is Intent.noodgeval
    return Example(
        **{
            "text": text,
            "channel": Channel.site,
            "language": "nl",
            "intent": intent,
            "topic": Topic.veiligheid if danger else Topic.zwembad,
            "urgency": Urgency.acuut if danger else Urgency.normaal,
            "sentiment": Sentiment.neutraal,
            "author": "proef",
            "date": DAY,
        }
        | labels
    )


def said(of: Example, **changes: Any) -> Classification:
    """A classification of this message: right and sure, unless told otherwise."""
    return Classification(
        **{
            "intent": of.intent,
            "intent_confidence": 0.9,
            "topic": of.topic,
            "topic_confidence": 0.9,
            "sentiment": of.sentiment,
            "urgency": of.urgency,
            "language": of.language,
            "abstained": False,
            "model": "lineair:proef+signals:proef",
        }
        | changes
    )


def tried(*pairs: tuple[Example, dict[str, Any]]) -> Tried:
    """Each message with what was said of it otherwise than it is."""
    answers = tuple(said(of, **changes) for of, changes in pairs)
    return Tried(tuple(of for of, _ in pairs), answers, answers)


def task(true: Sequence[int], answers: Sequence[int], sure: Sequence[float] | None = None, classes: int = 3) -> Task:
    """A task whose classes are a, b, c, …"""
    return Task(
        "letter",
        tuple("abcdefgh"[:classes]),
        np.array(true, np.int64),
        np.array(answers, np.int64),
        None if sure is None else np.array(sure, float),
    )


def cheap() -> Cost:
    """A cost that reaches every goal."""
    little = Measured(0.1, 0.1, 0.1)
    return Cost(
        speed=Measured(30_000, 29_000, 31_000), model_memory=little, model_load=little, memory=little, load=little
    )
