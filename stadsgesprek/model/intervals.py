"""How sure a figure is: 95 % intervals.

Of a rate the score interval of Wilson (1927), which also holds where all or nothing is right and is good with few
messages (Brown, Cai and DasGupta, 2001, https://doi.org/10.1214/ss/1009213286). Of every other figure the percentile
bootstrap (Efron and Tibshirani, 1993): the figure of as many messages, drawn with replacement, a thousand times. Both
take messages as independent; those of one hand resemble each other, so real intervals are somewhat wider.
"""

from collections.abc import Callable
from functools import lru_cache
from math import sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]
"""A row for each draw, a column for each message: how often it was drawn."""

Figure = Callable[[Weights], NDArray[Any]]
"""A figure for each row of weights; NaN where it has none."""

DRAWS: Final = 1_000
_SEED: Final = 20_260_324
_Z: Final = 1.959964
_OUTSIDE: Final = (2.5, 97.5)


class Measured(NamedTuple):
    """A figure with its interval; NaN for a figure of nothing."""

    value: float
    low: float
    high: float


@lru_cache(maxsize=4)
def draws(messages: int) -> Weights:
    """The same thousand draws for whatever is measured on so many messages, so that two models meet the same ones."""
    if messages == 0:
        return np.zeros((DRAWS, 0), np.float32)
    drawn = np.random.default_rng(_SEED).multinomial(messages, np.full(messages, 1 / messages), size=DRAWS)
    return drawn.astype(np.float32)


def once(messages: int) -> Weights:
    """Each message once: the figure itself."""
    return np.ones((1, messages), np.float32)


def bootstrapped(figure: Figure, messages: int) -> Measured:
    """A figure of so many messages."""
    (measured,) = bootstrapped_each(lambda weights: figure(weights)[:, None], messages)
    return measured


def bootstrapped_each(figures: Figure, messages: int) -> list[Measured]:
    """Many at once: `figures` gives a column for each."""
    values, drawn = figures(once(messages))[0], figures(draws(messages))
    return [Measured(float(value), *_bounds(column)) for value, column in zip(values, drawn.T, strict=True)]


def wilson(right: int, of: int) -> Measured:
    """The rate `right / of`."""
    if of == 0:
        return Measured(float("nan"), float("nan"), float("nan"))
    rate = right / of
    middle = (rate + _Z**2 / (2 * of)) / (1 + _Z**2 / of)
    half = _Z / (1 + _Z**2 / of) * sqrt(rate * (1 - rate) / of + _Z**2 / (4 * of**2))
    # At the ends the formula gives 0 and 1, and rounding a little beside them.
    return Measured(rate, 0.0 if right == 0 else middle - half, 1.0 if right == of else middle + half)


def _bounds(drawn: NDArray[Any]) -> tuple[float, float]:
    known = drawn[~np.isnan(drawn)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, _OUTSIDE)
    return float(low), float(high)
