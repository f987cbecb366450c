"""When a new model is worse than the one in force: proven on answers that are made up."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from stadsgesprek.model.compare import Comparison
from stadsgesprek.model.examples import Example
from tests.stadsgesprek.model.labelled import example, tried

_FIRE = example("er is brand", intent=Intent.noodgeval)
_INSULT = example("onnozelaars", intent=Intent.misbruik, urgency=Urgency.laag, sentiment=Sentiment.negatief)
_POOL = example()
_LAMP = example("lamp stuk", intent=Intent.melding, topic=Topic.verlichting)
_MESSAGES = [_FIRE] * 10 + [_INSULT] * 10 + [_POOL] * 40 + [_LAMP] * 40

Wrong = dict[int, dict[str, Any]]
"""Of which messages what is said otherwise than it is."""


def _compared(old: Wrong, new: Wrong, messages: list[Example] = _MESSAGES) -> Comparison:
    return Comparison(
        *(tried(*((each, wrong.get(number, {})) for number, each in enumerate(messages))) for wrong in (old, new))
    )


def _worse(old: Wrong, new: Wrong) -> list[str]:
    return list(_compared(old, new).worse())


def _as(intent: Intent, start: int, count: int) -> Wrong:
    return {number: {"intent": intent} for number in range(start, start + count)}


def test_the_same_model_is_not_worse() -> None:
    some = _as(Intent.klacht, 20, 7)
    assert _worse(some, some) == []


def test_one_missed_emergency_is_too_many() -> None:
    (told,) = _worse({}, _as(Intent.melding, 0, 1))
    assert told == "noodgeval: finds 9 messages of those that are, instead of 10"


def test_one_missed_insult_is_too_many_even_if_another_one_is_found() -> None:
    assert _worse(_as(Intent.reactie, 10, 1), _as(Intent.reactie, 11, 1)) == []
    assert [each.partition(":")[0] for each in _worse({}, _as(Intent.reactie, 10, 1))] == ["misbruik"]


def test_danger_that_is_raised_in_vain_counts_from_the_goal_on() -> None:
    assert not [each for each in _worse({}, _as(Intent.noodgeval, 20, 6)) if "precision" in each]  # 10 of 16
    assert "noodgeval: precision fell from 1.000 to 0.588, below 0.6" in _worse({}, _as(Intent.noodgeval, 20, 7))
    before = _as(Intent.noodgeval, 20, 8)
    assert not [each for each in _worse(before, _as(Intent.noodgeval, 20, 7)) if "precision" in each]  # less bad


def test_a_class_may_lose_what_chance_takes_and_no_more() -> None:
    assert _worse({}, {20: {"topic": Topic.sport}}) == []
    told = _worse({}, {number: {"topic": Topic.sport} for number in range(20, 32)})
    assert any(each.startswith("zwembad: F1 fell from 1.000 to 0.") for each in told)


def test_what_one_class_loses_another_may_not_pay_for() -> None:
    old = {number: {"topic": Topic.afval} for number in range(60, 100)}
    new = {number: {"topic": Topic.sport} for number in range(20, 40)}
    assert any(each.startswith("zwembad: F1 fell") for each in _worse(old, new))


def test_the_tone_as_a_whole_may_not_fall() -> None:
    told = _worse({}, {number: {"sentiment": Sentiment.positief} for number in range(20, 40)})
    assert [each.partition(":")[0] for each in told] == ["sentiment"]


def test_better_is_not_worse() -> None:
    assert _worse(_as(Intent.melding, 0, 5) | _as(Intent.klacht, 20, 20), {}) == []


def test_on_few_messages_accuracy_and_danger_count() -> None:
    few = [_FIRE, *[_POOL] * 9]
    assert list(_compared({}, {0: {"intent": Intent.melding}}, few).less_right())
    assert list(_compared({}, {3: {"intent": Intent.melding}}, few).less_right()) == []
    many = {number: {"intent": Intent.melding} for number in range(1, 9)}
    assert [each.partition(":")[0] for each in _compared({}, many, few).less_right()] == ["intent"]
    assert list(_compared({}, {}, []).less_right()) == []


def test_without_messages_no_model_is_accepted() -> None:
    assert list(_compared({}, {}, []).worse()) == ["there are no messages to compare the models on"]


def test_the_table_has_what_differs() -> None:
    table = _compared({}, {20: {"topic": Topic.sport}}).sheet("Proef")
    assert table.title == "Proef (100 messages)"
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["noodgeval, recall"] == ("1.000", "1.000", "")
    assert rows["topic, accuracy"] == ("1.000", "0.990", "-0.010")
    assert rows["topic zwembad, F1"][0] == "1.000"
    assert "topic verlichting, F1" not in rows


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.integers(0, 99), st.just({"intent": Intent.suggestie, "topic": Topic.beleid}), max_size=40))
def test_of_two_models_at_most_one_loses_danger(wrong: Wrong) -> None:
    there, back = list(_compared({}, wrong).lost()), list(_compared(wrong, {}).lost())
    assert not back
    assert bool(there) is any(number < 20 for number in wrong)
