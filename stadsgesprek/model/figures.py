"""What is measured of one task (intent, topic, …): rates of each class, macro F1, coverage, calibration.

Each figure is of weighted messages, a value for each row of weights: with every weight 1 it is the figure, with how
often each message was drawn it is a bootstrap (`intervals`).
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from stadsgesprek.model.intervals import Weights, once

Values = NDArray[Any]

BINS: Final = 10


@dataclass(frozen=True)
class Task:
    """What each message should have been and was said to be, as places in `classes`, and how sure that was."""

    name: str
    classes: tuple[str, ...]
    true: NDArray[np.int64]
    said: NDArray[np.int64]
    confidence: Values | None = None

    def __len__(self) -> int:
        return len(self.true)

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which messages were said to be what they are."""
        return np.equal(self.true, self.said)

    @property
    def sure(self) -> Values:
        """The confidence. Raises ValueError for a task that has none."""
        if self.confidence is None:
            raise ValueError(f"{self.name}: has no confidence")
        return self.confidence


@dataclass(frozen=True)
class Counts:
    """Of each class, for each row of weights: how many are of it, are said to be, and are both."""

    true: Values
    said: Values
    both: Values


def counts(task: Task, weights: Weights) -> Counts:
    """Sums of weights, a row for each row and a column for each class."""
    every = np.eye(len(task.classes), dtype=np.float32)
    true, said = every[task.true], every[task.said]
    return Counts(weights @ true, weights @ said, weights @ (true * task.right[:, None]))


def f1(task: Task, weights: Weights) -> Values:
    """Of each class 2·both / (true + said); NaN for a class that no message is of or is said to be."""
    found = counts(task, weights)
    return _ratio(2 * found.both, found.true + found.said)


def macro_f1(task: Task, weights: Weights) -> Values:
    """The mean of F1 over the classes that have one, each counting as much."""
    return np.nanmean(f1(task, weights), axis=1) if len(task) else np.full(len(weights), np.nan)


def accuracy(task: Task, weights: Weights) -> Values:
    """The part that is right."""
    return _ratio(weights @ task.right.astype(np.float32), weights.sum(axis=1))


def accuracy_at_coverage(task: Task, weights: Weights, coverage: float) -> Values:
    """Of the so large part of the messages whose confidence is highest, the part that is right.

    Where the border falls within a message that was drawn more than once, it counts for what lies inside.
    """
    order = np.argsort(-task.sure, kind="stable")
    ordered = weights[:, order].astype(float)
    room = coverage * ordered.sum(axis=1, keepdims=True)
    inside = np.clip(room - (ordered.cumsum(axis=1) - ordered), 0, ordered)
    return _ratio(inside @ task.right[order].astype(float), room[:, 0])


@dataclass(frozen=True)
class Bin:
    """The messages whose confidence lies between two bounds: how many, how sure and how often right on the average."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def bins(task: Task) -> list[Bin]:
    """Ten of equal width, from unsure to sure; NaN in an empty one."""
    weight, sure, right = (each[0] for each in _binned(task, once(len(task))))
    edges = np.linspace(0, 1, BINS + 1).tolist()
    mean, rate = _ratio(sure, weight).tolist(), _ratio(right, weight).tolist()
    return [Bin(edges[n], edges[n + 1], int(weight[n]), mean[n], rate[n]) for n in range(BINS)]


def calibration_error(task: Task, weights: Weights) -> Values:
    """Expected calibration error in ten bins of equal width: the mean distance between how sure and how often right.

    Guo et al., 2017 (https://arxiv.org/abs/1706.04599), formula 3.
    """
    weight, sure, right = _binned(task, weights)
    return _ratio(np.abs(right - sure).sum(axis=1), weight.sum(axis=1))


def _binned(task: Task, weights: Weights) -> tuple[Values, Values, Values]:
    """For each row of weights and each bin: the sums of the weights, of the confidence, and of what is right."""
    # A bin holds its upper bound, as in the paper.
    place = np.clip(np.ceil(task.sure.round(6) * BINS).astype(int) - 1, 0, BINS - 1)
    of_bin = np.eye(BINS)[place]
    return weights @ of_bin, weights @ (of_bin * task.sure[:, None]), weights @ (of_bin * task.right[:, None])


def _ratio(part: Values, whole: Values) -> Values:
    ratio: Values = np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=np.asarray(whole) > 0)
    return ratio
