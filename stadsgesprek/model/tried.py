"""Labelled messages taken through a city's classifier, beside what they should have been."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Final, Self

import numpy as np

from processors.classify import Classifier
from processors.clean import clean
from processors.columns import INTENTS, TONES, TOPICS
from schemas.classification import Classification
from schemas.message import Message
from schemas.vocabulary import Urgency
from stadsgesprek.model.examples import Example
from stadsgesprek.model.figures import Task
from streams.batches import batches

BATCH: Final = 500
_URGENCIES: Final = tuple(Urgency)


@dataclass(frozen=True)
class Tried:
    """Messages and their classifications, in the same order.

    `abstaining` is what the city gets; in `deciding` the classifier had to name a topic however unsure it was.
    """

    examples: tuple[Example, ...]
    abstaining: tuple[Classification, ...]
    deciding: tuple[Classification, ...]

    @classmethod
    def of(cls, examples: Sequence[Example], classifier: Classifier) -> Self:
        """As this classifier understands them."""
        messages = as_messages(examples)
        return cls(tuple(examples), _classified(messages, classifier), _classified(messages, classifier.deciding()))

    def only(self, wanted: Callable[[Example], bool]) -> Self:
        """Those that are wanted."""
        kept = [number for number, example in enumerate(self.examples) if wanted(example)]
        return type(self)(
            tuple(self.examples[number] for number in kept),
            tuple(self.abstaining[number] for number in kept),
            tuple(self.deciding[number] for number in kept),
        )

    @property
    def intent(self) -> Task:
        """The intents."""
        return _task(
            "intent",
            INTENTS,
            [each.intent for each in self.examples],
            [each.intent for each in self.deciding],
            [each.intent_confidence for each in self.deciding],
        )

    @property
    def topic(self) -> Task:
        """The topics, without abstaining."""
        return _task(
            "topic",
            TOPICS,
            [each.topic for each in self.examples],
            [each.topic for each in self.deciding],
            [each.topic_confidence for each in self.deciding],
        )

    @property
    def sentiment(self) -> Task:
        """The tones."""
        return _task(
            "sentiment",
            TONES,
            [each.sentiment for each in self.examples],
            [each.sentiment for each in self.deciding],
        )

    @property
    def urgency(self) -> Task:
        """The urgencies."""
        return _task(
            "urgency",
            _URGENCIES,
            [each.urgency for each in self.examples],
            [each.urgency for each in self.deciding],
        )

    @property
    def language(self) -> Task:
        """The languages that were meant or said."""
        true, said = [each.language for each in self.examples], [each.language for each in self.deciding]
        return _task("language", sorted({*true, *said}), true, said)


def as_messages(examples: Iterable[Example]) -> list[Message]:
    """The messages of these texts, said at noon of their day."""
    return [
        Message.model_validate(
            {
                "channel": example.channel,
                "account": "model",
                "native_id": str(number),
                "content": example.text,
                "published": datetime.combine(example.date, time(12), UTC),
            }
        )
        for number, example in enumerate(examples)
    ]


def _classified(messages: Sequence[Message], classifier: Classifier) -> tuple[Classification, ...]:
    return tuple(
        each
        for some in batches(messages, BATCH)
        for each in classifier.classify(some, [clean(message) for message in some])
    )


def _task(
    name: str, classes: Sequence[str], true: Sequence[str], said: Sequence[str], sure: Sequence[float] | None = None
) -> Task:
    number = {each: place for place, each in enumerate(classes)}
    return Task(
        name,
        tuple(str(each.value if isinstance(each, StrEnum) else each) for each in classes),
        np.array([number[each] for each in true], np.int64),
        np.array([number[each] for each in said], np.int64),
        None if sure is None else np.array(sure, float),
    )
