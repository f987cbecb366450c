"""Cells as FEEL writes them, and back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processors.features import FEATURES
from stadsgesprek.dmn.cells import Cell, Column, Numbers, Values, among, empty
from stadsgesprek.dmn.feel import CellError, asked_signals, expression, read, written

_SIGNALS = Column("signals", ("gevaar.*", "formele-klacht"))
_COLUMNS = [*(Column(name) for name in FEATURES if name != "signals"), _SIGNALS]

_cuts = st.lists(
    st.tuples(st.integers(-5, 20) | st.sampled_from([0.25, 1e-7, 1e15]), st.integers(0, 1)), max_size=5, unique=True
)


@st.composite
def cells(draw: st.DrawFn) -> tuple[Column, Cell]:
    """A column and a cell of it, with something in it."""
    column = draw(st.sampled_from(_COLUMNS))
    if column.numeric:
        cuts = sorted(draw(_cuts))
        start = [(-math.inf, 0)] if draw(st.booleans()) else []
        null = FEATURES[column.feature].optional and draw(st.booleans())
        cell: Cell = Numbers((*start, *cuts), null)
    else:
        known = sorted(column.domain or {"nl", "fr", 'a"b\\', "é\n"}, key=str)
        cell = among(column, draw(st.lists(st.sampled_from(known), min_size=1)))
        if column.domain is None and isinstance(cell, Values):
            cell = Values(cell.values, draw(st.booleans()))
    return column, among(column, list(column.domain or ["nl"])) if empty(cell) and not column.numeric else cell


@given(cells().filter(lambda made: not empty(made[1])))
def test_a_cell_reads_back(made: tuple[Column, Cell]) -> None:
    column, cell = made
    assert read(column, written(column, cell)) == cell


@pytest.mark.parametrize(
    ("feature", "as_a_tool_writes_it", "as_we_do"),
    [
        ("topic", '"zwembad","sport"', '"sport", "zwembad"'),
        ("topic", ' not( "overig" ) ', 'not("overig")'),
        ("topic", "", "-"),
        ("topic2", 'null,"afval"', '"afval", null'),
        ("topic2", "not(null)", "not(null)"),
        ("words", ">=10", ">= 10"),
        ("words", "]2..7[", "(2..7)"),
        ("words", "[2 .. 7], 12", "[2..7], 12"),
        ("words", "[1..5], [3..9]", "[1..9]"),
        ("words", "not([2..7])", "< 2, > 7"),
        ("words", "-5, .5", "-5, 0.5"),
        ("followers", "not(>= 10)", "< 10, null"),
        ("reply", "not(true)", "false"),
        ("reply", "true, false", "-"),
        ("language", '"nl", "\\u0066r"', '"fr", "nl"'),
    ],
)
def test_other_ways_to_write_it(feature: str, as_a_tool_writes_it: str, as_we_do: str) -> None:
    column = Column(feature)
    assert written(column, read(column, as_a_tool_writes_it)) == as_we_do


@pytest.mark.parametrize(
    ("feature", "text", "what", "hint"),
    [
        ("topic", "zwembad", "cannot read 'zwembad'", "between quotes"),
        ("topic", '"zwembad" "sport"', "cannot read '\"sport\"'", "with commas between"),
        ("topic", '"zwembad", ', "cannot read '\"zwembad\",'", "between quotes"),
        ("topic", 'not("a"), not("b")', "cannot read '), not(\"b\"'", "between quotes"),
        ("topic", "10", "'10' is not a value of topic", "between quotes"),
        ("topic", "> 10", "'> 10' compares numbers", "between quotes"),
        ("topic", "true", "'true' is not a value of topic", "between quotes"),
        ("topic", '"\\q"', "cannot read", "plain quotes"),
        ("topic", 'contains(?, "zwem")', "cannot read 'contains(?", "between quotes"),
        ("words", '"tien"', "is not a value of words", ">= 10"),
        ("words", ">= tien", "cannot read '>= tien'", ">= 10"),
        ("words", "[7..2]", "'[7..2]' can never hold", "take the row out"),
        ("words", "> 5 and < 9", "cannot read 'and < 9'", "[3..7)"),
        ("words", "true", "'true' is not a value of words", ">= 10"),
        ("reply", '"true"', "is not a value of reply", "true, false or -"),
        ("reply", "1", "'1' is not a value of reply", "true, false or -"),
        ("reply", "null", "null is not a value that this column can have", "true, false or -"),
        ("reply", "not(true, false)", "can never hold", "take the row out"),
        ("topic", '"' + "a" * 4000 + '"', "is longer than 4000 characters", "split the row"),
    ],
)
def test_what_is_refused(feature: str, text: str, what: str, hint: str) -> None:
    with pytest.raises(CellError) as caught:
        read(Column(feature), text)
    assert what in caught.value.what
    assert hint in caught.value.hint


@given(st.sampled_from(_COLUMNS), st.text(max_size=30) | st.text('<>=[]().,-"0123 nottruefalsenull?', max_size=30))
def test_any_text_is_a_cell_or_refused(column: Column, text: str) -> None:
    try:
        cell = read(column, text)
    except CellError:
        return
    assert read(column, written(column, cell)) == cell


def test_the_input_expression_of_signals_reads_back() -> None:
    text = expression(_SIGNALS)
    assert text == (
        '(some signal in signals satisfies starts with(signal, "gevaar.")) or list contains(signals, "formele-klacht")'
    )
    assert asked_signals(text) == _SIGNALS.asked
    spread = text.replace("(", "( ").replace(" or ", "\n  or ").replace("signal,", "signal ,")
    assert asked_signals(spread) == _SIGNALS.asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "signals",
        'list contains(signals, "a") and list contains(signals, "b")',
        'not(list contains(signals, "a"))',
        'some signal in signals satisfies starts with(signal, "gevaar.") or list contains(signals, "b")',
        '(some signal in signals satisfies starts with(other, "gevaar."))',
        '(some signal in signals satisfies starts with(signal, "geva"))',
    ],
)
def test_other_expressions_of_signals_are_not_read(text: str) -> None:
    assert asked_signals(text) is None
