"""The heart: what happens to every message, in batches, the same wherever it runs."""

from collections.abc import Sequence
from datetime import datetime

from processors.city import City
from processors.clean import clean
from processors.decide import decide
from schemas.message import Message
from schemas.result import Result
from schemas.vocabulary import Operation


def process(messages: Sequence[Message], city: City, now: datetime) -> list[Result]:
    """One result for each message, in the same order. Pure: the same messages, city and `now` give the same results.

    Clean, classify, decide (which routes as well). A delete is not understood and not decided: it only takes back.
    """
    said = [message for message in messages if message.operation is not Operation.deleted]
    texts = [clean(message) for message in said]
    understood = city.classifier.classify(said, texts)
    results = iter(
        [
            # Of parts that were all checked when they were made; validating would check the message over again.
            Result.model_construct(
                message=message,
                text=text,
                classification=classification,
                decision=decide(message, text, classification, city, now),
            )
            for message, text, classification in zip(said, texts, understood, strict=True)
        ]
    )
    if len(said) == len(messages):
        return list(results)
    return [_taken_back(each) if each.operation is Operation.deleted else next(results) for each in messages]


def _taken_back(message: Message) -> Result:
    return Result(message=message, text="")
