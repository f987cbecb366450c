"""What the table of goals says of messages that can be counted by hand."""

import pytest

from schemas.vocabulary import Intent, Sentiment, Topic, Urgency
from stadsgesprek.model.classes import class_sheets, group_sheets
from stadsgesprek.model.examples import Register
from stadsgesprek.model.goals import Goal, goals, sheet
from stadsgesprek.model.intervals import Measured
from stadsgesprek.model.tried import Tried
from stadsgesprek.model.worst import page, worst
from tests.stadsgesprek.model.labelled import cheap, example, tried

_FIRE = example("er is brand in de keuken", intent=Intent.noodgeval)
_POOL = example()
_LAMP = example("straatlamp kapot", intent=Intent.melding, topic=Topic.verlichting)
_INSULT = example(
    "wat een onnozelaars",
    intent=Intent.misbruik,
    topic=Topic.overig,
    urgency=Urgency.laag,
    sentiment=Sentiment.negatief,
)


def _of(*pairs: tuple) -> dict[str, Goal]:  # type: ignore[type-arg]
    return {goal.name: goal for goal in goals(tried(*pairs), cheap())}


def test_all_right_reaches_every_goal() -> None:
    right = [(each, {"intent_confidence": 1.0, "topic_confidence": 1.0}) for each in (_FIRE, _POOL, _LAMP, _INSULT)]
    assert [name for name, goal in _of(*right).items() if goal.reached is False] == []


def test_danger_is_found_and_raised_in_vain() -> None:
    found = _of((_FIRE, {}), (_FIRE, {"intent": Intent.melding}), (_POOL, {"intent": Intent.noodgeval}))
    assert (found["noodgeval, recall"].measured.value, found["noodgeval, recall"].reached) == (0.5, False)
    assert found["noodgeval, precision"].measured.value == 0.5


def test_the_city_own_threshold_counts_what_it_was_sure_of() -> None:
    whole = tried((_POOL, {}), (_POOL, {"topic": Topic.sport}), (_LAMP, {"topic": Topic.afval}), (_LAMP, {}))
    unsure = whole.abstaining[2].model_copy(update={"abstained": True, "topic": Topic.overig})
    at_threshold = Tried(whole.examples, (*whole.abstaining[:2], unsure, whole.abstaining[3]), whole.deciding)
    found = {goal.name: goal.measured.value for goal in goals(at_threshold, cheap())}
    assert found["topic, coverage at the city's own threshold"] == 0.75
    assert found["topic, accuracy there"] == pytest.approx(2 / 3)


def test_the_language_of_very_short_messages_does_not_count() -> None:
    short = example("ok dan", language="nl")
    found = _of((short, {"language": "en"}), (_POOL, {}), (_LAMP, {"language": "de"}), (_FIRE, {}))
    assert found["language, messages of 3 words or more"].measured.value == 1.0


def test_a_goal_is_at_least_or_at_most() -> None:
    half = Measured(0.5, 0.4, 0.6)
    told = [
        Goal("a", half, at_least=0.5),
        Goal("b", half, at_least=0.51),
        Goal("c", half, at_most=0.5),
        Goal("d", half, at_most=0.4),
        Goal("e", half),
    ]
    assert [goal.reached for goal in told] == [True, False, True, False, None]
    assert [row[-1] for row in sheet(told).rows] == ["yes", "NO", "yes", "NO", ""]
    assert sheet(told).rows[1][1:4] == ("at least 0.51", "0.500", "0.400 to 0.600")


def test_classes_and_groups_are_counted() -> None:
    leerder = example("ik wil weten zwembad", register=Register.leerder, author="ander")
    whole = tried((_POOL, {}), (leerder, {"intent": Intent.reactie}), (_LAMP, {}))
    intents = next(iter(class_sheets(whole)))
    assert {row[0]: row[1] for row in intents.rows} == {"vraag": "2", "melding": "1", "reactie": "0"}
    assert next(row for row in intents.rows if row[0] == "reactie")[3] == "–"
    by_name = {table.title: table for table in group_sheets(whole)}
    assert {row[0]: row[1] for row in by_name["Registers"].rows} == {"not noted": "2", "leerder": "1"}
    assert {row[0]: row[1] for row in by_name["Hands"].rows} == {"proef": "2", "ander": "1"}
    assert by_name["Hands"].rows[1][3].startswith("0.00 (")


def test_the_surest_errors_come_first_and_their_text_is_no_markup() -> None:
    tricky = example("zie | <b>hier</b>\n![x](https://example.org) *nu*")
    whole = tried(
        (_LAMP, {"topic": Topic.afval, "topic_confidence": 0.4}),
        (tricky, {"intent": Intent.spam, "intent_confidence": 0.95}),
        (_POOL, {}),
    )
    errors = worst(whole)
    assert [(each.what, each.said, each.true) for each in errors] == [
        ("intent", "spam", "vraag"),
        ("topic", "afval", "verlichting"),
    ]
    (line,) = [line for line in page(errors, "Model x.").splitlines() if line.startswith("| 0.950")]
    assert r"zie \| \<b\>hier\</b\> \!\[x\]" in line
    assert "Model x." in page(errors, "Model x.")
