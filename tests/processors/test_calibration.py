"""Confidences are probabilities, and rise with the model's own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from processors.calibration import Scale
from processors.columns import Floats


def test_without_calibration_they_are_what_the_softmax_says() -> None:
    found = Scale().probabilities(np.log(np.array([[1, 2, 7]], np.float32)))
    assert found[0].tolist() == pytest.approx([0.1, 0.2, 0.7])
    assert Scale().confidence(np.array([0.1, 0.7], np.float32)).tolist() == pytest.approx([0.1, 0.7])


def test_a_higher_temperature_makes_less_sure_and_the_offset_shifts() -> None:
    scores = np.array([[0, 2]], np.float32)
    assert Scale(temperature=4).probabilities(scores)[0, 1] < Scale().probabilities(scores)[0, 1]
    assert Scale(offset=-1).confidence(np.array([0.5], np.float32))[0] == pytest.approx(1 / (1 + np.e))


@settings(deadline=None)
@given(
    arrays(np.float32, (3, 5), elements=st.floats(-60, 60, width=32)),
    st.floats(0.1, 10),
    st.floats(0.1, 3),
    st.floats(-3, 3),
)
def test_they_are_always_probabilities(scores: Floats, temperature: float, slope: float, offset: float) -> None:
    scale = Scale(temperature, slope, offset)
    found = scale.probabilities(scores)
    assert found.sum(axis=1) == pytest.approx(1, abs=1e-5)
    sure = scale.confidence(np.sort(found.max(axis=1)))
    assert ((sure >= 0) & (sure <= 1)).all()
    assert (np.diff(sure) >= 0).all()
