"""The figures, against cases small enough to count by hand, and what must hold of any."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsgesprek.model.figures import (
    Task,
    accuracy,
    accuracy_at_coverage,
    bins,
    calibration_error,
    counts,
    f1,
    macro_f1,
)
from stadsgesprek.model.goals import precision_of, recall_of
from stadsgesprek.model.intervals import once
from tests.stadsgesprek.model.labelled import task

#                true              said
_FIVE = task([0, 0, 0, 1, 1], [0, 0, 1, 1, 0])


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Up to thirty messages of three classes, some of them sure to two digits."""
    size = draw(st.integers(1, 30))
    some = st.lists(st.integers(0, 2), min_size=size, max_size=size)
    sure = st.lists(st.integers(0, 100), min_size=size, max_size=size)
    return task(draw(some), draw(some), [each / 100 for each in draw(sure)])


def test_each_class_is_counted() -> None:
    found = counts(_FIVE, once(5))
    assert found.true.tolist() == [[3, 2, 0]]
    assert found.said.tolist() == [[3, 2, 0]]
    assert found.both.tolist() == [[2, 1, 0]]


def test_precision_recall_and_f1_are_those_of_the_book() -> None:
    four = task([0, 0, 0, 1], [0, 0, 1, 1], classes=2)
    assert recall_of(four, "a").value == pytest.approx(2 / 3)
    assert precision_of(four, "a").value == 1
    assert precision_of(four, "b").value == 0.5
    assert f1(four, once(4))[0] == pytest.approx([0.8, 2 / 3])
    assert macro_f1(four, once(4)) == pytest.approx([(0.8 + 2 / 3) / 2])
    assert accuracy(four, once(4)) == pytest.approx([0.75])


def test_a_class_that_is_nowhere_has_no_figure_and_one_that_is_only_said_has_none_right() -> None:
    scores = f1(task([0, 0], [0, 1]), once(2))[0]
    assert scores[1] == 0
    assert np.isnan(scores[2])
    assert macro_f1(task([0, 0], [0, 1]), once(2))[0] == pytest.approx((2 / 3 + 0) / 2)


def test_without_messages_there_are_no_figures() -> None:
    empty = task([], [], [])
    assert np.isnan([measure(empty, once(0))[0] for measure in (macro_f1, accuracy, calibration_error)]).all()
    assert np.isnan(recall_of(empty, "a").value)


def test_coverage_takes_the_surest() -> None:
    five = task([0] * 5, [0, 0, 1, 0, 1], [0.9, 0.8, 0.7, 0.6, 0.1])
    assert accuracy_at_coverage(five, once(5), 0.8) == pytest.approx([3 / 4])
    assert accuracy_at_coverage(five, once(5), 0.4) == pytest.approx([1])
    assert accuracy_at_coverage(five, once(5), 1.0) == pytest.approx(accuracy(five, once(5)))


def test_a_message_on_the_border_of_the_coverage_counts_for_its_part() -> None:
    two = task([0, 0], [0, 1], [0.9, 0.1])
    assert accuracy_at_coverage(two, once(2), 0.75) == pytest.approx([1 / 1.5])


def test_the_calibration_error_is_the_distance_of_each_bin() -> None:
    # Two messages of 0.95 of which one is right; two of 0.55, both right.
    four = task([0, 0, 0, 0], [0, 1, 0, 0], [0.95, 0.95, 0.55, 0.55])
    assert calibration_error(four, once(4))[0] == pytest.approx((2 * 0.45 + 2 * 0.45) / 4)
    told = {round(each.high, 1): each for each in bins(four) if each.count}
    assert (told[1.0].count, told[1.0].accuracy) == (2, 0.5)
    assert told[1.0].confidence == pytest.approx(0.95)
    assert (told[0.6].count, told[0.6].accuracy) == (2, 1.0)


def test_a_bin_holds_its_upper_bound() -> None:
    (only,) = [each for each in bins(task([0], [0], [0.3])) if each.count]
    assert (round(only.low, 1), round(only.high, 1)) == (0.2, 0.3)
    assert sum(each.count for each in bins(task([0, 0], [0, 0], [0.0, 1.0]))) == 2


def test_a_task_without_confidence_says_so() -> None:
    with pytest.raises(ValueError, match="letter: has no confidence"):
        calibration_error(_FIVE, once(5))


@settings(deadline=None)
@given(tasks())
def test_f1_does_not_change_when_true_and_said_change_places(of: Task) -> None:
    turned = Task(of.name, of.classes, of.said, of.true, of.confidence)
    assert f1(of, once(len(of)))[0] == pytest.approx(f1(turned, once(len(of)))[0], nan_ok=True)
    assert recall_of(of, "a") == pytest.approx(precision_of(turned, "a"), nan_ok=True)


@settings(deadline=None)
@given(tasks(), st.data())
def test_a_weight_counts_as_so_many_messages(of: Task, data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.integers(0, 3), min_size=len(of), max_size=len(of)).filter(any))
    repeated = np.repeat(np.arange(len(of)), weights)
    more = Task(of.name, of.classes, of.true[repeated], of.said[repeated], of.sure[repeated])
    row = np.array([weights], np.float32)
    for measure in (macro_f1, accuracy, calibration_error):
        assert measure(of, row) == pytest.approx(measure(more, once(len(more))), abs=1e-6)
    assert accuracy_at_coverage(of, row, 0.8) == pytest.approx(
        accuracy_at_coverage(more, once(len(more)), 0.8), abs=1e-6
    )


@settings(deadline=None)
@given(tasks())
def test_every_figure_lies_between_none_and_all(of: Task) -> None:
    for measure in (macro_f1, accuracy, calibration_error):
        assert 0 <= measure(of, once(len(of)))[0] <= 1 + 1e-9
    assert sum(each.count for each in bins(of)) == len(of)


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(0, 100))
def test_who_is_always_right_has_a_calibration_error_of_the_doubt_that_is_left(size: int, percent: int) -> None:
    of = task([0] * size, [0] * size, [percent / 100] * size)
    assert calibration_error(of, once(size))[0] == pytest.approx(1 - percent / 100)
