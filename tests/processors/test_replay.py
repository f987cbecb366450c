"""A replay says what other rules would have done differently, and what it could not know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from processors.features import FeatureRow
from processors.replay import EXAMPLES, Change, Move, replay
from processors.stored_features import Decided
from processors.tree import Tree
from schemas.vocabulary import Topic
from tests.processors.rows import ROWS, compile_spec, outcome, question, row, spec

RESPONSIBLE: Mapping[Topic, str] = dict.fromkeys(Topic, "communicatie") | {Topic.zwembad: "sport"}
_NOON = datetime(2026, 3, 24, 12, tzinfo=UTC)
_ANSWER: dict[str, Any] = {
    "action": "reageren",
    "manner": "openbaar",
    "clock": "dag",
    "departments": ["topic"],
    "human": True,
}


@dataclass(frozen=True)
class Pack:
    """Rules of a city."""

    tree: Tree
    responsible: Mapping[Topic, str]


def pack(limit: int = 10, *, responsible: Mapping[Topic, str] = RESPONSIBLE, **answer: Any) -> Pack:
    """Answers what has `limit` words or more, and is silent about the rest."""
    tree = [question("lang", {"words": {">=": limit}}, "antwoord"), {"anders": "stil"}]
    outcomes = {"antwoord": outcome(**_ANSWER | answer), "stil": outcome()}
    return Pack(compile_spec(spec(tree, outcomes, clocks={"dag": "P1D"})), responsible)


def decided(number: int = 0, outcome: str = "stil", **changes: Any) -> Decided:
    """A message with that number, an ordinary question but for these differences."""
    return Decided(UUID(int=number), _NOON, outcome, row(**changes)._asdict())


def without(name: str, message: Decided) -> Decided:
    """The message, stored before there was this feature."""
    features = {key: value for key, value in (message.features or {}).items() if key != name}
    return Decided(message.id, message.published, message.outcome, features)


def test_the_same_rules_change_nothing() -> None:
    found = replay([decided(n, words=n) for n in range(20)], pack(), pack())
    assert (found.total, found.unchanged, found.moves) == (20, 20, ())
    assert found.outcomes == {"antwoord": Change(10, 10), "stil": Change(10, 10)}
    assert found.departments == {"sport": Change(10, 10)}
    assert (found.human, found.silent) == (Change(10, 10), Change(10, 10))
    assert (found.without_features, found.unseen, found.lacking) == (0, 0, {})


def test_other_rules_move_messages_and_load() -> None:
    messages = [decided(n, words=n, topic2="wonen" if n == 6 else None) for n in range(12)]
    found = replay(messages, pack(10), pack(4))
    assert found.moves == (Move("stil", "antwoord", 6, tuple(UUID(int=n) for n in range(4, 9))),)
    assert (found.total, found.unchanged) == (12, 6)
    assert found.outcomes == {"antwoord": Change(2, 8), "stil": Change(10, 4)}
    assert found.departments == {"communicatie": Change(0, 1), "sport": Change(2, 8)}
    assert (found.human, found.silent) == (Change(2, 8), Change(10, 4))


def test_moves_come_most_first_each_with_a_few_examples() -> None:
    tree = [question("is-kort", {"words": {"<": 3}}, "kort"), question("is-lang", {"words": {">=": 10}}, "lang")]
    outcomes = {"kort": outcome(), "lang": outcome(), "anders": outcome()}
    new = Pack(compile_spec(spec([*tree, {"anders": "anders"}], outcomes)), RESPONSIBLE)
    found = replay([decided(n, words=n) for n in range(20)], pack(10), new)
    assert [(move.old, move.new, move.count) for move in found.moves] == [
        ("antwoord", "lang", 10),
        ("stil", "anders", 7),
        ("stil", "kort", 3),
    ]
    assert [len(move.examples) for move in found.moves] == [EXAMPLES, EXAMPLES, 3]


def test_the_same_outcome_that_does_something_else_is_a_move() -> None:
    messages = [decided(n, words=10, topic="sport" if n else "zwembad") for n in range(3)]
    for changed in ({"departments": ["politie"]}, {"human": False}, {"template": "vraag"}, {"manner": "persoonlijk"}):
        [move] = replay(messages, pack(), pack(**changed)).moves
        assert (move.old, move.new, move.count) == ("antwoord", "antwoord", 3), changed
    other_topic = replay(messages, pack(), pack(responsible={**RESPONSIBLE, Topic.zwembad: "politie"}))
    assert other_topic.moves == (Move("antwoord", "antwoord", 1, (UUID(int=0),)),)
    assert other_topic.departments == {"communicatie": Change(2, 2), "politie": Change(0, 1), "sport": Change(1, 0)}


def test_other_words_for_the_same_are_no_change() -> None:
    renamed = pack(label={"nl": "Antwoord", "en": "Answer"}, reason="Iemand vraagt iets.")
    assert replay([decided(words=10)], pack(), renamed).moves == ()


def test_an_emergency_reaches_a_person_on_both_sides() -> None:
    found = replay([decided(intent="noodgeval", words=1)], pack(), pack(12))
    assert (found.human, found.departments) == (Change(1, 1), {"sport": Change(1, 1)})


def test_what_earlier_rules_decided_otherwise_is_counted_and_compared_with_the_rules_in_force() -> None:
    found = replay([decided(1, "antwoord", words=3), decided(2, "vergeten", words=3)], pack(10), pack(10))
    assert (found.otherwise, found.unchanged) == (2, 2)


def test_messages_without_features_are_counted_and_not_compared() -> None:
    bare = Decided(UUID(int=7), _NOON, "stil", None)
    found = replay([bare, decided(words=3), bare], pack(10), pack(2))
    assert (found.total, found.without_features) == (1, 2)
    assert found.outcomes["stil"] == Change(1, 0)


def test_a_feature_that_was_not_stored_is_named_where_a_way_looked_at_it() -> None:
    tree = [
        question("lang", {"words": {">=": 10}}, "antwoord"),
        question("bekend", {"contacts": {">": 2}}, "antwoord"),
        {"anders": "stil"},
    ]
    outcomes = {"antwoord": outcome(**_ANSWER), "stil": outcome()}
    new = Pack(compile_spec(spec(tree, outcomes, clocks={"dag": "P1D"})), RESPONSIBLE)
    messages = [without("contacts", decided(n, words=n, contacts=9)) for n in range(8, 12)]
    found = replay([*messages, without("hour", decided(20, words=3, contacts=9))], pack(10), new)
    assert found.lacking == {"contacts": 2}  # what has 10 words or more is never asked, nor is the hour
    assert found.moves == (Move("stil", "antwoord", 1, (UUID(int=20),)),)


def test_a_topic_that_is_no_more_belongs_where_every_other_one_does() -> None:
    found = replay([without("topic", decided(words=10)), decided(words=10, topic="telex")], pack(), pack())
    assert found.departments == {"communicatie": Change(2, 2)}


@given(st.lists(ROWS, max_size=30), st.integers(0, 12), st.integers(0, 12))
def test_the_numbers_add_up(rows: list[FeatureRow], limit: int, other: int) -> None:
    old, new = pack(limit), pack(other)
    messages = [Decided(UUID(int=n), _NOON, "stil", each._asdict()) for n, each in enumerate(rows)]
    found = replay(messages, old, new)
    outcomes = [(old.tree.decide(each)[0].id, new.tree.decide(each)[0].id) for each in rows]
    assert found.total == len(rows) == found.unchanged + sum(move.count for move in found.moves)
    assert {(move.old, move.new): move.count for move in found.moves} == {
        pair: outcomes.count(pair) for pair in outcomes if pair[0] != pair[1]
    }
    for id, change in found.outcomes.items():
        assert change == Change([was for was, _ in outcomes].count(id), [now for _, now in outcomes].count(id))
    assert found.otherwise == sum(was != "stil" for was, _ in outcomes)
    back = replay(messages, new, old)
    assert [(move.new, move.old, move.count) for move in back.moves] == [
        (move.old, move.new, move.count) for move in found.moves
    ] or len(found.moves) > 1
