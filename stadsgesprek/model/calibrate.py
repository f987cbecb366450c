"""Sets temperature, confidence and thresholds by the scores of messages that a fit did not see."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from processors.calibration import Calibration, Raise, Scale
from processors.columns import HOOG_COLUMN, INTENT_COLUMNS, INTENTS, TOPIC_COLUMNS, TOPICS, Floats
from processors.judge import judge
from processors.votes import ABUSE, DANGER, ENOUGH
from schemas.vocabulary import Intent, Urgency
from stadsgesprek.model.examples import Example

PRECISION_OF_DANGER: Final = 0.45
PRECISION_OF_ABUSE: Final = 0.70
"""Of what is raised so much at least is right on held-out examples; within that as much as possible is found. A missed
emergency is a person in danger, a false one a person who looks up. The examples hold far more look-alikes than life
does (figures of speech, drills, harsh criticism), so in life more of what is raised is right."""

_GRID: Final = np.round(np.concatenate([np.arange(0.01, 0.1, 0.01), np.arange(0.1, 0.91, 0.025)]), 3)


def calibrate(examples: Sequence[Example], scores: Floats, totals: Floats) -> Calibration:
    """The calibration that these scores of unseen messages call for; `totals` are the votes."""
    intents = np.array([INTENTS.index(each.intent) for each in examples])
    topics = np.array([TOPICS.index(each.topic) for each in examples])
    calibration = Calibration(
        intent=Scale(_temperature(scores[:, INTENT_COLUMNS], intents)),
        topic=Scale(_temperature(scores[:, TOPIC_COLUMNS], topics)),
    )
    probability = calibration.intent.probabilities(scores[:, INTENT_COLUMNS])
    danger, abuse = INTENTS.index(Intent.noodgeval), INTENTS.index(Intent.misbruik)
    calibration = replace(
        calibration,
        danger=_raise(probability[:, danger], totals[:, DANGER], intents == danger, PRECISION_OF_DANGER),
        abuse=_raise(probability[:, abuse], totals[:, ABUSE], intents == abuse, PRECISION_OF_ABUSE),
        hoog=_threshold(scores[:, HOOG_COLUMN], np.array([each.urgency is Urgency.hoog for each in examples])),
    )
    judged = judge(scores, totals, calibration, 0.0)
    return replace(
        calibration,
        intent=_platt(calibration.intent, judged.intent_confidence, judged.intent == intents),
        topic=_platt(calibration.topic, judged.topic_confidence, judged.topic == topics),
        second=_second(examples, scores, totals, calibration),
    )


def _f1(found: np.ndarray, true: np.ndarray) -> float:
    return 2 * float((found & true).sum()) / max(1.0, float(true.sum() + found.sum()))


def _temperature(scores: Floats, labels: np.ndarray) -> float:
    def loss(log_temperature: float) -> float:
        scaled = scores.astype(float) / np.exp(log_temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        chosen = scaled[np.arange(len(labels)), labels]
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - chosen))

    return float(np.exp(minimize_scalar(loss, bounds=(-5.0, 2.0), method="bounded").x))


def _platt(scale: Scale, probability: Floats, right: np.ndarray) -> Scale:
    p = np.clip(probability.astype(float), 1e-6, 1 - 1e-6)
    logit = np.log(p / (1 - p))

    def loss(at: np.ndarray) -> float:
        z = at[0] * logit + at[1]
        return float(np.mean(np.logaddexp(0, z) - right * z))

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return replace(scale, slope=float(slope), offset=float(offset))


def _raise(probability: Floats, votes: Floats, true: np.ndarray, precision: float) -> Raise:
    """The thresholds that find most at this precision; of equals those that are right most often."""
    said = votes >= ENOUGH
    best, chosen = (0.0, 0.0), Raise(0.5, 0.5)
    for alone in _GRID:
        for with_signals in _GRID[alone >= _GRID]:
            found = (probability >= alone) | (said & (probability >= with_signals))
            right, of = float((found & true).sum()), float(found.sum())
            if right >= precision * of and (right, right / max(1.0, of)) > best:
                best, chosen = (right, right / max(1.0, of)), Raise(float(alone), float(with_signals))
    return chosen


def _threshold(scores: Floats, true: np.ndarray) -> float:
    """The score with the best F1-score, among those of the examples."""
    candidates = np.unique(np.quantile(scores, np.linspace(0.5, 0.999, 200)))
    return float(max(candidates, key=lambda at: _f1(scores >= at, true)))


def _second(examples: Sequence[Example], scores: Floats, totals: Floats, calibration: Calibration) -> float:
    true = np.array([-1 if each.topic2 is None else TOPICS.index(each.topic2) for each in examples])

    def score(at: float) -> float:
        found = judge(scores, totals, replace(calibration, second=float(at)), 0.0).second
        right = float(((found == true) & (true >= 0)).sum())
        return 2 * right / max(1.0, float((found >= 0).sum() + (true >= 0).sum()))

    return float(max(_GRID, key=score))
