"""Who gets a message."""

from typing import Any

import pytest

from processors.route import route
from processors.tree import Outcome
from schemas.classification import Classification
from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from tests.processors.rows import compile_spec, outcome, spec

_RESPONSIBLE = dict.fromkeys(Topic, "communicatie") | {Topic.zwembad: "sport", Topic.sport: "sport", Topic.zorg: "zorg"}


def _outcome(**changes: Any) -> Outcome:
    return compile_spec(spec([{"anders": "it"}], {"it": outcome(**changes)})).outcomes["it"]


def _understood(
    intent: Intent = Intent.vraag, topic: Topic = Topic.zwembad, second: Topic | None = None
) -> Classification:
    return Classification(
        intent=intent,
        intent_confidence=1,
        topic=topic,
        topic_confidence=1,
        topic2=second,
        sentiment=Sentiment.neutraal,
        urgency=Urgency.normaal,
        language="nl",
        abstained=False,
        model="test",
    )


@pytest.mark.parametrize(
    ("departments", "topics", "gets"),
    [
        ([], (Topic.zwembad, None), ()),
        (["topic"], (Topic.zwembad, None), ("sport",)),
        (["topic"], (Topic.zwembad, Topic.sport), ("sport",)),
        (["topic"], (Topic.zwembad, Topic.zorg), ("sport", "zorg")),
        (["politie", "topic", "sport"], (Topic.zwembad, Topic.zorg), ("politie", "sport", "zorg")),
        (["topic", "communicatie"], (Topic.overig, None), ("communicatie",)),
        (["communicatie", "communicatie"], (Topic.zwembad, None), ("communicatie",)),
    ],
)
def test_each_department_once_in_order(
    departments: list[str], topics: tuple[Topic, Topic | None], gets: tuple[str, ...]
) -> None:
    way = route(_outcome(departments=departments), _understood(topic=topics[0], second=topics[1]), _RESPONSIBLE)
    assert way == (gets, False)


def test_a_person_looks_when_the_outcome_says_so() -> None:
    assert route(_outcome(departments=["sport"], human=True), _understood(), _RESPONSIBLE).human


@pytest.mark.parametrize("departments", [[], ["politie"]])
def test_every_emergency_reaches_a_person(departments: list[str]) -> None:
    way = route(_outcome(departments=departments), _understood(Intent.noodgeval, Topic.zorg), _RESPONSIBLE)
    assert way == (tuple(departments) or ("zorg",), True)
