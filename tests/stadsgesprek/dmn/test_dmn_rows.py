"""The rows that a tree comes down to decide like the tree."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from processors.features import FeatureRow
from processors.tree import Tree
from stadsgesprek.dmn.cells import Cell, Column, Numbers
from stadsgesprek.dmn.feel import written
from stadsgesprek.dmn.rows import Cells, TooManyRowsError, rows
from tests.processors.rows import ROWS, asking, compile_spec, outcome, question, spec
from tests.stadsgesprek.dmn.tables import CONDITIONS, trees

ENOUGH = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _holds(column: Column, cell: Cell, row: FeatureRow) -> bool:
    value = getattr(row, column.feature)
    if column.asked:
        value = any(
            found.startswith(asked[:-1]) if asked.endswith(".*") else found == asked
            for asked in column.asked
            for found in row.signals
        )
    if isinstance(cell, Numbers):
        return cell.null if value is None else cell.inside((value, 0.5))  # type: ignore[arg-type]
    return (value in cell.values) is not cell.others


def _outcome(table: list[tuple[Cells, str]], row: FeatureRow) -> str:
    return next(out for cells, out in table if all(_holds(column, cell, row) for column, cell in cells.items()))


@ENOUGH
@given(trees(), ROWS)
def test_the_first_row_that_holds_is_the_outcome_of_the_tree(tree: Tree, row: FeatureRow) -> None:
    table = [(each.cells, each.outcome) for each in rows(tree)]
    assert _outcome(table, row) == tree.decide(row)[0].id


@ENOUGH
@given(CONDITIONS, ROWS)
def test_any_condition_is_some_rows(als: Any, row: FeatureRow) -> None:
    tree = asking(als)
    table = [(each.cells, each.outcome) for each in rows(tree)]
    assert _outcome(table, row) == tree.decide(row)[0].id


def _table(tree: Tree) -> list[tuple[str, dict[str, str], str]]:
    return [
        (row.name, {column.feature: written(column, cell) for column, cell in row.cells.items()}, row.outcome)
        for row in rows(tree)
    ]


def test_a_nee_is_in_the_order_and_a_ja_in_the_cells() -> None:
    inner = [question("bad", {"topic": "zwembad"}, "pool"), {"anders": "ask"}]
    tree = [question("vraag", {"intent": "vraag"}, inner), {"anders": "silent"}]
    made = compile_spec(spec(tree, {id: outcome() for id in ("pool", "ask", "silent")}))
    assert _table(made) == [
        ("bad", {"intent": '"vraag"', "topic": '"zwembad"'}, "pool"),
        ("vraag.anders", {"intent": '"vraag"'}, "ask"),
        ("anders", {}, "silent"),
    ]


def test_a_question_that_two_ways_lead_to_has_its_rows_twice() -> None:
    tree = [
        question("one", {"reply": True}, "shared"),
        question("two", {"abstained": True}, "shared"),
        question("three", {"intent": "spam"}, "yes"),
        question("shared", {"intent": "vraag"}, "yes"),
        {"anders": "no"},
    ]
    made = compile_spec(spec(tree, {"yes": outcome(), "no": outcome()}))
    assert [(name, cells) for name, cells, _ in _table(made)] == [
        ("shared", {"reply": "true", "intent": '"vraag"'}),
        ("one.anders", {"reply": "true"}),
        ("shared.2", {"abstained": "true", "intent": '"vraag"'}),
        ("two.anders", {"abstained": "true"}),
        ("three", {"intent": '"spam"'}),
        ("shared.3", {"intent": '"vraag"'}),
        ("anders", {}),
    ]


@pytest.mark.parametrize(
    ("als", "expected"),
    [
        # One feature stays one cell, whatever was said of it.
        ({"any": [{"words": {"<": 3}}, {"words": {">=": 10}}]}, [{"words": "< 3, >= 10"}]),
        ({"words": {">": 2, "<=": 7}}, [{"words": "(2..7]"}]),
        ({"not": {"followers": {">=": 10}}}, [{"followers": "< 10, null"}]),
        ({"not": {"followers": None}}, [{"followers": "not(null)"}]),
        ({"not": {"language": ["nl", "und"]}}, [{"language": 'not("nl", "und")'}]),
        ({"not": {"urgency": "laag"}}, [{"urgency": 'not("laag")'}]),
        ({"any": [{"intent": "vraag"}, {"intent": "klacht"}]}, [{"intent": '"klacht", "vraag"'}]),
        ({"intent_confidence": {"<": 0.00001}}, [{"intent_confidence": "< 0.00001"}]),
        # Two features are two rows, or one where the second is covered.
        ({"any": [{"reply": True}, {"words": 3}]}, [{"reply": "true"}, {"words": "3"}]),
        ({"any": [{"reply": True}, {"reply": True, "words": 3}]}, [{"reply": "true"}]),
        ({"not": {"reply": True, "words": 3}}, [{"reply": "false"}, {"words": "< 3, > 3"}]),
        # What always or never holds needs no cell or no row.
        ({"any": [{"reply": True}, {"reply": False}]}, [{}]),
        ({"all": [{"reply": True}, {"reply": False}]}, []),
    ],
)
def test_conditions_as_cells(als: Any, expected: list[dict[str, str]]) -> None:
    assert [cells for _, cells, out in _table(asking(als)) if out == "yes"] == expected


def test_what_follows_a_row_for_everything_is_left_out() -> None:
    tree = asking({"any": [{"reply": True}, {"reply": False}]})
    assert _table(tree) == [("it", {}, "yes")]


def test_a_name_that_looks_like_a_numbered_one_is_not_given_twice() -> None:
    tree = [question("it.2", {"words": 1}, "yes"), question("it", {"any": [{"reply": True}, {"words": 3}]}, "yes")]
    made = compile_spec(spec([*tree, {"anders": "no"}], {"yes": outcome(), "no": outcome()}))
    assert [name for name, _, _ in _table(made)] == ["it.2", "it", "it.3", "anders"]


def test_a_tree_that_would_make_too_many_rows_is_refused() -> None:
    flags = ("reply", "abstained", "crisis", "from_city", "office_hours", "personal_data", "reply_to_city")
    choices = {"intent": "vraag", "topic": "afval", "urgency": "hoog", "sentiment": "positief", "channel": "blog"}
    choices |= {"visibility": "direct", "language": "nl", "weekday": "ma", "topic2": "afval"}
    numbers = ("words", "length", "attachments", "hour", "followers", "contacts", "account_days", "intent_confidence")
    atoms = [{name: True} for name in flags] + [{name: value} for name, value in choices.items()]
    pairs = zip(
        atoms, [*({name: 1} for name in numbers), {"topic_confidence": 1}, {"signals": "formele-klacht"}], strict=False
    )
    tree = asking({"all": [{"any": list(pair)} for pair in pairs]})  # two to the tenth ways to say yes
    with pytest.raises(TooManyRowsError, match="more than 5000 rows, or 500 for one outcome"):
        rows(tree)
