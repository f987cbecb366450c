"""From the model's scores to how often it is right, and from when on danger, abuse and the like are raised."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from processors.columns import Floats

_SURE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Scale:
    """How the scores of one list become a confidence.

    The scores are divided by `temperature` before the softmax (https://arxiv.org/abs/1706.04599); the probability p of
    what was chosen is then right in sigmoid(slope * logit(p) + offset) of the cases (Platt).
    """

    temperature: float = 1.0
    slope: float = 1.0
    offset: float = 0.0

    def probabilities(self, scores: Floats) -> Floats:
        """Of each class, a row for each message."""
        scaled: Floats = scores / np.float32(self.temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        np.exp(scaled, out=scaled)
        scaled /= scaled.sum(axis=1, keepdims=True)
        return scaled

    def confidence(self, probability: Floats) -> Floats:
        """How often a choice of this probability is right, 0 to 1."""
        p = np.clip(probability, _SURE, 1 - _SURE)
        return sigmoid(self.slope * np.log(p / (1 - p)) + self.offset)


def sigmoid(scores: Floats) -> Floats:
    """1 / (1 + exp(-scores)), for scores of any size."""
    return np.exp(-np.logaddexp(0, -scores)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Raise:
    """From which probability on something is raised: by the model alone, and where signals have votes enough."""

    alone: float
    with_signals: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that was set on messages that the model had not seen."""

    intent: Scale = Scale()
    topic: Scale = Scale()
    danger: Raise = Raise(0.5, 0.1)
    abuse: Raise = Raise(0.5, 0.2)
    hoog: float = 0.0
    """From which score on it is urgent."""

    second: float = 0.25
    """From which probability on there is a second topic."""
