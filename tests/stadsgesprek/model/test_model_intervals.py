"""The intervals: known values, and that they hold what is measured."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stadsgesprek.model.figures import accuracy, f1, macro_f1
from stadsgesprek.model.intervals import DRAWS, bootstrapped, bootstrapped_each, draws, wilson
from tests.stadsgesprek.model.labelled import task


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [
        (10, 10, 0.7225, 1.0),  # Brown, Cai and DasGupta's formula by hand: n / (n + z²)
        (0, 10, 0.0, 0.2775),
        (5, 10, 0.2366, 0.7634),
        (90, 100, 0.8256, 0.9448),
    ],
)
def test_the_score_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((right / of, low, high), abs=5e-5)


def test_a_rate_of_nothing_is_none() -> None:
    assert np.isnan(wilson(0, 0)).all()


@settings(deadline=None)
@given(st.integers(1, 10_000), st.data())
def test_a_rate_lies_in_its_interval(of: int, data: st.DataObject) -> None:
    measured = wilson(data.draw(st.integers(0, of)), of)
    assert 0 <= measured.low <= measured.value <= measured.high <= 1


def test_each_draw_has_as_many_messages_and_they_are_the_same_each_time() -> None:
    drawn = draws(40)
    assert drawn.shape == (DRAWS, 40)
    assert set(drawn.sum(axis=1).tolist()) == {40.0}
    assert draws(41).mean() == pytest.approx(1)
    draws.cache_clear()
    assert (draws(40) == drawn).all()


def test_a_bootstrap_of_a_rate_is_near_wilsons_interval() -> None:
    of = task([0] * 200, [0] * 150 + [1] * 50)
    measured = bootstrapped(partial(accuracy, of), 200)
    assert measured == pytest.approx(wilson(150, 200), abs=0.02)


def test_many_figures_are_those_one_by_one() -> None:
    of = task([0, 1, 2] * 20, [0, 1, 1, 0, 1, 2] * 10)
    each = bootstrapped_each(partial(f1, of), 60)
    assert each[0] == (1.0, 1.0, 1.0)
    assert each[2].low < each[2].value < each[2].high
    whole = bootstrapped(partial(macro_f1, of), 60)
    assert whole.value == pytest.approx(np.mean([one.value for one in each]))


def test_a_figure_of_no_messages_is_none() -> None:
    assert np.isnan(bootstrapped(partial(macro_f1, task([], [])), 0)).all()
