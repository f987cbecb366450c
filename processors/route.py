"""Who gets a message."""

from collections.abc import Mapping
from typing import NamedTuple

from processors.tree import Outcome
from processors.tree_spec import TOPIC_DEPARTMENTS
from schemas.classification import Classification
from schemas.vocabulary import Intent, Topic


class Way(NamedTuple):
    """The departments, first one first, and whether a person there must look."""

    departments: tuple[str, ...]
    human: bool


def route(outcome: Outcome, classification: Classification, responsible: Mapping[Topic, str]) -> Way:
    """The departments that an outcome names, each once, in its order; `topic` gives those of the message's topics.

    An emergency reaches a person, whatever the outcome says: at the least at the department of its topic.
    """
    named = outcome.departments
    emergency = classification.intent is Intent.noodgeval
    if not named:
        return Way(_of_topics(classification, responsible), True) if emergency else Way((), outcome.human)
    human = outcome.human or emergency
    if TOPIC_DEPARTMENTS not in named:
        return Way(tuple(dict.fromkeys(named)), human)
    chosen: dict[str, None] = {}  # keeps the order of who came first
    for department in named:
        if department == TOPIC_DEPARTMENTS:
            chosen.update(dict.fromkeys(_of_topics(classification, responsible)))
        else:
            chosen[department] = None
    return Way(tuple(chosen), human)


def _of_topics(classification: Classification, responsible: Mapping[Topic, str]) -> tuple[str, ...]:
    first, topic2 = responsible[classification.topic], classification.topic2
    second = first if topic2 is None else responsible[topic2]
    return (first,) if first == second else (first, second)
